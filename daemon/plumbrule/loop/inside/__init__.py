"""What can be seen from outside: readings of everything that is in memory anyway, and how fresh it is."""

from __future__ import annotations

from plumbrule.loop.inside.freshness import readiness
from plumbrule.loop.inside.readings import Gauges
from plumbrule.loop.inside.zeros import with_zeros

__all__ = ["Gauges", "readiness", "with_zeros"]
