"""The admin API: HTTP over a Unix socket, and over TCP for whoever proves who they are.

`routes` is the one table of what can be asked, `server` opens the doors, `callers` proves who comes through them,
`answers` turns values into JSON and refusals into status codes, `openapi` describes it all.
"""

from __future__ import annotations

from plumbrule.edge.admin.server import AdminServer

__all__ = ["AdminServer"]
