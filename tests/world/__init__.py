"""The world: an answer machine that speaks ECS's and STS's wire protocols over loopback HTTP.

Run as `python -m tests.world --port 0`; it imports nothing from plumbrule, so it cannot share a bug with what it tests.
Where ECS's behaviour is only inferred, the code says "inferred".
"""
