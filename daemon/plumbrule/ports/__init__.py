"""The world as the loop sees it: one Protocol per kind of outside, each with the errors that may leave it.

Adapters in `edge/` satisfy these; nothing else is allowed to escape them (`errors.py`).
"""

from __future__ import annotations

from plumbrule.ports.contents import Contents
from plumbrule.ports.dependencies import Dependencies
from plumbrule.ports.desk import Desk
from plumbrule.ports.inbox import Inbox
from plumbrule.ports.inside import Inside
from plumbrule.ports.journal import Journal
from plumbrule.ports.revisions import Revisions
from plumbrule.ports.services import Services
from plumbrule.ports.sink import OneWay, Sink
from plumbrule.ports.small import Clock, Meter, Notifier
from plumbrule.ports.source import Source

__all__ = [
    "Clock",
    "Contents",
    "Dependencies",
    "Desk",
    "Inbox",
    "Inside",
    "Journal",
    "Meter",
    "Notifier",
    "OneWay",
    "Revisions",
    "Services",
    "Sink",
    "Source",
]
