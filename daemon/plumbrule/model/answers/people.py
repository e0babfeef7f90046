"""Who asks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerView:
    """Who the caller is to us; `person` is empty for an identity that is mapped to nobody."""

    identity: str
    person: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoneView:
    """What came of it, in one sentence."""

    message: str
    keys: tuple[str, ...] = ()
