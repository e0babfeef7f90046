"""Tags that differ: told once, mended in place where that is allowed, never by a new revision."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.errors import Denied, Rejected, Throttled, Unavailable
from plumbrule.model.event import Event
from plumbrule.model.ids import Instance
from plumbrule.model.record import TagEnding
from plumbrule.model.state import State
from plumbrule.model.target_policy import TagMode
from tests.builders.clocks import T0
from tests.builders.definitions import as_text, definition, manifest
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.definitions import Definition
    from tests.loop.stage import Stage

TAG, UNTAG, REGISTER = "TagResource", "UntagResource", "RegisterTaskDefinition"
MENDING = dataclasses.replace(POLICY, mends_tags=True)
EXCLUSIVE = dataclasses.replace(MENDING, tags=TagMode.EXCLUSIVE)
IGNORING = dataclasses.replace(MENDING, tags=TagMode.IGNORE)
A_WHILE = 301
"""Seconds after which a mend, or a registration, is visible for certain."""


def tagged(family: str = "web", **tags: str) -> Definition:
    return definition(family, tags=[{"key": key, "value": value} for key, value in tags.items()])


def test_git_changes_only_a_tag_and_the_revision_gets_it_in_place(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.put(tagged(team="shop", old="x"))
    stage.read()
    stage.put(tagged(team="cart", new="y"))
    stage.read()
    assert {"team": "cart", "new": "y", "old": "x"}.items() <= stage.tags().items()
    assert (len(stage.made()), stage.state(), stage.gates()) == (1, State.IN_SYNC, [])
    (told,) = stage.heard.of(Event.TAGS_MENDED)
    assert (told["set"], told["removed"], told["family"]) == (["tags[new]", "tags[team]"], [], "web")
    (done,) = stage.journal.retagged(stage.key(), T0.replace(year=2000))
    assert (done.ending, done.request) == (TagEnding.MENDED, '{"remove":[],"set":{"new":"y","team":"cart"}}')
    before = len(stage.calls(TAG))
    stage.sweep()
    stage.wait(3600)
    assert len(stage.calls(TAG)) == before == 1


def test_a_difference_awaits_approval_and_is_told_once_with_both_values(stage: Stage) -> None:
    stage.put(tagged(team="shop"))
    stage.read()
    (made,) = stage.made()
    stage.wait(A_WHILE)
    stage.endpoint.tag(made.arn, {"team": "mallory", "env": "prod"})
    stage.sweep()
    stage.sweep()
    (told,) = stage.heard.of(Event.TAG_DIFFERENCE_FOUND)
    assert told["changes"] == [
        {"path": "tags[team]", "pointer": "/tags/0/value", "op": "replace", "git": "shop", "live": "mallory"}
    ]
    assert (told["extra"], told["gates"]) == (["tags[env]"], ["awaiting_approval"])
    assert (stage.state(), stage.gates(), stage.calls(TAG)) == (State.IN_SYNC, ["awaiting_approval"], [])
    assert stage.heard.of(Event.DRIFT_FOUND) == []
    stage.endpoint.tag(made.arn, {"team": "shop", "env": None})
    stage.sweep()
    assert len(stage.heard.of(Event.TAG_DIFFERENCE_RESOLVED)) == 1
    assert (stage.gates(), len(stage.made())) == ([], 1)


def test_tags_that_git_does_not_name_are_only_told(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.put(tagged(team="shop"))
    stage.read()
    stage.endpoint.tag(stage.made()[0].arn, {"env": "prod"})
    stage.sweep()
    stage.wait(A_WHILE)
    stage.sweep()
    (told,) = stage.heard.of(Event.TAG_DIFFERENCE_FOUND)
    assert (told["changes"], told["extra"], told["gates"]) == ([], ["tags[env]"], [])
    assert (stage.tags()["env"], stage.calls(TAG), stage.calls(UNTAG), stage.gates()) == ("prod", [], [], [])


def test_exclusive_removes_what_git_does_not_name_but_never_ours(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=EXCLUSIVE)
    stage.put(tagged(team="shop"))
    stage.read()
    before = stage.tags()
    stage.endpoint.tag(stage.made()[0].arn, {"env": "prod", "plumbrule:note": "theirs", "team": "mallory"})
    stage.wait(A_WHILE)
    stage.sweep()
    assert stage.tags() == before | {"plumbrule:note": "theirs"}
    assert (len(stage.calls(UNTAG)), len(stage.calls(TAG)), len(stage.made())) == (1, 1, 1)


def test_exclusive_makes_room_before_it_sets(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=EXCLUSIVE)
    stage.put(tagged(team="shop"))
    stage.read()
    full = {f"k{number}": "" for number in range(50 - len(stage.tags()))}
    stage.endpoint.tag(stage.made()[0].arn, full)
    stage.put(tagged(team="shop", more="1"))
    stage.read()
    assert "more" in stage.tags()
    assert not full.keys() & stage.tags().keys()


def test_ignore_looks_at_no_tag(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=IGNORING)
    stage.put(tagged(team="shop"))
    stage.read()
    stage.endpoint.tag(stage.made()[0].arn, {"team": "x", "env": "prod", "plumbrule:plan": None})
    stage.wait(A_WHILE)
    stage.sweep()
    assert (stage.calls(TAG), stage.calls(UNTAG), stage.gates()) == ([], [], [])
    assert stage.heard.of(Event.TAG_DIFFERENCE_FOUND) == []


@pytest.mark.parametrize("gone", [None, "altered"])
@pytest.mark.parametrize("name", ["plan", "digest", "commit", "path"])
def test_our_own_tags_are_restored_on_what_we_registered(
    name: str, gone: str | None, staged: Callable[..., Stage]
) -> None:
    stage = staged(policy=MENDING)
    stage.put(tagged(team="shop"))
    stage.read()
    before = stage.tags()
    stage.endpoint.tag(stage.made()[0].arn, {f"plumbrule:{name}": gone})
    stage.wait(A_WHILE)
    stage.sweep()
    assert (stage.tags(), len(stage.made())) == (before, 1)


def test_our_instance_is_restored_where_it_is_missing(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.put(tagged())
    stage.read()
    stage.endpoint.tag(stage.made()[0].arn, {"plumbrule:instance": None})
    stage.wait(A_WHILE)
    stage.sweep()
    assert stage.tags()["plumbrule:instance"] == "stage"


def test_a_hand_made_revision_gets_gits_tags_and_none_of_ours(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.by_hand(definition(), env="prod")
    stage.put(tagged(team="shop"))
    stage.read()
    assert (stage.tags(), stage.ours(), stage.state()) == ({"env": "prod", "team": "shop"}, [], State.IN_SYNC)


def test_content_that_differs_is_told_with_its_tags_and_neither_is_mended(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.put(tagged(team="shop"))
    stage.read()
    stage.by_hand(definition(cpu="512", memory="1024"))
    stage.wait(A_WHILE)
    stage.sweep()
    (told,) = stage.heard.of(Event.DRIFT_FOUND)
    assert [one["path"] for one in told["tag_changes"]] == ["tags[team]"]
    assert (stage.calls(TAG), stage.tags(), stage.heard.of(Event.TAG_DIFFERENCE_FOUND)) == ([], {}, [])


# Gates.


def test_what_the_author_suspended_keeps_its_tags(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.by_hand(definition())
    stage.shelf.files["web.json"] = manifest(tagged(team="shop"), suspend={"reason": "a fix"})
    stage.read()
    assert (stage.gates(), stage.calls(TAG)) == (["suspended"], [])


def test_two_installations_do_not_fight(staged: Callable[..., Stage]) -> None:
    one = staged(policy=MENDING)
    other = staged(policy=MENDING, instance=Instance("other"))
    one.put(tagged(team="one"))
    one.read()
    for _ in range(4):
        other.put(tagged(team="other"))
        for stage in (other, one):
            stage.read()
            stage.wait(A_WHILE)
            stage.sweep()
    assert (one.tags()["team"], one.tags()["plumbrule:instance"], one.calls(TAG)) == ("one", "stage", [])
    assert other.gates() == ["owner_unsettled"]
    assert len(other.heard.of(Event.TAG_DIFFERENCE_FOUND)) == 1
    assert len(one.made()) == 1


def test_what_is_undone_three_times_a_day_waits_for_people(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    arn = stage.by_hand(definition())
    stage.put(tagged(team="shop"))
    stage.read()
    for _ in range(6):
        stage.endpoint.tag(arn, {"team": "mallory"})
        stage.wait(A_WHILE)
        stage.sweep()
    assert len(stage.calls(TAG)) == 3
    assert (stage.gates(), stage.tags()["team"]) == (["contested"], "mallory")
    (told,) = stage.heard.of(Event.TAG_DIFFERENCE_FOUND)
    assert told["gates"] == ["contested"]
    stage.wait(24 * 3600)
    assert (len(stage.calls(TAG)), stage.tags()["team"]) == (4, "shop")


def test_a_mend_that_is_not_visible_yet_is_not_repeated(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    arn = stage.by_hand(definition())
    stage.put(tagged(team="shop"))
    stage.read()
    stage.endpoint.tag(arn, {"team": None})  # what a lagging Describe looks like
    stage.sweep()
    assert (len(stage.calls(TAG)), stage.gates()) == (1, ["settling"])
    stage.wait(5)
    assert stage.heard.of(Event.TAG_DIFFERENCE_FOUND) == []
    stage.wait(A_WHILE)
    assert (len(stage.calls(TAG)), stage.tags()["team"], stage.gates()) == (2, "shop", [])


def test_tags_of_what_was_just_registered_may_lag(stage: Stage) -> None:
    stage.put(tagged(team="shop"))
    stage.read()
    stage.endpoint.tag(stage.made()[0].arn, {"team": None})
    stage.sweep()
    assert stage.gates() == ["settling", "awaiting_approval"]
    assert stage.heard.of(Event.TAG_DIFFERENCE_FOUND) == []
    stage.wait(A_WHILE)
    assert stage.gates() == ["awaiting_approval"]
    assert len(stage.heard.of(Event.TAG_DIFFERENCE_FOUND)) == 1


# When the other side fails.


def test_a_denial_names_the_action_and_stalls_only_tags(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.by_hand(definition())
    stage.fail(TAG, "access_denied")
    stage.put(tagged(team="shop"))
    stage.read()
    (told,) = stage.heard.of(Event.TAGS_REFUSED)
    assert told["ending"] == "denied"
    assert "ecs:TagResource" in told["words"]
    assert stage.gates() == ["denied"]
    stage.put(tagged("api"))
    stage.read()
    assert (len(stage.made("api")), stage.state("api")) == (1, State.IN_SYNC)
    assert stage.heard.of(Event.TARGET_STALLED) == []
    stage.wait(299)
    assert len(stage.calls(TAG)) == 1
    stage.wait(60)
    assert (stage.tags()["team"], stage.gates(), len(stage.calls(TAG))) == ("shop", [], 2)


def test_a_policy_that_lacks_it_is_not_asked_for_every_family(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    families = [f"f{number}" for number in range(9)]
    for family in families:
        stage.by_hand(definition(family))
    stage.fail(TAG, "access_denied", 1000)
    stage.put(*(tagged(family, team="shop") for family in families))
    stage.read()
    assert len(stage.calls(TAG)) == 3
    assert {gate for family in families for gate in stage.gates(family)} == {"denied"}


def test_a_few_families_that_are_denied_do_not_keep_others_waiting_for_ever(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    families = [f"f{number}" for number in range(9)]
    for family in families:
        stage.by_hand(definition(family))
    for family in families[:3]:
        stage.fail(TAG, "access_denied", 1000, family=family)
    stage.put(*(tagged(family, team="shop") for family in families))
    stage.read()
    for _ in range(20):
        stage.wait(30)
    assert [stage.tags(family).get("team") for family in families] == [None] * 3 + ["shop"] * 6


def test_tags_that_ecs_refuses_are_not_sent_again_until_they_change(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    arn = stage.by_hand(definition())
    stage.endpoint.tag(arn, {f"k{number}": "" for number in range(50)})
    stage.put(tagged(team="shop"))
    stage.read()
    stage.wait(3600)
    stage.sweep()
    assert ([one.outcome for one in stage.calls(TAG)], stage.gates()) == (["InvalidParameterException"], ["invalid"])
    (told,) = stage.heard.of(Event.TAGS_REFUSED)
    assert (told["ending"], "limit of 50" in told["words"]) == ("rejected", True)
    stage.endpoint.tag(arn, {"k1": None})
    stage.put(tagged(crew="shop"))
    stage.read()
    assert stage.tags()["crew"] == "shop"


@pytest.mark.parametrize("kind", ["lost_answer", "reset", "http_500", "throttled"])
def test_what_time_mends_is_tried_again_and_never_registers(kind: str, staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING)
    stage.by_hand(definition())
    stage.fail(TAG, kind)
    stage.put(tagged(team="shop"))
    stage.read()
    assert [one.event for one in stage.heard.notices].count(Event.TARGET_FAILED) == 1
    for _ in range(3):
        stage.wait(60)
    assert (stage.tags()["team"], stage.gates(), len(stage.made())) == ("shop", [], 1)
    assert stage.heard.of(Event.TARGET_RECOVERED)


def test_without_a_write_token_only_the_mend_waits(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=MENDING, buckets={"writes": (1, 0.1)})
    for family in ("a", "b"):
        stage.by_hand(definition(family))
    stage.put(tagged("a", team="shop"), tagged("b", team="shop"))
    stage.read()
    assert len(stage.calls(TAG)) == 1
    stage.by_hand(definition("c"))
    stage.put(definition("c"))
    stage.read()
    assert stage.state("c") is State.IN_SYNC
    stage.wait(30)
    assert [stage.tags(family)["team"] for family in ("a", "b")] == ["shop", "shop"]


ERRORS = [
    (Denied("no"), 1),
    (Rejected("no"), 1),
    (Throttled("slower", after=1.0), 2),
    (Throttled("none left", after=1.0, ours=True), 2),
    (Unavailable("down"), 2),
    (RuntimeError("a fault of ours"), 2),
]


@pytest.mark.parametrize("method", ["tag", "untag"])
@pytest.mark.parametrize(("error", "calls"), ERRORS, ids=[f"{type(row[0]).__name__}-{row[1]}" for row in ERRORS])
def test_whatever_leaves_the_port_nothing_is_registered_and_the_others_go_on(
    method: str, error: Exception, calls: int, staged: Callable[..., Stage]
) -> None:
    stage = staged(policy=EXCLUSIVE)
    stage.by_hand(definition(), **({"old": "x"} if method == "untag" else {}))
    struck: list[object] = []

    def strike(given: object) -> None:
        struck.append(given)
        if len(struck) == 1:
            raise error

    stage.ecs.before[method] = strike
    stage.put(tagged(team="shop") if method == "tag" else definition(), tagged("api"))
    stage.read()
    for _ in range(3):
        stage.wait(60)
    assert (stage.state("api"), len(stage.made()), len(struck)) == (State.IN_SYNC, 1, calls)
    assert (stage.tags() == ({"team": "shop"} if method == "tag" else {})) is (calls == 2)


def test_killed_between_the_call_and_the_journal_the_next_life_has_nothing_to_do(
    staged: Callable[..., Stage],
) -> None:
    stage = staged(policy=MENDING)
    stage.by_hand(definition())

    def tag_and_die(tags: Any) -> None:  # noqa: ANN401 - what the port was given
        stage.ecs.inner.tag(stage.made()[0].arn, tags)
        raise KeyboardInterrupt

    stage.put(tagged(team="shop"))
    stage.ecs.before["tag"] = tag_and_die
    with pytest.raises(KeyboardInterrupt):
        stage.read()
    assert (stage.tags()["team"], stage.journal.retagged(stage.key(), T0.replace(year=2000))) == ("shop", ())
    after = staged(policy=MENDING, journal=stage.journal)
    after.shelf.files["specs/web.json"] = as_text(tagged(team="shop"))
    after.read()
    assert (after.state(), after.gates(), len(after.calls(TAG)), len(after.made())) == (State.IN_SYNC, [], 1, 1)
