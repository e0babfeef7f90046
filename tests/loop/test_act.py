"""Registering exactly once, whatever becomes of the answer; judged by the endpoint's own log."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.errors import JournalError
from plumbrule.model.digest import sha256_hex
from plumbrule.model.event import Event
from plumbrule.model.record import Ending
from plumbrule.model.state import State
from plumbrule.model.target_policy import AfterLostAnswer
from tests.builders.definitions import as_text, definition
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

V1, V2, V3 = (definition(cpu=cpu, memory="2048") for cpu in ("256", "512", "1024"))
RETRYING = dataclasses.replace(POLICY, after_lost_answer=AfterLostAnswer.RETRY)
REGISTER = "RegisterTaskDefinition"


# What is registered.


def test_what_is_registered_carries_the_specs_tags_and_five_of_ours(stage: Stage) -> None:
    stage.put(definition(tags=[{"key": "team", "value": "shop"}]))
    stage.read()
    (made,) = stage.made()
    intent = stage.journal.registered(stage.key())
    agreed = stage.journal.agreed(stage.key())
    assert intent is not None
    assert agreed is not None
    assert dict(made.tags) == {
        "team": "shop",
        "plumbrule:instance": "stage",
        "plumbrule:plan": intent.plan,
        "plumbrule:digest": agreed.digest,
        "plumbrule:commit": stage.shelf.token()[:40],
        "plumbrule:path": "specs/web.json",
    }


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("specs/web (old).json", id="parentheses are outside a tag's alphabet"),
        pytest.param("specs/café/näme/web#1.json", id="so is a hash sign"),
        pytest.param("specs/" + "x" * 250 + "/web.json", id="257 characters or more are too long"),
    ],
)
def test_what_a_tag_cannot_hold_is_there_as_a_digest(path: str, stage: Stage) -> None:
    stage.shelf.files[path] = as_text(V1)
    stage.read()
    assert [made.tags["plumbrule:path"] for made in stage.made()] == [f"sha256:{sha256_hex(path)}"]


@pytest.mark.parametrize("path", ["specs/über uns/web_1+2=3@x-y.json", "x" * 251 + ".json"])
def test_what_a_tag_can_hold_is_there_as_it_is(path: str, stage: Stage) -> None:
    stage.shelf.files[path] = as_text(V1)
    stage.read()
    assert [made.tags["plumbrule:path"] for made in stage.made()] == [path]


def test_the_journal_knows_what_was_registered(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    result, agreed = stage.journal.registered(stage.key()), stage.journal.agreed(stage.key())
    (made,) = stage.made()
    assert result is not None
    assert agreed is not None
    assert (result.ending, result.arn, result.number) == (Ending.REGISTERED, made.arn, 1)
    assert (agreed.arn, agreed.number, agreed.path) == (made.arn, 1, "specs/web.json")
    assert agreed.definition["compatibilities"] == ["EC2", "FARGATE", "MANAGED_INSTANCES"]
    assert stage.journal.pending(stage.key()) is None


# When the other side says no.


def test_what_ecs_refuses_is_invalid_and_not_tried_again_until_the_content_changes(stage: Stage) -> None:
    stage.ecs.sending = lambda definition: {**definition, "family": "what no rule of ours knows!"}
    stage.put(V1)
    stage.read()
    stage.sweep()
    stage.wait(3600)
    stage.sweep()
    assert [call.outcome for call in stage.calls(REGISTER)] == ["ClientException"]
    assert (stage.state(), stage.gates()) == (State.MISSING, ["invalid"])
    (told,) = stage.heard.of(Event.REGISTRATION_REFUSED)
    assert (told["ending"], told["family"]) == ("rejected", "web")
    stage.ecs.sending = lambda definition: definition
    stage.put(V2)
    stage.read()
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)


def test_content_that_was_refused_once_stays_refused_after_a_restart(staged: Callable[..., Stage]) -> None:
    before = staged()
    before.ecs.sending = lambda definition: {**definition, "family": "what no rule of ours knows!"}
    before.put(V1)
    before.read()
    after = staged(journal=before.journal)
    after.put(V1)
    after.read()
    assert (after.gates(), len(after.calls(REGISTER))) == (["invalid"], 1)


def test_what_iam_denies_waits_five_minutes_and_is_tried_again(stage: Stage) -> None:
    stage.put(V1)
    stage.fail(REGISTER, "access_denied")
    stage.read()
    assert (stage.state(), stage.gates()) == (State.MISSING, ["denied"])
    (told,) = stage.heard.of(Event.REGISTRATION_REFUSED)
    assert told["ending"] == "denied"
    assert "is not authorized to perform: ecs:RegisterTaskDefinition" in told["words"]
    for _ in range(4):
        stage.wait(60)
        stage.sweep()
    assert len(stage.calls(REGISTER)) == 1
    stage.wait(60)
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)


@pytest.mark.parametrize("kind", ["throttled", "concurrent_revision"])
def test_when_aws_wants_fewer_calls_it_is_tried_again_soon(kind: str, stage: Stage) -> None:
    stage.put(V1)
    stage.fail(REGISTER, kind)
    stage.read()
    stage.wait(4)
    assert stage.made() == []
    stage.wait(1)
    stage.wait(1)  # the write bucket was emptied too
    assert len(stage.made()) == 1
    assert stage.heard.of(Event.REGISTRATION_REFUSED) == stage.heard.of(Event.REGISTRATION_UNANSWERED) == []


# When the base moves.


def test_a_base_that_moved_before_registering_ends_the_attempt(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.put(V2)
    stage.ecs.before["reserve"] = lambda _: stage.by_hand(V3)
    stage.read()
    stage.wait(60)
    stage.sweep()
    assert [made.definition for made in stage.made()] == [V1, V3]
    assert (stage.state(), stage.gates()) == (State.DIVERGED, ["awaiting_approval"])
    assert stage.journal.pending(stage.key()) is None


def test_a_family_that_appears_before_registering_ends_the_attempt(stage: Stage) -> None:
    stage.put(V1)
    stage.ecs.before["reserve"] = lambda _: stage.by_hand(V1)
    stage.read()
    stage.wait(60)
    assert (stage.state(), len(stage.made()), stage.ours()) == (State.IN_SYNC, 1, [])


def test_somebody_who_registers_at_the_same_moment_is_named(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.put(V2)
    stage.ecs.before["register"] = lambda _: [stage.by_hand(V3), stage.by_hand(V3)]
    stage.read()
    stage.ecs.before.clear()
    stage.sweep()
    assert [made.definition for made in stage.made()] == [V1, V3, V3, V2]
    assert [told["between"] for told in stage.heard.of(Event.REGISTRATION_RACED)] == [[2, 3]]
    assert stage.state() is State.IN_SYNC


def test_old_revisions_that_were_deregistered_are_no_race(stage: Stage) -> None:
    for version in (V1, V2):
        stage.endpoint.deregister(stage.by_hand(version))
    stage.put(V1)
    stage.read()
    assert [made.revision for made in stage.ours()] == [3]
    assert stage.heard.of(Event.REGISTRATION_RACED) == []


def test_when_the_last_look_fails_nothing_was_sent(stage: Stage) -> None:
    stage.put(V1)
    stage.ecs.before["reserve"] = lambda _: stage.fail("DescribeTaskDefinition", "http_500")
    stage.read()
    assert stage.journal.pending(stage.key()) is None
    assert stage.calls(REGISTER) == []
    stage.ecs.before.clear()
    stage.wait(6)
    assert len(stage.made()) == 1


# When the answer is lost.


def lose(stage: Stage, kind: str) -> None:
    """The next registration's answer is lost: `lost_answer` after it happened, `reset` before."""
    stage.put(V1)
    stage.fail(REGISTER, kind)
    stage.read()


