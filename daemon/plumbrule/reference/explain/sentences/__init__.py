"""What rules say, in Japanese: one `JA` mapping per module, by the English sentence."""
