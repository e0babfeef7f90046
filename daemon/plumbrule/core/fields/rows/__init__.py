"""The rows, by subject. Every module here that has `ROWS` is found by itself; see `plumbrule.core.fields.table`."""
