"""The checks: one module each, found by itself."""
