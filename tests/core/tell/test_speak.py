from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.core.canon import CanonContext, canonical
from plumbrule.core.diff import diff
from plumbrule.core.tell.speak import speak
from plumbrule.core.tell.standing import Standing, Told
from plumbrule.model.change import ABSENT, Change, Op
from plumbrule.model.digest import canonical_json
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.hint import Caller
from plumbrule.model.ids import CommitId
from plumbrule.model.outcome import Accepted, Acted, FoundLater, NotDone, Registered, Stood, Unanswered
from plumbrule.model.record import Ending
from plumbrule.model.registrant import Registrant, RegistrantKind
from plumbrule.model.revision import NoActive
from plumbrule.model.state import DRIFT, Gate, Refusal, State
from tests.builders.cases import KEY, agreed, arn, revision
from tests.builders.definitions import definition_with

CHANGE = Change(Op.REPLACE, "cpu", "/cpu", "256", "512")
QUIET = sorted(set(State) - DRIFT)


def standing(state: State = State.OUT_OF_BAND, *changes: Change, **more: Any) -> Standing:  # noqa: ANN401 - any field
    start = {
        "key": KEY,
        "state": state,
        "refusals": (),
        "changes": changes,
        "plan": None,
        "observed": revision(7),
        "agreed": agreed(5),
        "commit": CommitId("c" * 40),
        "acted": Stood(),
    }
    return Standing(**{**start, **more})


def told(now: Standing) -> Told:
    return Told(now.signature, now.state)


def events(notices: tuple[Notice, ...]) -> list[Event]:
    return [notice.event for notice in notices]


def levels(notices: tuple[Notice, ...]) -> list[Level]:
    return [notice.level for notice in notices]


# Drift: once when it comes, once when it changes, once when it goes.


@pytest.mark.parametrize("state", sorted(DRIFT))
def test_drift_is_told_when_it_is_first_seen(state: State) -> None:
    notices = speak(None, standing(state, CHANGE))
    assert events(notices) == [Event.DRIFT_FOUND, Event.PASS_SETTLED]
    assert levels(notices) == [Level.WARNING, Level.INFO]


@pytest.mark.parametrize("state", QUIET)
def test_what_is_no_drift_is_one_line(state: State) -> None:
    notices = speak(None, standing(state, CHANGE))
    assert (events(notices), levels(notices)) == ([Event.PASS_SETTLED], [Level.INFO])


@pytest.mark.parametrize("state", sorted(State))
def test_the_same_once_more_is_only_a_line_for_debugging(state: State) -> None:
    now = standing(state, CHANGE)
    notices = speak(told(now), now)
    assert (events(notices), levels(notices)) == ([Event.PASS_SETTLED], [Level.DEBUG])


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"commit": CommitId("d" * 40)}, id="another commit"),
        pytest.param({"observed": revision(8)}, id="another revision with the same difference"),
        pytest.param({"agreed": None}, id="another history"),
        pytest.param({"acted": Accepted()}, id="something accepted"),
    ],
)
def test_it_is_the_same_news_with(more: dict[str, object]) -> None:
    before, now = standing(State.OUT_OF_BAND, CHANGE), standing(State.OUT_OF_BAND, CHANGE, **more)
    assert events(speak(told(before), now)) == [Event.PASS_SETTLED]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(standing(State.OUT_OF_BAND), id="less differs"),
        pytest.param(standing(State.OUT_OF_BAND, dataclasses.replace(CHANGE, live="1024")), id="another live value"),
        pytest.param(standing(State.OUT_OF_BAND, dataclasses.replace(CHANGE, git="1024")), id="another value in Git"),
        pytest.param(standing(State.OUT_OF_BAND, dataclasses.replace(CHANGE, path="memory")), id="another field"),
        pytest.param(standing(State.DIVERGED, CHANGE), id="another kind of drift"),
        pytest.param(
            standing(State.OUT_OF_BAND, CHANGE, refusals=(Refusal(Gate.SUSPENDED, "why"),)), id="another gate"
        ),
    ],
)
def test_drift_is_told_again_when(now: Standing) -> None:
    before = standing(State.OUT_OF_BAND, CHANGE)
    assert events(speak(told(before), now)) == [Event.DRIFT_FOUND, Event.PASS_SETTLED]


def test_two_secrets_behind_the_same_mask_are_still_another_difference() -> None:
    first = Change(Op.REPLACE, "environment[DB_PASSWORD].value", "/e", "in-git", "hunter2", secret=True)
    second = dataclasses.replace(first, live="hunter3")
    notices = speak(told(standing(State.OUT_OF_BAND, first)), standing(State.OUT_OF_BAND, second))
    assert events(notices) == [Event.DRIFT_FOUND, Event.PASS_SETTLED]
    assert "hunter" not in str(notices)


