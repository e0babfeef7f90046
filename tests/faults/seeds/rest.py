"""How a family has to stand once everything is quiet, by the ledger alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.faults.seeds.ledger import File

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.faults.seeds.ledger import Line

UNSEEN: Final = "not looked at"
"""For a family that the daemon has no reason to know."""

LOST: Final = "lost"
ASKING: Final = frozenset({"missing", "spec_ahead"})


def wrong(line: Line, state: str, gates: Collection[str], *, asked: bool) -> str | None:
    """Why a family may not rest like this; None when it may. It begins with `lost` where something wanted is missing.

    Args:
        line: what happened to the family.
        state: where the daemon says it stands; `UNSEEN` when it says nothing.
        gates: what the daemon says keeps it from acting.
        asked: whether people are asked after an answer was lost, and one was.
    """
    if asked and state in ASKING and "awaiting_approval" in gates:
        return None
    if state in ASKING and "raced" in gates and _was_raced(line):
        return None
    allowed = _allowed(line)
    if not allowed:
        return f"{LOST}: Git wants {line.file}, nothing forbids it, yet {_shown(line)} is there and it is {state}"
    if state not in allowed:
        return f"it is {state}, but has to be {' or '.join(sorted(allowed))}: Git {line.file}, ECS {_shown(line)}"
    if line.file is File.BROKEN and state != UNSEEN and "invalid" not in gates:
        return "its file is broken, and it does not say so"
    return None


def _was_raced(line: Line) -> bool:
    """Whether somebody's revision stands right below one of ours: who came first was not known when ours was made."""
    return any(number - 1 in line.contents and number - 1 not in line.ours for number in line.ours)


def _allowed(line: Line) -> frozenset[str]:
    match line.file:
        case File.GONE:
            return _known(line, "orphan")
        case File.BROKEN:
            return _known(line, "in_sync", "out_of_band", "withdrawn")
        case content if line.live == content:
            return frozenset({"in_sync"})
        case _:
            return _waiting(line)


def _known(line: Line, *states: str) -> frozenset[str]:
    """A family without a file that can be read is known by its agreement alone."""
    if not line.agreed:
        return frozenset({UNSEEN})
    return frozenset(states) if line.surely_agreed else frozenset({UNSEEN, *states})


def _waiting(line: Line) -> frozenset[str]:
    """Git's content is not live: the states in which people have to decide; none when nobody has to."""
    top = line.top or 0
    if not line.agreed:
        return frozenset({"unadopted"}) if top else frozenset()
    states = {"withdrawn"} if top < max(line.agreed) else set()
    if top and line.agreed != {top}:
        states |= {"out_of_band", "diverged"}
    if top and not line.surely_agreed:
        states |= {"unadopted"}
    return frozenset(states)


def _shown(line: Line) -> str:
    return "nothing" if line.top is None else f"{line.top} with {line.live}"
