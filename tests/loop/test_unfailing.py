"""A notifier that raises stops nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from plumbrule.edge.telemetry.meter import Counts
from plumbrule.loop.unfailing import Unfailing, unfailing
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.builders.notices import Heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage


class Mute:
    """Cannot say a word."""

    def tell(self, notice: Notice) -> NoReturn:
        raise OSError(notice.event)


def test_what_it_raises_is_counted_and_goes_no_further() -> None:
    meter = Counts()
    unfailing(Mute(), meter).tell(Notice(Event.DAEMON_STARTED, Level.INFO))
    assert meter.read() == {"notices": 1, "notices_failed": 1}


def test_what_it_can_say_is_said_and_what_is_unfailing_stays_as_it_is() -> None:
    heard, notice = Heard(), Notice(Event.DAEMON_STARTED, Level.INFO)
    once = unfailing(heard, Counts())
    once.tell(notice)
    assert heard.notices == [notice]
    assert isinstance(once, Unfailing)
    assert unfailing(once, Counts()) is once


def test_families_are_registered_and_settled_although_nothing_can_be_told(staged: Callable[..., Stage]) -> None:
    stage = staged(notifier=Mute())
    stage.put(definition("a"), definition("b"))
    stage.read()
    assert [(stage.state(family), len(stage.made(family))) for family in "ab"] == [(State.IN_SYNC, 1)] * 2