def test_an_absent_side_is_not_the_word_for_it() -> None:
    absent = Change(Op.ADD, "cpu", "/cpu", "256", ABSENT)
    word = Change(Op.ADD, "cpu", "/cpu", "256", str(ABSENT))
    notices = speak(told(standing(State.OUT_OF_BAND, absent)), standing(State.OUT_OF_BAND, word))
    assert Event.DRIFT_FOUND in events(notices)


def test_the_order_in_which_ecs_lists_members_is_no_news() -> None:
    one = Change(Op.REMOVE, "containerDefinitions[debug]", "/c", ABSENT, {"image": "busybox", "user": "root"})
    other = Change(Op.REMOVE, "containerDefinitions[debug]", "/c", ABSENT, {"user": "root", "image": "busybox"})
    notices = speak(told(standing(State.OUT_OF_BAND, one)), standing(State.OUT_OF_BAND, other))
    assert events(notices) == [Event.PASS_SETTLED]


@pytest.mark.parametrize("state", sorted(set(QUIET) - {State.UNKNOWN}))
def test_drift_that_is_gone_is_told_once(state: State) -> None:
    before, now = standing(State.DIVERGED, CHANGE), standing(state)
    notices = speak(told(before), now)
    assert events(notices) == [Event.DRIFT_RESOLVED, Event.PASS_SETTLED]
    assert notices[0].fields["was"] == "diverged"
    assert events(speak(told(now), now)) == [Event.PASS_SETTLED]


def test_what_cannot_be_observed_is_not_resolved() -> None:
    before = standing(State.OUT_OF_BAND, CHANGE)
    assert events(speak(told(before), standing(State.UNKNOWN))) == [Event.PASS_SETTLED]


def test_drift_says_who_registered_when_and_which_numbers_were_skipped() -> None:
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    live = revision(9, registered_by="arn:aws:sts::1:assumed-role/Console/ann", registered_at=at)
    ann = Registrant(RegistrantKind.PERSON, "ann")
    caller = Caller(str(live.registered_by), "203.0.113.7", "aws-cli/2.31.0", "RegisterTaskDefinition", "e", at)
    before = standing(State.OUT_OF_BAND, CHANGE, observed=live)
    found = speak(None, dataclasses.replace(before, registrant=ann, caller=caller))[0]
    assert found.fields == {
        "target": "prod",
        "family": "web",
        "state": "out_of_band",
        "revision": 9,
        "commit": "c" * 40,
        "changes": [{"path": "cpu", "pointer": "/cpu", "op": "replace", "git": "256", "live": "512"}],
        "tag_changes": [],
        "registered_by": "arn:aws:sts::1:assumed-role/Console/ann",
        "registered_kind": "person",
        "registered_name": "ann",
        "registered_at": "2026-11-20T08:30:00+00:00",
        "source_address": "203.0.113.7",
        "user_agent": "aws-cli/2.31.0",
        "agreed_revision": 5,
        "skipped": (6, 7, 8),
    }


@pytest.mark.parametrize(
    ("observed", "known", "skipped"),
    [
        pytest.param(revision(6), agreed(5), (), id="the next number skips none"),
        pytest.param(revision(4), agreed(5), (), id="an older one skips none"),
        pytest.param(revision(9), None, (), id="without an agreement nothing is known of others"),
        pytest.param(NoActive(KEY.family), agreed(5), (), id="without a revision neither"),
        pytest.param(revision(9000), agreed(5), tuple(range(6, 56)), id="of thousands the first fifty are named"),
    ],
)
def test_skipped_numbers(observed: Any, known: Any, skipped: tuple[int, ...]) -> None:  # noqa: ANN401 - a table
    found = speak(None, standing(State.WITHDRAWN, observed=observed, agreed=known))[0]
    assert found.fields["skipped"] == skipped


def test_where_nothing_is_live_drift_names_no_revision() -> None:
    fields = speak(None, standing(State.WITHDRAWN, observed=NoActive(KEY.family), agreed=None))[0].fields
    assert [fields[name] for name in ("revision", "registered_by", "registered_at", "agreed_revision")] == [None] * 4


# What was done.

MADE = revision(8)


