"""A spec's text changed where it has to be, and nowhere else."""