def test_a_lost_answer_is_found_by_looking(stage: Stage) -> None:
    lose(stage, "lost_answer")
    assert stage.journal.pending(stage.key()) is not None
    assert len(stage.heard.of(Event.REGISTRATION_UNANSWERED)) == 1
    stage.wait(2)
    assert [told["arn"] for told in stage.heard.of(Event.REGISTRATION_FOUND)] == [stage.made()[0].arn]
    stage.wait(3600)
    stage.sweep()
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)
    assert stage.journal.pending(stage.key()) is None


def test_a_sweep_while_the_answer_is_awaited_registers_nothing_else(stage: Stage) -> None:
    lose(stage, "reset")
    for _ in range(5):
        stage.sweep()
        stage.put(V2)
        stage.read()
    assert (stage.made(), len(stage.calls(REGISTER))) == ([], 1)
    assert stage.gates() == ["settling"]


def wait_out(stage: Stage) -> None:
    """Let the visibility bound pass with every look that falls due."""
    for _ in range(330):
        stage.wait(1)


def test_what_never_happened_is_asked_about(stage: Stage) -> None:
    lose(stage, "reset")
    wait_out(stage)
    stage.sweep()
    assert (stage.made(), len(stage.calls(REGISTER))) == ([], 1)
    assert (stage.state(), stage.gates()) == (State.MISSING, ["awaiting_approval"])
    assert len(stage.heard.of(Event.REGISTRATION_LOST)) == 1


