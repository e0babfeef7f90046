"""The world as the loop sees it: one Protocol per kind of outside, each with the errors that may leave it.

Adapters in `edge/` satisfy these; nothing else is allowed to escape them (`errors.py`).
"""

from __future__ import annotations

from plumbrule.ports.contents import Contents
from plumbrule.ports.desk import Desk
from plumbrule.ports.journal import Journal
from plumbrule.ports.revisions import Revisions
from plumbrule.ports.sink import Sink
from plumbrule.ports.small import Clock, Meter, Notifier
from plumbrule.ports.source import Source

__all__ = ["Clock", "Contents", "Desk", "Journal", "Meter", "Notifier", "Revisions", "Sink", "Source"]
