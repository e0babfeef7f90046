"""Load: what does each file say, and where."""
