"""Adapters: each satisfies one port of `ports/` and lets nothing out that the port does not list."""
