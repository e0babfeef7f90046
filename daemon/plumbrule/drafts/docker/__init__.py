"""`docker run` in both directions, and compose."""
