"""One suite of contract tests that runs on the world and on moto, and the table of where they differ."""
