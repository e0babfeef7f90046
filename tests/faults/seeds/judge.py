"""The world's log and what people did, in the order in which it happened, as a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from tests.faults.scene import PLAN
from tests.faults.seeds.ledger import Ledger
from tests.faults.seeds.scenario import DESCRIBE, LAG_SECONDS
from tests.faults.seeds.stage import GATED, GIT_READ_WITHIN, Gone, Said, Yes, image_of
from tests.world.client import Registered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.faults.seeds.stage import Happened
    from tests.world.client import CallSeen

Event: TypeAlias = Said | Gone | Yes | Registered
MARGIN_SECONDS: Final = 0.5
"""Between an answer being made and it being written down as a call, on a busy machine."""


def ledger_of(happened: Sequence[Happened], log: Sequence[Registered], calls: Sequence[CallSeen]) -> Ledger:
    """Tell everything to a ledger; `calls` say when the daemon looked."""
    ledger, told = Ledger(), Told(calls)
    for event in sorted((*happened, *log), key=lambda event: event.at):
        match event:
            case Said(at, family, content):
                ledger.git_says(family, content)
                told.said(event)
            case Gone(at, family, number):
                ledger.deregistered(family, number)
                told.moved(family, number, at)
            case Yes(_, family, plan, clicks):
                ledger.said_yes(family, plan, clicks)
            case Registered(tags=tags) if PLAN not in tags:
                ledger.by_hand(event.family, event.revision, image_of(event.definition))
                told.moved(event.family, event.revision, event.at)
            case Registered():
                _ours(ledger, told, event)
    return ledger


def _ours(ledger: Ledger, told: Told, event: Registered) -> None:
    ledger.git_was_read(event.family, told.believed(event.family, event.at))
    unseen = told.unseen(event.family, event.at)
    image, asks = image_of(event.definition), event.family.startswith(GATED)
    ledger.registered(event.family, event.revision, image, event.tags[PLAN], unseen, asks=asks)


class Told:
    """Times: when Git said something, when a revision came or went, when the daemon looked."""

    def __init__(self, calls: Iterable[CallSeen]) -> None:
        self._looks = [call for call in calls if call.operation == DESCRIBE]
        self._said: list[Said] = []
        self._moved: dict[tuple[str, int], float] = {}

    def said(self, event: Said) -> None:
        """Git said something."""
        self._said.append(event)

    def moved(self, family: str, number: int, at: float) -> None:
        """A revision of somebody else came, or any went."""
        self._moved[family, number] = at

    def believed(self, family: str, at: float) -> int:
        """How many of the family's newest contents the daemon may hold for true."""
        times = [said.at for said in self._said if said.family == family]
        return 1 + sum(time > at - GIT_READ_WITHIN for time in times)

    def unseen(self, family: str, at: float) -> frozenset[int]:
        """Numbers that came or went so late that the last look before `at` may not have shown it."""
        looks = [call.at for call in self._looks if call.family == family and call.at <= at]
        since = max(looks, default=0.0) - LAG_SECONDS - MARGIN_SECONDS
        return frozenset(number for (name, number), moved in self._moved.items() if name == family and moved > since)
