"""What a task costs by the hour, as an estimate from a table of prices. Pure."""