def test_what_never_happened_is_tried_again_where_the_operator_allows_it(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RETRYING)
    lose(stage, "reset")
    for _ in range(299):
        stage.wait(1)
    assert len(stage.calls(REGISTER)) == 1
    for _ in range(10):
        stage.wait(1)
    assert (stage.state(), len(stage.made()), len(stage.calls(REGISTER))) == (State.IN_SYNC, 1, 2)


def test_looks_get_rarer_and_never_stop_before_the_bound(stage: Stage) -> None:
    lose(stage, "reset")
    wait_out(stage)
    looks = len(stage.calls("ListTaskDefinitions"))
    assert 10 < looks < 60


def test_a_registration_that_shows_up_late_is_found_even_after_it_was_given_up(staged: Callable[..., Stage]) -> None:
    stage = staged()
    lose(stage, "lost_answer")
    made = stage.made()[0]
    stage.endpoint.knobs(visibility_seconds=3600)
    try:
        wait_out(stage)
        assert len(stage.heard.of(Event.REGISTRATION_LOST)) == 1
    finally:
        stage.endpoint.knobs(visibility_seconds=0)
    stage.sweep()
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)
    agreed = stage.journal.agreed(stage.key())
    assert agreed is not None
    assert agreed.arn == made.arn


def test_after_a_restart_the_look_goes_on_with_the_old_journal(staged: Callable[..., Stage]) -> None:
    before = staged()
    lose(before, "lost_answer")
    after = staged(journal=before.journal)
    after.put(V1)
    after.read()
    assert len(after.heard.of(Event.REGISTRATION_FOUND)) == 1
    assert (after.state(), len(after.made())) == (State.IN_SYNC, 1)


def test_ours_is_found_below_what_others_registered_on_top(stage: Stage) -> None:
    lose(stage, "lost_answer")
    for version in (V2, V3):
        stage.by_hand(version)
    stage.wait(2)
    assert [told["arn"][-2:] for told in stage.heard.of(Event.REGISTRATION_FOUND)] == [":1"]
    assert stage.state() is State.OUT_OF_BAND


def test_while_a_fresh_revision_is_invisible_nothing_is_registered_again(stage: Stage) -> None:
    stage.put(V1)
    stage.endpoint.knobs(visibility_seconds=3600)
    try:
        stage.read()
        for _ in range(6):
            stage.wait(40)
            stage.sweep()
        assert (stage.state(), len(stage.calls(REGISTER))) == (State.IN_SYNC, 1)
    finally:
        stage.endpoint.knobs(visibility_seconds=0)


# When the journal fails.


class Failing:
    """A real journal that refuses to write one kind of entry."""

    def __init__(self, inner: Any, refused: str) -> None:  # noqa: ANN401 - a journal
        self._inner, self.refusing = inner, refused

    def record(self, *entries: object) -> None:
        if any(type(entry).__name__ == self.refusing for entry in entries):
            raise JournalError("the disk is full: make room")
        self._inner.record(*entries)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - everything else is the journal's own
        return getattr(self._inner, name)


def test_without_an_intent_in_the_journal_nothing_is_sent(stage: Stage) -> None:
    journal = Failing(stage.journal, "Intent")
    stage.put(V1)
    stage.reload(journal=journal)
    assert stage.calls(REGISTER) == []
    journal.refusing = ""
    stage.wait(5)
    assert len(stage.made()) == 1


def test_a_result_that_could_not_be_written_is_found_again(stage: Stage) -> None:
    journal = Failing(stage.journal, "Result")
    stage.put(V1)
    stage.reload(journal=journal)
    assert (stage.state(), len(stage.made())) == (State.UNKNOWN, 1)
    journal.refusing = ""
    stage.wait(5)
    stage.wait(5)
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)
    assert len(stage.heard.of(Event.REGISTRATION_FOUND)) == 1
