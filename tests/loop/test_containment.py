"""What a failure costs: who waits, who hears, and who goes on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import JournalError
from plumbrule.loop.containment import contain
from plumbrule.loop.names import ReadSource, SweepTarget
from plumbrule.model.event import Event, Level
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.loop.stage import PROD, use_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

V1, V2 = definition(), definition(cpu="512", memory="1024")
DESCRIBE = "DescribeTaskDefinition"


# The target waits.


def test_a_target_that_does_not_answer_waits_twice_as_long_each_time_and_is_told_once(stage: Stage) -> None:
    stage.put(V1)
    stage.fail(DESCRIBE, "http_500", 4)
    stage.read()
    seen: list[int] = []
    for second in range(1, 100):
        stage.wait(1)
        if len(stage.calls(DESCRIBE)) > len(seen) + 1 and len(seen) < 4:
            seen.append(second)
    assert seen == [5, 15, 35, 75]
    assert [told["code"] for told in stage.heard.of(Event.TARGET_FAILED)] == ["unavailable"]
    assert len(stage.heard.of(Event.TARGET_RECOVERED)) == 1
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)


def test_a_wait_is_never_longer_than_the_operator_says(stage: Stage) -> None:
    stage.put(V1)
    stage.fail(DESCRIBE, "http_500", 12)
    stage.read()
    stage.wait(sum(5 * 2**n for n in range(8)))
    before = len(stage.calls(DESCRIBE))
    for _ in range(4):
        stage.wait(15 * 60)
    assert len(stage.calls(DESCRIBE)) == before + 4


def test_after_recovery_the_next_trouble_waits_from_the_beginning(stage: Stage) -> None:
    stage.put(V1)
    stage.fail(DESCRIBE, "http_500", 3)
    stage.read()
    for _ in range(40):
        stage.wait(1)
    assert stage.state() is State.IN_SYNC
    stage.fail(DESCRIBE, "http_500")
    stage.sweep()
    calls = len(stage.calls(DESCRIBE))
    stage.wait(5)
    assert len(stage.calls(DESCRIBE)) > calls
    assert len(stage.heard.of(Event.TARGET_FAILED)) == len(stage.heard.of(Event.TARGET_RECOVERED)) == 2


def test_when_aws_throttles_the_target_backs_off_and_loses_nothing(stage: Stage) -> None:
    stage.put(*(definition(f"web-{n}") for n in range(4)))
    stage.fail(DESCRIBE, "throttled", 2)
    stage.read()
    assert [told["code"] for told in stage.heard.of(Event.TARGET_FAILED)] == ["throttled"]
    for _ in range(40):
        stage.wait(1)
    assert [len(stage.made(f"web-{n}")) for n in range(4)] == [1] * 4


def reads(stage: Stage) -> int:
    return len(stage.calls(DESCRIBE)) + len(stage.calls("ListTaskDefinitions"))


def test_an_empty_bucket_of_ours_waits_quietly_and_nothing_is_lost(staged: Callable[..., Stage]) -> None:
    stage = staged(buckets={"reads": (1, 0.5)})
    stage.put(*(definition(f"web-{n}") for n in range(3)))
    stage.read()
    first = reads(stage)
    stage.run()
    assert reads(stage) == first
    for _ in range(60):
        stage.wait(1)
    assert [len(stage.made(f"web-{n}")) for n in range(3)] == [1] * 3
    assert stage.heard.of(Event.TARGET_FAILED) == stage.heard.of(Event.FAILURE_CONTAINED) == []


def test_a_crowd_of_new_families_comes_through_at_the_rate_that_is_ours(staged: Callable[..., Stage]) -> None:
    stage = staged(buckets={"reads": (10, 10.0), "writes": (1000, 1000.0)})
    stage.put(*(definition(f"web-{n}") for n in range(15)))
    stage.read()
    over = 0
    for second in range(1, 21):
        for _ in range(20):
            stage.wait(0.05)
        over = max(over, reads(stage) - 10 * second)
    made = [one.family for one in stage.endpoint.log() if one.account == stage.account]
    assert sorted(made) == sorted(f"web-{n}" for n in range(15))
    assert over <= 10 + 7  # the burst, and what one pass may overdraw
    assert reads(stage) < 15 * 9


def test_an_empty_write_bucket_leaves_no_intent_behind(staged: Callable[..., Stage]) -> None:
    stage = staged(buckets={"writes": (1, 0.1)})
    stage.put(definition("a"), definition("b"))
    stage.read()
    assert len(stage.calls("RegisterTaskDefinition")) == 1
    assert [stage.journal.pending(stage.key(family)) for family in "ab"] == [None, None]
    for _ in range(30):
        stage.wait(1)
    assert [len(stage.made(family)) for family in "ab"] == [1, 1]


def test_credentials_that_expired_are_told_and_asked_about_again_after_a_minute(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    proofs = len(stage.calls("GetCallerIdentity"))
    stage.fail(DESCRIBE, "expired_token")
    stage.sweep()
    (told,) = stage.heard.of(Event.TARGET_STALLED)
    assert (told["where"], told["code"]) == ("prod", "denied")
    stage.wait(59)
    assert len(stage.calls("GetCallerIdentity")) == proofs
    stage.wait(1)
    assert len(stage.calls("GetCallerIdentity")) == proofs + 1
    assert stage.state() is State.IN_SYNC
    assert len(stage.heard.of(Event.TARGET_RECOVERED)) == 1


def test_credentials_of_another_account_do_nothing_at_all(
    staged: Callable[..., Stage], account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = str(int(account) + 500_000_000_000)
    use_account(monkeypatch, other)
    stage = staged()
    stage.put(V1)
    stage.read()
    for _ in range(3):
        stage.wait(60)
        stage.sweep()
    asked = [call.operation for call in stage.endpoint.calls().recent if call.account in {account, other}]
    assert set(asked) == {"GetCallerIdentity"}
    (told,) = stage.heard.of(Event.TARGET_STALLED)
    assert f"belong to account {other}" in told["message"]
    assert stage.heard.of(Event.TARGET_PROVED) == []


def test_what_cannot_be_observed_is_unknown_and_stays_told(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.by_hand(V2)
    stage.sweep()
    told = stage.shell.standings.of(stage.key()).told
    stage.fail(DESCRIBE, "http_500")
    stage.sweep()
    after = stage.shell.standings.of(stage.key())
    assert (after.state, after.fingerprint, after.told) == (State.UNKNOWN, None, told)


# One family waits.


def broken(family: str) -> Callable[[str], None]:
    def happen(asked: str) -> None:
        if asked == family:
            raise ZeroDivisionError("a fault of ours")

    return happen


def test_a_fault_of_ours_stays_with_its_family_and_is_told_once_with_its_traceback(stage: Stage) -> None:
    stage.put(*(definition(f"web-{n}") for n in range(4)))
    stage.ecs.before["latest"] = broken("web-1")
    stage.read()
    stage.sweep()
    assert [stage.state(f"web-{n}") for n in range(4)] == [State.IN_SYNC, State.UNKNOWN, State.IN_SYNC, State.IN_SYNC]
    notices = [notice for notice in stage.heard.notices if notice.event is Event.FAILURE_CONTAINED]
    assert [notice.level for notice in notices] == [Level.ERROR]
    fields = notices[0].fields
    assert (fields["name"], fields["error"], fields["message"]) == (
        "prod/web-1",
        "ZeroDivisionError",
        "a fault of ours",
    )
    assert "Traceback (most recent call last)" in str(fields["traceback"])
    assert "one_pass" in str(fields["traceback"])


def test_a_sweep_ends_although_one_family_cannot_be_looked_at(stage: Stage) -> None:
    stage.put(definition("good"), definition("bad"))
    stage.ecs.before["latest"] = broken("bad")
    stage.read()
    (summary,) = stage.heard.of(Event.SWEEP_FINISHED)
    assert summary["states"] == {"in_sync": 1, "unknown": 1}


def test_a_family_with_a_fault_backs_off_and_comes_back(stage: Stage) -> None:
    stage.put(V1)
    tries = []

    def happen(_: object) -> None:
        tries.append(stage.clock.monotonic())
        if len(tries) < 4:
            raise ZeroDivisionError

    stage.ecs.before["latest"] = happen
    stage.read()
    for _ in range(60):
        stage.wait(1)
    assert [later - before for before, later in pairwise(tries[:4])] == [5.0, 10.0, 20.0]
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)


def test_a_broken_journal_is_told_once_for_all_families(stage: Stage) -> None:
    error = JournalError("the disk is full: make room", place="/var/journal")
    for family in ("a", "b"):
        contain(stage.shell, "prod", stage.key(family), error)
    (told,) = stage.heard.of(Event.FAILURE_CONTAINED)
    assert told == {
        "where": "journal",
        "code": "journal_broken",
        "message": "/var/journal: the disk is full: make room",
    }
    assert stage.shell.queue.depth() == 2


def test_a_fault_that_comes_back_after_it_was_gone_is_news_again(stage: Stage) -> None:
    stage.put(V1)
    for _ in range(2):
        stage.ecs.before["latest"] = broken("web")
        stage.read()
        stage.sweep()
        stage.ecs.before.clear()
        stage.wait(3600)
    assert stage.state() is State.IN_SYNC
    assert len(stage.heard.of(Event.FAILURE_CONTAINED)) == 2


def test_a_journal_that_breaks_again_after_nothing_suffered_from_it_any_more_is_news_again(stage: Stage) -> None:
    error = JournalError("the disk is full: make room")
    contain(stage.shell, "prod", stage.key("a"), error)
    stage.wait(5)
    contain(stage.shell, "prod", stage.key("a"), error)
    assert len(stage.heard.of(Event.FAILURE_CONTAINED)) == 2


@pytest.mark.parametrize("name", [SweepTarget(PROD), ReadSource()])
def test_a_fault_while_sweeping_or_reading_is_contained_too(name: SweepTarget | ReadSource, stage: Stage) -> None:
    contain(stage.shell, "prod", name, ZeroDivisionError("x"))
    assert len(stage.heard.of(Event.FAILURE_CONTAINED)) == 1
    assert stage.shell.queue.depth() == 1
    assert stage.shell.standings.all() == {}


# The source waits for nobody.


def test_a_broken_source_is_told_once_and_its_end_once_and_the_last_good_snapshot_stays(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.shelf.broken = "the link leads nowhere"
    for _ in range(3):
        stage.read()
    stage.by_hand(V2)
    stage.sweep()
    assert stage.state() is State.OUT_OF_BAND
    stage.shelf.broken = ""
    stage.read()
    stage.read()
    assert [told["message"] for told in stage.heard.of(Event.SOURCE_FAILED)] == ["shelf: the link leads nowhere"]
    assert len(stage.heard.of(Event.SOURCE_RECOVERED)) == 1


def test_too_much_vanishing_leaves_everything_as_it_was(stage: Stage) -> None:
    names = [f"web-{n}" for n in range(8)]
    stage.put(*(definition(name) for name in names))
    stage.read()
    kept = dict(stage.shelf.files)
    stage.shelf.files.clear()
    stage.read()
    stage.sweep()
    assert {stage.state(name) for name in names} == {State.IN_SYNC}
    assert len(stage.heard.of(Event.SOURCE_FAILED)) == 1
    stage.shelf.files = kept
    stage.read()
    assert len(stage.heard.of(Event.SOURCE_RECOVERED)) == 1
