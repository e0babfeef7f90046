"""What the queue carries: names of work, and never the work itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from plumbrule.model.ids import Key, TargetName


@dataclass(frozen=True, slots=True)
class ReadSource:
    """Look whether the source has something new."""


@dataclass(frozen=True, slots=True)
class SweepTarget:
    """Go one step on with a sweep: begin one, or read one page of its listing."""

    target: TargetName


@dataclass(frozen=True, slots=True)
class LookAtServices:
    """Go one step on with a look at what a target's services run."""

    target: TargetName


@dataclass(frozen=True, slots=True)
class Remind:
    """See what time has to say about people's words."""


Name: TypeAlias = ReadSource | SweepTarget | LookAtServices | Remind | Key

SOURCE_LANE: Final = ""
"""The source has a lane of its own; every other lane is a target's name."""

SOURCE: Final = "the source"
JOURNAL: Final = "the journal"
SHOWN: Final = {SOURCE: "source", JOURNAL: "journal"}
"""Whose trouble it is beside the targets', which go by their names: no target's name has a space in it."""
