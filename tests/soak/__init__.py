"""Weeks in minutes: the whole loop over a world in which everything goes wrong, and a judge of what is left."""
