"""Hearing events: a thread for each queue, which only queues names. Polling stays the truth."""

from __future__ import annotations

from plumbrule.loop.hear.ear import Ear

__all__ = ["Ear"]
