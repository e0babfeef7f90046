"""Rules beyond what their own examples say."""
