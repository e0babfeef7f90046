"""What an action came to, and what a pass came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import timedelta

    from plumbrule.model.ids import Key
    from plumbrule.model.mend import Mend
    from plumbrule.model.record import Ending, TagEnding
    from plumbrule.model.revision import Revision
    from plumbrule.model.state import State


@dataclass(frozen=True, slots=True)
class Stood:
    """Nothing was done."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The live revision is now the agreed one."""


@dataclass(frozen=True, slots=True)
class Registered:
    """ECS made `revision`; `between` are numbers that somebody else took while we did."""

    revision: Revision
    between: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLater:
    """A registration whose answer was lost was seen."""

    revision: Revision


@dataclass(frozen=True, slots=True)
class Unanswered:
    """It was sent and the answer was lost, or an earlier one is still unseen: look again after `after`."""

    after: timedelta
    fresh: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class NotDone:
    """The attempt ended without a revision."""

    ending: Ending
    words: str


@dataclass(frozen=True, slots=True)
class Mended:
    """Tags of the live revision were set or removed."""

    mend: Mend


@dataclass(frozen=True, slots=True)
class NotMended:
    """Tags stay as they were: `ending` says who refused, None that there was no token; look again after `after`."""

    after: timedelta
    ending: TagEnding | None = None
    words: str = ""


Acted: TypeAlias = Stood | Accepted | Registered | FoundLater | Unanswered | NotDone | Mended | NotMended


@dataclass(frozen=True, slots=True)
class PassOutcome:
    """How one pass ended.

    Attributes:
        unchanged: nothing differed from the last pass, so nothing was computed.
        acted: what was done.
        look_again: when the family wants another look before the next sweep; None when it does not.
    """

    key: Key
    state: State
    unchanged: bool
    acted: Acted
    look_again: timedelta | None = None
