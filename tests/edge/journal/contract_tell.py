"""What every journal must do about incidents, tellings and letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from plumbrule.model.incident import Concern, Incident, Kind, Mark, Status, Urgency
from plumbrule.model.outbox import Destination, Forgotten, Letter, Reason, Sending, Sent, Telling
from tests.edge.journal.entries import KATHMANDU, T0

if TYPE_CHECKING:
    from plumbrule.ports import Journal

HOUR = timedelta(hours=1)
CONCERN = Concern(
    subject="family/prod/web",
    kind=Kind.DRIFT,
    target="prod",
    family="web",
    fingerprint="f" * 64,
    urgency=Urgency.WARNING,
    cause="image ✓",
    labels={"team": "shop"},
    facts={"state": "out_of_band", "changes": [{"path": "cpu", "git": "256"}], "revision": 7, "left": False},
    marks=frozenset({Mark.CONTESTED, Mark.RACED}),
)


def incident(id: str = "a" * 32, **changes: object) -> Incident:  # noqa: A002 - the port's word
    made = Incident(id, CONCERN, Status.OPEN, T0, T0)
    return replace(made, **changes)  # type: ignore[arg-type]


def telling(id: str = "t1", of: str = "a" * 32, **changes: object) -> Telling:  # noqa: A002 - the same
    made = Telling(id, of, Reason.NEW, Destination("slack", "C1", ("<@U1>",)), T0, T0, {"person": "ada"})
    return replace(made, **changes)  # type: ignore[arg-type]


def letter(id: str = "l1", **changes: object) -> Letter:  # noqa: A002 - the same
    made = Letter(id, "slack", "C1", "drift|prod|x", T0, members=("a" * 32,))
    return replace(made, **changes)  # type: ignore[arg-type]


class TellContract:
    def test_a_new_journal_has_nothing_to_tell(self, journal: Journal) -> None:
        assert journal.incident("family/prod/web") is None
        assert journal.incidents() == journal.incidents_named("a") == journal.members("l1") == ()
        assert journal.tellings("slack", T0 + HOUR) == journal.dead() == ()
        assert journal.letter("l1") is journal.letter_of("a", "slack", "C1") is None
        assert journal.letter_for("g", "slack", "C1", T0) is None
        assert journal.untold() == {}

    def test_an_incident_comes_back_as_it_was(self, journal: Journal) -> None:
        whole = incident(
            status=Status.SNOOZED, until=(T0 + HOUR).astimezone(KATHMANDU), person="ada", told=T0 + HOUR / 2
        )
        journal.record(whole)
        assert journal.incident("family/prod/web") == whole
        assert journal.incidents() == (whole,)

    def test_wholes_are_told_from_families(self, journal: Journal) -> None:
        whole = incident("b" * 32, concern=replace(CONCERN, subject="source", kind=Kind.SOURCE))
        journal.record(incident(), whole, incident("c" * 32, concern=replace(CONCERN, subject="target/prod"), ended=T0))
        assert journal.wholes() == (whole,)

    def test_an_incident_is_changed_in_its_place(self, journal: Journal) -> None:
        journal.record(incident(), incident("b" * 32, concern=replace(CONCERN, subject="source")))
        over = incident(status=Status.RESOLVED, ended=T0 + HOUR)
        journal.record(over)
        assert journal.incident("family/prod/web") == over
        assert [one.id for one in journal.incidents()] == ["b" * 32]

    def test_of_several_about_one_subject_the_newest_counts(self, journal: Journal) -> None:
        journal.record(incident(status=Status.RESOLVED, ended=T0), incident("b" * 32))
        assert journal.incident("family/prod/web") == incident("b" * 32)

    def test_incidents_are_named_by_their_first_digits(self, journal: Journal) -> None:
        journal.record(incident("ab" * 16), incident("af" * 16), incident("b0" * 16))
        assert [one.id[:2] for one in journal.incidents_named("a")] == ["af", "ab"]
        assert journal.incidents_named("ab" * 16) == (incident("ab" * 16),)

    def test_what_is_due_is_told_in_its_order(self, journal: Journal) -> None:
        journal.record(incident(), telling("t2"), telling("t1"), telling("late", due=T0 + HOUR))
        journal.record(telling("other", to=Destination("hook")))
        assert journal.tellings("slack", T0) == (telling("t2"), telling("t1"))
        assert [one.id for one in journal.tellings("slack", T0 + HOUR)] == ["t2", "t1", "late"]
        assert journal.untold() == {"slack": (3, T0), "hook": (1, T0)}

    def test_what_was_sent_or_is_dead_is_due_no_more(self, journal: Journal) -> None:
        journal.record(incident(), *(telling(name) for name in ("t1", "t2", "t3")))
        journal.record(
            Sent(("t1",), Sending.SENT, T0, "l1"),
            Sent(("t2",), Sending.DEAD, T0, "l1", "no such channel"),
            Sent(("t3",), Sending.SENDING, T0, "l1"),
        )
        assert journal.tellings("slack", T0) == (telling("t3", state=Sending.SENDING, letter="l1"),)
        assert journal.dead() == (telling("t2", state=Sending.DEAD, letter="l1", error="no such channel"),)
        journal.record(Sent(("t2",), Sending.PENDING, T0))
        assert telling("t2", letter="l1") in journal.tellings("slack", T0)

    def test_a_letter_keeps_its_members_in_their_order(self, journal: Journal) -> None:
        journal.record(incident(), incident("b" * 32), incident("c" * 32))
        journal.record(letter(members=("b" * 32, "a" * 32)))
        journal.record(letter(ref="1.2", state=Sending.SENT, members=("b" * 32, "a" * 32, "c" * 32)))
        assert journal.letter("l1") == letter(ref="1.2", state=Sending.SENT, members=("b" * 32, "a" * 32, "c" * 32))
        assert [one.id[0] for one in journal.members("l1")] == ["b", "a", "c"]
        assert journal.letter_of("c" * 32, "slack", "C1") == journal.letter("l1")
        assert journal.letter_of("c" * 32, "slack", "C2") is None

    def test_a_letter_is_joined_while_it_is_young(self, journal: Journal) -> None:
        journal.record(incident(), letter())
        assert journal.letter_for("drift|prod|x", "slack", "C1", T0) == letter()
        assert journal.letter_for("drift|prod|x", "slack", "C1", T0 + HOUR) is None
        assert journal.letter_for("drift|prod|y", "slack", "C1", T0) is None

    def test_what_is_over_and_said_is_forgotten_and_nothing_else(self, journal: Journal) -> None:
        ends = partial(incident, status=Status.RESOLVED, ended=T0)
        journal.record(ends(), telling(), letter())
        journal.record(ends("b" * 32), telling("t2", "b" * 32), letter("l2", members=("b" * 32,)))
        journal.record(incident("c" * 32), telling("t3", "c" * 32))
        journal.record(Sent(("t1", "t3"), Sending.SENT, T0))
        journal.record(Forgotten(T0 + HOUR, T0 + HOUR))
        assert [one.id[0] for one in journal.incidents_named("a")] == []
        assert journal.letter("l1") is None
        assert journal.letter("l2") is not None
        assert [one.id for one in journal.tellings("slack", T0)] == ["t2"]
        assert journal.incidents() == (incident("c" * 32),)

    def test_nothing_of_it_is_a_link_of_the_audit_chain(self, journal: Journal) -> None:
        before = journal.audit_head()
        journal.record(incident(), telling(), letter(), Sent(("t1",), Sending.SENT, T0), Forgotten(T0, T0))
        assert journal.audit_head() == before
