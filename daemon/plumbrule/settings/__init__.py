"""Settings: one YAML file and the environment become values of `model/policy.py` and `values.py`; all mistakes at once.

The path of a setting: `reader` (text to tree with places) → `environment` (variables laid over it) → `form` (pydantic:
keys, types, bounds) and `across` (what spans keys) → `sentence` and `mistake` (our words, placed) → `make` (values).
pydantic stays in this package.
"""
