"""The durable record in SQLite, behind the port that other engines will serve as well."""

from __future__ import annotations

from plumbrule.edge.journal.journal import SqlJournal
from plumbrule.edge.journal.opening import memory_journal, open_journal

__all__ = ["SqlJournal", "memory_journal", "open_journal"]
