"""Adapters: each satisfies one port of `ports.py` and lets nothing out that the port does not list."""
