"""Render: what does a file mean for each target."""
