"""Words about fields: one `WORDS` tuple per module."""
