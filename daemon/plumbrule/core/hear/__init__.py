"""Hear: what a message of the events' queue says. Whatever it holds, nothing is raised."""

from __future__ import annotations

from plumbrule.core.hear.body import MOST_BYTES, heard

__all__ = ["MOST_BYTES", "heard"]
