"""The decision to speak, as a table: what was said, what is so now, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from plumbrule.core.tell.telling import due, judged, noted, taken
from plumbrule.model.incident import Concern, Incident, Kind, Mark, Status, Urgency
from plumbrule.model.manners import Manners
from plumbrule.model.outbox import Reason
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

MANNERS = Manners()
HOUR = timedelta(hours=1)


def concern(fingerprint: str = "a", kind: Kind = Kind.DRIFT, **facts: Tree) -> Concern:
    return Concern("family/prod/web", kind, "prod", "web", fingerprint, Urgency.WARNING, "why", {}, facts)


def marked(mark: Mark) -> Concern:
    return replace(concern(), marks=frozenset({mark}))


def yes(name: str) -> Tree:
    return [{"word": "approved", "person": name, "id": name}]


def incident(status: Status = Status.OPEN, of: Concern | None = None, **changes: object) -> Incident:
    made = Incident("1" * 32, of or concern(), status, T0, T0)
    return replace(made, **changes)  # type: ignore[arg-type]


def over(ago: timedelta) -> Incident:
    return incident(Status.RESOLVED, ended=T0 - ago)


class Row(NamedTuple):
    before: Incident | None
    now: Concern | None
    reason: Reason | None
    status: Status | None


ROWS = {
    "peace stays silent": Row(None, None, None, None),
    "the first drift ever is new": Row(None, concern(), Reason.NEW, Status.OPEN),
    "the same drift is silence": Row(incident(), concern(), None, None),
    "another difference is a change": Row(incident(), concern("b"), Reason.CHANGED, Status.OPEN),
    "other facts about the same difference only edit": Row(incident(), concern(x=1), Reason.EDITED, Status.OPEN),
    "peace ends it": Row(incident(), None, Reason.RESOLVED, Status.RESOLVED),
    "peace after peace is silence": Row(over(2 * HOUR), None, None, None),
    "the same again after a while is new": Row(over(2 * HOUR), concern(), Reason.NEW, Status.OPEN),
    "the same again soon goes on with it": Row(over(HOUR / 2), concern(), Reason.REOPENED, Status.OPEN),
    "something else soon is new": Row(over(HOUR / 2), concern("b"), Reason.NEW, Status.OPEN),
    "a plan that waits is told so": Row(None, concern(kind=Kind.APPROVAL), Reason.AWAITING_APPROVAL, Status.OPEN),
    "what opens nothing is silence": Row(None, replace(concern(), opens=False), None, None),
    "what opens nothing goes on with what is open": Row(
        incident(), replace(concern("b"), opens=False), Reason.CHANGED, Status.OPEN
    ),
    "an approval is an answer": Row(incident(), concern(said=yes("ada")), Reason.VOTED, Status.OPEN),
    "an approval of what has moved is void": Row(
        incident(of=concern(plan="p1", said=yes("ada"))), concern("b", plan="p2"), Reason.APPROVAL_VOID, Status.OPEN
    ),
    "a plan that moves unapproved is a change": Row(
        incident(of=concern(plan="p1")), concern("b", plan="p2"), Reason.CHANGED, Status.OPEN
    ),
    "what ECS refuses is told so": Row(None, marked(Mark.REFUSED), Reason.REFUSED, Status.OPEN),
    "two writers that begin to take turns are told": Row(
        incident(), marked(Mark.CONTESTED), Reason.CONTESTED, Status.OPEN
    ),
    "two writers that go on taking turns are silence": Row(
        incident(of=marked(Mark.CONTESTED)), marked(Mark.CONTESTED), None, None
    ),
    "what was acknowledged stays so while it is the same": Row(incident(Status.ACKNOWLEDGED), concern(), None, None),
    "what was acknowledged and changes is open again": Row(
        incident(Status.ACKNOWLEDGED), concern("b"), Reason.CHANGED, Status.OPEN
    ),
    "a snooze ends with a change": Row(
        incident(Status.SNOOZED, until=T0 + HOUR), concern("b"), Reason.CHANGED, Status.OPEN
    ),
    "what was escalated stays so when it changes": Row(
        incident(Status.ESCALATED), concern("b"), Reason.CHANGED, Status.ESCALATED
    ),
    "what was snoozed ends like all others": Row(
        incident(Status.SNOOZED, until=T0 + HOUR), None, Reason.RESOLVED, Status.RESOLVED
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_what_a_judgement_says(case: str) -> None:
    before, now, reason, status = ROWS[case]
    step = judged(before, now, T0, MANNERS, "2" * 32)
    assert (step.reason if step else None, step.incident.status if step else None) == (reason, status)


class Waited(NamedTuple):
    of: Incident
    after: timedelta
    escalates: timedelta | None
    reason: Reason | None
    status: Status | None


WAITS = {
    "a minute later nothing is due": Waited(incident(), timedelta(minutes=1), None, None, None),
    "after a day it is told again": Waited(incident(), 24 * HOUR, None, Reason.REMINDER, Status.OPEN),
    "what somebody took is not told again after a day": Waited(
        incident(Status.ACKNOWLEDGED), 25 * HOUR, HOUR, None, None
    ),
    "it is after a week": Waited(
        incident(Status.ACKNOWLEDGED), 7 * 24 * HOUR, HOUR, Reason.REMINDER, Status.ACKNOWLEDGED
    ),
    "what nobody takes is escalated": Waited(incident(), 4 * HOUR, 4 * HOUR, Reason.ESCALATED, Status.ESCALATED),
    "only once": Waited(incident(Status.ESCALATED), 5 * HOUR, 4 * HOUR, None, None),
    "what is no warning is never escalated": Waited(
        incident(of=replace(concern(), urgency=Urgency.INFO)), 5 * HOUR, 4 * HOUR, None, None
    ),
    "a snooze is quiet": Waited(incident(Status.SNOOZED, until=T0 + 100 * HOUR), 99 * HOUR, 4 * HOUR, None, None),
    "and ends with a word": Waited(
        incident(Status.SNOOZED, until=T0 + HOUR), HOUR, 4 * HOUR, Reason.WOKEN, Status.OPEN
    ),
}


@pytest.mark.parametrize("case", WAITS)
def test_what_time_says(case: str) -> None:
    of, after, escalates, reason, status = WAITS[case]
    step = due(of, T0 + after, MANNERS, escalates)
    assert (step.reason if step else None, step.incident.status if step else None) == (reason, status)


def test_time_alone_never_makes_a_fingerprint_another() -> None:
    told = judged(None, concern(), T0, MANNERS, "2" * 32)
    assert told is not None
    assert judged(told.incident, concern(), T0 + 100 * HOUR, MANNERS, "3" * 32) is None


def test_a_note_is_told_once() -> None:
    step = noted(None, concern(kind=Kind.REGISTERED), T0, "2" * 32)
    assert step is not None
    assert (step.reason, step.incident.status) == (Reason.REGISTERED, Status.RESOLVED)
    assert noted(step.incident, concern(kind=Kind.REGISTERED), T0, "3" * 32) is None


def test_who_takes_it_is_kept() -> None:
    step = taken(incident(), "ada", T0 + HOUR)
    assert (step.incident.person, step.incident.status, step.words["person"]) == ("ada", Status.ACKNOWLEDGED, "ada")
