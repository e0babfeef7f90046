"""Validate: would ECS accept it, would it start, is it wise."""
