"""The gates before tags: each alone, all in order, and never opened by what speaks against acting (law 5)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.core.decide.decision import Accept, Leave, Look, Register, Retag, decide
from plumbrule.core.decide.tag_gates import TAG_CHAIN, tag_refusals
from plumbrule.core.decide.tag_sides import TagSides
from plumbrule.model.finding import Severity
from plumbrule.model.mend import Mend
from plumbrule.model.pace import Hearing
from plumbrule.model.record import Ending, Retagged, TagEnding
from plumbrule.model.spec import Suspend
from plumbrule.model.state import Gate, State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.cases import AUTHORED, KEY, agreed, arn, finding, pending, result, situation
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case

MENDING = TargetPolicy(mends_tags=True)
MEND = Mend(arn(5), tags={"team": "shop"})
CONFLICT = finding("conflict", message="family `web` is also in b.json")
SECOND = timedelta(seconds=1)


def attempt(ending: TagEnding, ago: timedelta = timedelta(hours=1), **changes: Any) -> Retagged:  # noqa: ANN401
    start = {
        "key": KEY,
        "arn": MEND.arn,
        "request": MEND.request,
        "ending": ending,
        "epoch": 1,
        "at": T0 - ago,
        "words": "their words",
    }
    return Retagged(**{**start, **changes})


def case(**tags: Any) -> Case:  # noqa: ANN401 - any field
    """Content is in sync and agreed, tags are not."""
    known = agreed(letter="A", input_digest=AUTHORED)
    found = situation("A", "A", "A", policy=MENDING)
    return dataclasses.replace(found, agreed=known, tags=TagSides(**{"mend": MEND, **tags}))


def gates(of: Case) -> list[Gate]:
    return [no.gate for no in tag_refusals(of)]


def with_spec(**changes: Any) -> Case:  # noqa: ANN401 - any field
    found = case()
    assert found.spec is not None
    return dataclasses.replace(found, spec=dataclasses.replace(found.spec, **changes))


def mended(*ago: timedelta) -> tuple[Retagged, ...]:
    return tuple(attempt(TagEnding.MENDED, each) for each in ago)


def denied(*ago: timedelta) -> tuple[Retagged, ...]:
    return tuple(attempt(TagEnding.DENIED, each) for each in ago)


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OPEN = [
    ("nothing is wrong", case()),
    ("the spec has a warning", with_spec(findings=(finding(severity=Severity.WARNING),))),
    ("IAM said no five minutes ago", case(attempts=denied(5 * MINUTE))),
    ("two families of the target were denied", case(of_target=denied(SECOND, SECOND))),
    ("the target's newest attempts were denied a minute ago", case(of_target=denied(MINUTE, MINUTE, MINUTE))),
    (
        "one of the target's newest attempts was not denied",
        case(of_target=(*denied(SECOND, SECOND), *mended(SECOND))),
    ),
    ("other tags were refused", case(attempts=(attempt(TagEnding.REJECTED, request="{}"),))),
    ("tags of an older revision were refused", case(attempts=(attempt(TagEnding.REJECTED, arn=arn(4)),))),
    ("these tags were mended twice today", case(attempts=mended(HOUR, HOUR))),
    ("they were mended five minutes ago", case(attempts=mended(5 * MINUTE))),
    ("the third mend is a day old", case(attempts=mended(HOUR, HOUR, 24 * HOUR))),
    ("the clock was put back since they were mended", case(attempts=mended(-HOUR, -HOUR, -HOUR))),
    ("content may not be registered by itself", case()),
]


@pytest.mark.parametrize("of", [row[1] for row in OPEN], ids=[row[0] for row in OPEN])
def test_tags_are_mended_when(of: Case) -> None:
    assert gates(of) == []
    assert decide(of).action == Retag(MEND)


CLOSED = [
    ("the spec has an error", with_spec(findings=(finding(),)), Gate.INVALID),
    ("ECS refused these tags", case(attempts=(attempt(TagEnding.REJECTED),)), Gate.INVALID),
    ("another file claims the family", with_spec(findings=(CONFLICT,)), Gate.CONFLICT),
    ("the author asks for hands off", with_spec(suspend=Suspend("a fix")), Gate.SUSPENDED),
    ("the journal is new", dataclasses.replace(case(), journal_trusted=False), Gate.HELD),
    ("the source is silent", dataclasses.replace(case(), hearing=Hearing(None, HOUR)), Gate.SOURCE_STALE),
    ("IAM said no almost five minutes ago", case(attempts=denied(5 * MINUTE - SECOND)), Gate.DENIED),
    (
        "all of the target's newest attempts were denied just now",
        case(of_target=denied(SECOND, SECOND, SECOND)),
        Gate.DENIED,
    ),
    ("a registration has no answer", dataclasses.replace(case(), pending=pending()), Gate.SETTLING),
    (
        "our newest revision is not visible yet",
        dataclasses.replace(case(), registered=result(Ending.REGISTERED)),
        Gate.SETTLING,
    ),
    ("it was registered a moment ago", case(just_registered=True), Gate.SETTLING),
    ("tags were mended almost five minutes ago", case(attempts=mended(5 * MINUTE - SECOND)), Gate.SETTLING),
    ("it belongs to another installation", case(owner="other"), Gate.OWNER_UNSETTLED),
    ("somebody undoes it for the third time", case(attempts=mended(HOUR, HOUR, HOUR)), Gate.CONTESTED),
    ("nobody said yes", dataclasses.replace(case(), policy=TargetPolicy()), Gate.AWAITING_APPROVAL),
    (
        "registering may be automatic, but tags may not",
        dataclasses.replace(case(), policy=TargetPolicy(auto=frozenset(State))),
        Gate.AWAITING_APPROVAL,
    ),
]


@pytest.mark.parametrize(("of", "gate"), [row[1:] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_one_gate_says_no_when(of: Case, gate: Gate) -> None:
    assert gates(of) == [gate]
    assert isinstance(decide(of).action, Leave | Look)


def test_gates_have_the_names_and_the_order_of_the_chain() -> None:
    everything = case(
        just_registered=True,
        owner="other",
        attempts=(*denied(SECOND), *mended(HOUR, HOUR, HOUR)),
    )
    assert everything.spec is not None
    worst = dataclasses.replace(
        everything,
        policy=TargetPolicy(),
        journal_trusted=False,
        hearing=Hearing(None, HOUR),
        spec=dataclasses.replace(everything.spec, findings=(finding(), CONFLICT), suspend=Suspend()),
    )
    assert [gate.value for gate in gates(worst)] == [gate.__name__ for gate in TAG_CHAIN]


@pytest.mark.parametrize("before", ["B", None])
def test_what_is_not_agreed_yet_is_accepted_first(before: str | None) -> None:
    found = dataclasses.replace(situation("A", "A", before, policy=MENDING), tags=TagSides(mend=MEND))
    assert isinstance(decide(found).action, Accept)


@pytest.mark.parametrize(("desired", "live"), [("A", "B"), ("A", None), (None, "A")])
def test_tags_are_mended_only_where_content_is_in_sync(desired: str | None, live: str | None) -> None:
    policy = TargetPolicy(auto=frozenset(State), mends_tags=True)
    found = situation(desired, live, "A", policy=policy, tags=TagSides(mend=MEND))
    assert not isinstance(decide(found).action, Retag)


def test_an_orphan_keeps_its_tags() -> None:
    assert not isinstance(decide(dataclasses.replace(case(), spec=None)).action, Retag)


ATTEMPTS = st.lists(
    st.builds(
        attempt,
        st.sampled_from(TagEnding),
        st.sampled_from([SECOND, MINUTE, 10 * MINUTE, 2 * HOUR, 30 * HOUR]),
        request=st.sampled_from([MEND.request, "{}"]),
    ),
    max_size=5,
).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    found = case(
        owner=draw(st.sampled_from(["", "other"])),
        just_registered=draw(st.booleans()),
        attempts=draw(ATTEMPTS),
        of_target=draw(ATTEMPTS)[:3],
    )
    assert found.spec is not None
    findings = tuple(draw(st.lists(st.sampled_from([finding(), CONFLICT]), max_size=2)))
    return dataclasses.replace(
        found,
        policy=TargetPolicy(mends_tags=draw(st.booleans())),
        journal_trusted=draw(st.booleans()),
        pending=draw(st.sampled_from([None, pending()])),
        spec=dataclasses.replace(found.spec, findings=findings, suspend=draw(st.sampled_from([None, Suspend()]))),
    )


def tightened(of: Case) -> list[Case]:
    """The same moment with one thing more that speaks against acting."""
    spec, tags = of.spec, of.tags
    assert spec is not None

    def more(*attempts: Retagged) -> Case:
        return dataclasses.replace(of, tags=dataclasses.replace(tags, attempts=(*attempts, *tags.attempts)))

    return [
        more(*mended(SECOND)),
        more(*denied(SECOND)),
        more(attempt(TagEnding.REJECTED)),
        more(*mended(HOUR, HOUR, HOUR)),
        dataclasses.replace(of, tags=dataclasses.replace(tags, owner="another")),
        dataclasses.replace(of, tags=dataclasses.replace(tags, just_registered=True)),
        dataclasses.replace(of, policy=TargetPolicy()),
        dataclasses.replace(of, pending=pending()),
        dataclasses.replace(of, journal_trusted=False),
        dataclasses.replace(of, hearing=Hearing(None, HOUR)),
        dataclasses.replace(of, spec=dataclasses.replace(spec, findings=(*spec.findings, finding("R009")))),
        dataclasses.replace(of, spec=dataclasses.replace(spec, suspend=Suspend())),
    ]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(of=cases())
def test_what_speaks_against_acting_never_opens_a_gate(of: Case) -> None:
    before = decide(of)
    for tighter in tightened(of):
        after = decide(tighter)
        assert {no.gate for no in before.refusals} <= {no.gate for no in after.refusals}
        acts = (Retag, Register)
        assert isinstance(before.action, acts) or not isinstance(after.action, acts)
