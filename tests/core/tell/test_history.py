"""One line for each thing that happened; one for all that was held back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plumbrule.core.tell.composing import Style
from plumbrule.core.tell.history import WORDS, line, line_key
from plumbrule.core.tell.samples import samples
from plumbrule.model.incident import Concern, Incident, Kind, Status, Urgency
from plumbrule.model.outbox import Destination, Reason, Telling
from tests.builders.clocks import T0

WEB = Incident(
    "1" * 32, Concern("s", Kind.DRIFT, "prod", "web", "f", Urgency.WARNING, "c", {}, {}), Status.OPEN, T0, T0
)


def telling(reason: Reason, name: str = "t", due: timedelta = timedelta(0)) -> Telling:
    return Telling(name, WEB.id, reason, Destination("slack"), T0 + due, T0 + due)


def said(*tellings: Telling, after: timedelta = timedelta(0)) -> str:
    found = line({WEB.id: WEB}, tellings, T0 + after, Style())
    return found.title if found else ""


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.EDITED])
def test_every_reason_has_its_words(reason: Reason) -> None:
    assert said(telling(reason)).strip(".")
    assert reason in WORDS


def test_an_edit_says_nothing() -> None:
    assert said(telling(Reason.EDITED)) == ""


def test_what_waited_long_is_one_line() -> None:
    many = [telling(Reason.CHANGED, str(number)) for number in range(3)] + [telling(Reason.RESOLVED)]
    assert said(*many, after=timedelta(hours=2)) == (
        "Held back from 2026-11-23 12:00 to 14:00 UTC: the difference is another now (3 times), resolved."
    )


def test_a_line_is_known_by_what_it_says_whatever_the_order() -> None:
    one, other = telling(Reason.NEW, "a"), telling(Reason.NEW, "b")
    assert line_key([one, other]) == line_key([other, one]) != line_key([one])


def test_there_is_a_sample_of_every_line() -> None:
    named = {name for name, _ in samples() if name.startswith("thread-")}
    assert named == {f"thread-{one.value.replace('_', '-')}" for one in Reason if one is not Reason.EDITED}
