"""Topics: one `TOPIC` per module."""