@pytest.mark.parametrize(
    ("acted", "said", "level", "fields"),
    [
        pytest.param(Registered(MADE), [Event.REVISION_REGISTERED], Level.INFO, {"arn": arn(8)}, id="registered"),
        pytest.param(
            Registered(MADE, (6, 7)),
            [Event.REVISION_REGISTERED, Event.REGISTRATION_RACED],
            Level.INFO,
            {"arn": arn(8)},
            id="registered, and somebody else too",
        ),
        pytest.param(FoundLater(MADE), [Event.REGISTRATION_FOUND], Level.INFO, {"arn": arn(8)}, id="found later"),
        pytest.param(
            Unanswered(timedelta(seconds=2), fresh=True, words="reset"),
            [Event.REGISTRATION_UNANSWERED],
            Level.WARNING,
            {"words": "reset"},
            id="the answer was just lost",
        ),
        pytest.param(
            NotDone(Ending.LOST, "no such revision"),
            [Event.REGISTRATION_LOST],
            Level.ERROR,
            {"words": "no such revision"},
            id="it never happened",
        ),
        pytest.param(
            NotDone(Ending.REJECTED, "their words"),
            [Event.REGISTRATION_REFUSED, Event.SPEC_REFUSED],
            Level.ERROR,
            {"ending": "rejected", "words": "their words"},
            id="ECS said no",
        ),
        pytest.param(
            NotDone(Ending.DENIED, "their words"),
            [Event.REGISTRATION_REFUSED],
            Level.ERROR,
            {"ending": "denied", "words": "their words"},
            id="IAM said no",
        ),
    ],
)
def test_an_action_is_told(acted: Acted, said: list[Event], level: Level, fields: dict[str, str]) -> None:
    now = standing(State.IN_SYNC, acted=acted)
    notices = speak(told(now), now)
    assert events(notices) == [*said, Event.PASS_SETTLED]
    assert notices[0].level is level
    assert fields.items() <= notices[0].fields.items()
    assert notices[-1].level is Level.INFO


def test_a_race_names_the_numbers_in_between() -> None:
    raced = speak(None, standing(State.IN_SYNC, acted=Registered(MADE, (6, 7))))[1]
    assert (raced.level, raced.fields["between"]) == (Level.WARNING, [6, 7])


@pytest.mark.parametrize(
    "acted",
    [
        Stood(),
        Accepted(),
        Unanswered(timedelta(seconds=2), fresh=False),
        NotDone(Ending.THROTTLED, "w"),
        NotDone(Ending.NOT_SENT, "w"),
        NotDone(Ending.BASE_MOVED, "w"),
    ],
    ids=lambda acted: f"{type(acted).__name__} {getattr(acted, 'ending', '')}",
)
def test_what_only_time_mends_is_told_nobody(acted: Acted) -> None:
    now = standing(State.IN_SYNC, acted=acted)
    assert events(speak(told(now), now)) == [Event.PASS_SETTLED]


def test_the_last_line_of_a_pass_has_everything_in_short() -> None:
    now = standing(State.SPEC_AHEAD, CHANGE, refusals=(Refusal(Gate.HELD, "a new journal"),), acted=Accepted())
    line = speak(None, now)[-1]
    assert line.fields == {
        "target": "prod",
        "family": "web",
        "state": "spec_ahead",
        "revision": 7,
        "commit": "c" * 40,
        "acted": "accepted",
        "gates": ["held"],
        "reasons": ["a new journal"],
        "changes": ["cpu"],
        "tag_changes": [],
        "owned": [],
        "ignored": [],
    }


# Law 6: nothing that looks secret is said.

SECRET = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=12, max_size=30).map(lambda text: f"Zq{text}")
NAMES = st.sampled_from(["DB_PASSWORD", "SLACK_TOKEN", "API_KEY", "APP_SECRET", "PRIVATE_KEY", "PWD"])


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(name=NAMES, ours=st.none() | SECRET, theirs=st.none() | SECRET, state=st.sampled_from(sorted(State)))
def test_no_secret_value_is_in_any_notice(name: str, ours: str | None, theirs: str | None, state: State) -> None:
    original = definition_with(environment=_environment(name, ours))
    live = definition_with(environment=_environment(name, theirs))
    context = CanonContext("123456789012", "aws")
    changes = diff(canonical(original, context=context), canonical(live, context=context), original=original)
    now = standing(state, *changes)
    spoken = canonical_json([dict(notice.fields) for notice in speak(None, now)]) + repr(now.changes) + now.signature
    assert not any(value in spoken for value in (ours, theirs) if value)


def _environment(name: str, value: str | None) -> list[dict[str, str]]:
    return [{"name": "LOG_LEVEL", "value": "info"}, *([{"name": name, "value": value}] if value else [])]
