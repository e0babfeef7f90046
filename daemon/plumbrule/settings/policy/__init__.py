"""The policy file: `form` reads it, `across` judges what spans several keys, `make` turns it into `model/policy`."""
