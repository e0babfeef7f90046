"""An event names a family to look at now, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.tell.composing import Style, composed
from plumbrule.loop.desk import LoopDesk
from plumbrule.model.event import Event
from plumbrule.model.message import Fact
from plumbrule.model.state import State
from plumbrule.model.target_policy import VISIBILITY
from tests.builders.definitions import definition
from tests.builders.events import ADDRESS, AGENT, IDENTITY, call, deregistering, envelope, registering, tagging
from tests.loop.stage import PROD, REGION

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.hear.conftest import Post
    from tests.loop.stage import Stage

VISIBLE = VISIBILITY.total_seconds() + 1
"""Until then the answer to our own registration counts for more than what ECS shows."""
BY_HAND = definition(cpu="512", memory="1024")


def arn(stage: Stage, number: int, family: str = "web") -> str:
    return f"arn:aws:ecs:{REGION}:{stage.account}:task-definition/{family}:{number}"


def test_a_registration_by_hand_is_drift_as_soon_as_its_event_comes(post: Post) -> None:
    made = post.stage.by_hand(BY_HAND)
    assert post.come(registering(made)) == 1
    assert post.stage.state() is State.OUT_OF_BAND
    (found,) = post.stage.heard.of(Event.DRIFT_FOUND)
    assert (found["revision"], found["source_address"], found["user_agent"]) == (2, ADDRESS, AGENT)


def test_an_event_says_who_called_and_that_the_family_is_looked_at(post: Post) -> None:
    event = registering(post.stage.by_hand(BY_HAND))
    post.come(event)
    assert post.stage.heard.of(Event.CALL_HEARD) == [
        {
            "target": "prod",
            "family": "web",
            "revision": 2,
            "call": "RegisterTaskDefinition",
            "identity": IDENTITY,
            "source_address": ADDRESS,
            "user_agent": AGENT,
            "event_id": event["detail"]["eventID"],
            "at": "2026-11-28T21:59:30+00:00",
            "looked_at": True,
        }
    ]


def test_people_are_told_from_where_it_was_registered(post: Post) -> None:
    post.come(registering(post.stage.by_hand(BY_HAND)))
    (incident,) = post.stage.journal.incidents()
    assert Fact("Registered from", f"{ADDRESS} with {AGENT}") in composed("key", [incident], Style()).facts


def test_history_says_from_where_a_revision_was_registered(post: Post) -> None:
    post.come(registering(post.stage.by_hand(BY_HAND)))
    newest, first = LoopDesk(post.stage.shell).history("prod", "web").revisions
    assert (newest.source_address, newest.user_agent) == (ADDRESS, AGENT)
    assert (first.source_address, first.user_agent) == ("", "")


def test_a_restart_forgets_nobody_whose_drift_was_told(post: Post, staged: Callable[..., Stage]) -> None:
    made = post.stage.by_hand(BY_HAND)
    post.come(registering(made))
    again = staged(journal=post.stage.journal)
    again.put(definition())
    again.read()
    (incident,) = again.journal.incidents()
    assert (incident.concern.facts["source_address"], incident.concern.facts["user_agent"]) == (ADDRESS, AGENT)
    newest, first = LoopDesk(again.shell).history("prod", "web").revisions
    assert (newest.source_address, newest.user_agent) == (ADDRESS, AGENT)
    assert (first.source_address, first.user_agent) == ("", "")


def test_who_registered_one_revision_is_not_said_of_another(post: Post) -> None:
    post.come(registering(post.stage.by_hand(BY_HAND)))
    post.stage.by_hand(definition(cpu="1024", memory="2048"))
    post.stage.sweep()
    (incident,) = post.stage.journal.incidents()
    assert (incident.concern.facts["revision"], incident.concern.facts["source_address"]) == (3, None)


def test_what_an_event_claims_is_never_compared(post: Post) -> None:
    event = registering(arn(post.stage, 2))
    event["detail"]["responseElements"]["taskDefinition"] |= {"cpu": "4096", "containerDefinitions": []}
    assert post.come(event) == 1
    assert post.stage.state() is State.IN_SYNC
    assert post.stage.heard.of(Event.DRIFT_FOUND) == []


def test_spoofed_events_hide_no_drift_from_the_next_sweep(post: Post) -> None:
    ours = f"arn:aws:sts::{post.stage.account}:assumed-role/writer/plumbrule-stage"
    ports = replace(post.stage.shell.world.targets[PROD], identity=ours)
    post.stage.reload(targets={PROD: ports})
    forged = {"userIdentity": {"arn": ours}}
    post.come(registering(arn(post.stage, 99), **forged), tagging("TagResource", arn(post.stage, 2), **forged))
    made = post.stage.by_hand(BY_HAND)
    post.come(registering(made, **forged), deregistering(arn(post.stage, 1)), "no event at all")
    post.stage.wait(VISIBLE)
    post.stage.sweep()
    assert post.stage.state() is State.OUT_OF_BAND
    (found,) = post.stage.heard.of(Event.DRIFT_FOUND)
    assert found["revision"] == 2
    assert len(post.stage.ours()) == 1


def test_our_own_registration_costs_no_call_and_no_word(post: Post) -> None:
    assert len(post.stage.ours()) == 1
    assert post.come(registering(arn(post.stage, 1))) == 0
    assert post.stage.heard.notices == []
    assert post.count("known") == 1


def test_our_own_session_mends_tags_without_a_call(post: Post) -> None:
    ours = f"arn:aws:sts::{post.stage.account}:assumed-role/writer/plumbrule-stage"
    ports = replace(post.stage.shell.world.targets[PROD], identity=ours)
    post.stage.reload(targets={PROD: ports})
    identity = {"userIdentity": {"arn": ours}}
    assert post.come(tagging("TagResource", arn(post.stage, 1), **identity)) == 0
    assert post.stage.heard.of(Event.CALL_HEARD) == []
    assert post.come(tagging("TagResource", arn(post.stage, 1))) == 1


def test_a_registration_of_ours_whose_answer_was_lost_is_looked_at(post: Post) -> None:
    ours = f"arn:aws:sts::{post.stage.account}:assumed-role/writer/plumbrule-stage"
    ports = replace(post.stage.shell.world.targets[PROD], identity=ours)
    post.stage.reload(targets={PROD: ports})
    assert post.come(registering(arn(post.stage, 2), userIdentity={"arn": ours})) == 1


def test_a_revision_that_polling_saw_first_costs_no_call_but_its_caller_is_told(post: Post) -> None:
    made = post.stage.by_hand(BY_HAND)
    post.stage.sweep()
    assert post.come(registering(made)) == 0
    (found,) = post.stage.heard.of(Event.CALL_HEARD)
    assert (found["looked_at"], found["user_agent"]) == (False, AGENT)


def test_a_deregistration_is_seen_at_once(post: Post) -> None:
    post.stage.wait(VISIBLE)
    post.stage.endpoint.deregister(arn(post.stage, 1))
    assert post.come(deregistering(arn(post.stage, 1))) >= 1
    assert post.stage.state() is State.WITHDRAWN


def test_changed_tags_are_seen_at_once(post: Post) -> None:
    post.stage.put(definition("api", tags=[{"key": "team", "value": "shop"}]))
    post.stage.read()
    post.stage.wait(VISIBLE)
    made = arn(post.stage, 1, "api")
    post.stage.endpoint.tag(made, {"team": "ops"})
    assert post.come(tagging("TagResource", made)) == 1
    assert [one["family"] for one in post.stage.heard.of(Event.TAG_DIFFERENCE_FOUND)] == ["api"]


def test_calls_about_older_revisions_change_nothing_that_is_judged(post: Post) -> None:
    made = post.stage.by_hand(BY_HAND)
    post.come(registering(made))
    older = arn(post.stage, 1)
    assert post.come(deregistering(older), tagging("UntagResource", older), registering(older)) == 0


def test_a_hundred_copies_are_one_look(post: Post) -> None:
    event = registering(post.stage.by_hand(BY_HAND))
    assert post.come(*[event] * 100) == 1
    assert len(post.stage.heard.of(Event.DRIFT_FOUND)) == 1
    assert len(post.stage.heard.of(Event.CALL_HEARD)) == 1
    assert post.count("repeated") == 99


def test_events_out_of_order_leave_the_newest_state(post: Post) -> None:
    second = post.stage.by_hand(BY_HAND)
    third = post.stage.by_hand(definition())
    assert post.come(registering(third)) == 1
    assert post.come(registering(second)) == 0
    assert post.stage.shell.standings.of(post.stage.key()).arn == third


def test_an_event_that_is_a_day_late_changes_nothing(post: Post) -> None:
    second = post.stage.by_hand(BY_HAND)
    post.stage.by_hand(definition())
    post.stage.sweep()
    state = post.stage.state()
    post.stage.wait(24 * 3600)
    assert post.come(registering(second)) == 0
    assert post.stage.state() is state


@pytest.mark.parametrize(
    ("event", "counter"),
    [
        (registering("arn:aws:ecs:eu-west-1:999999999999:task-definition/web:2"), "elsewhere"),
        (envelope("ECS Service Action", {"group": "service:web"}, account="999999999999"), "elsewhere"),
    ],
    ids=["a call", "a service"],
)
def test_accounts_that_are_no_target_are_counted_and_ignored(post: Post, event: dict[str, Any], counter: str) -> None:
    assert post.come(event) == 0
    assert (post.stage.heard.notices, post.count(counter)) == ([], 1)


def test_families_that_nobody_watches_are_counted_and_ignored(post: Post) -> None:
    assert post.come(registering(arn(post.stage, 1, "somebody-else"))) == 0
    assert (post.stage.heard.notices, post.count("unwatched")) == ([], 1)


def test_before_the_first_snapshot_events_are_let_go(stage: Stage, post_of: type[Post]) -> None:
    post = post_of(stage)
    assert post.come(registering(arn(stage, 1))) == 0
    assert post.hole.waiting == []


def test_a_call_that_failed_is_counted_and_ignored(post: Post) -> None:
    assert post.come(registering(arn(post.stage, 2), errorCode="AccessDenied")) == 0
    assert (post.stage.heard.notices, post.count("of_failed_call")) == ([], 1)


def test_a_deletion_looks_at_each_family_it_names(post: Post) -> None:
    post.stage.put(definition("api"))
    post.stage.read()
    names = [arn(post.stage, 1), arn(post.stage, 1, "api"), arn(post.stage, 1, "other")]
    event = call("DeleteTaskDefinitions", {"taskDefinitions": names}, account=post.stage.account)
    assert post.come(event) == 2


def test_a_listing_from_before_the_event_vouches_for_nothing(post: Post) -> None:
    """The page that a listing has read may be older than what the event is about."""
    stage = post.stage
    made = stage.by_hand(BY_HAND)
    stage.shell.standings.vouch(stage.key(), arn(stage, 1))
    post.hole.put(registering(made))
    post.ear.round()
    stage.shell.standings.vouch(stage.key(), arn(stage, 1))
    stage.run()
    assert stage.state() is State.OUT_OF_BAND


def test_once_ecs_was_asked_a_listing_counts_again(post: Post) -> None:
    stage = post.stage
    post.come(registering(stage.by_hand(BY_HAND)))
    stage.shell.standings.vouch(stage.key(), arn(stage, 2))
    assert stage.shell.standings.is_vouched(stage.key())
