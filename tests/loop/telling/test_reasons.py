"""Each reason to speak, with what it looks like in the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.shell import SERVICES_AFTER
from plumbrule.model.incident import Kind
from plumbrule.model.policy import BlastRadius
from tests.builders.definitions import definition_with
from tests.builders.people import unix
from tests.loop.stage import HANDS_FREE, REGION
from tests.loop.telling.newsroom import CHANNEL, EVERYBODY, V1, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

V2 = definition_with(user="1001", image="r/app:1")
V3 = definition_with(user="1002", image="r/app:1")


@pytest.fixture
def automatic(newsroom: Newsroom) -> Newsroom:
    """Nobody has to be asked."""
    newsroom.reload(policy=replace(HANDS_FREE, people=EVERYBODY))
    newsroom.settle()
    return newsroom


def first_lines(newsroom: Newsroom) -> list[str]:
    return [words(one).splitlines()[0] for one in newsroom.slack.roots(CHANNEL)]


def test_what_was_registered_is_told_with_services_that_are_left_behind_and_what_moves_them(
    automatic: Newsroom,
) -> None:
    world = automatic.shell.world
    ports = {name: replace(one, policy=replace(one.policy, clusters=("shop",))) for name, one in world.targets.items()}
    automatic.reload(targets=ports)
    arn = automatic.made()[-1].arn
    automatic.endpoint.put_services(
        "shop", [{"serviceName": "frontend", "taskDefinition": arn}], account=automatic.account, region=REGION
    )
    automatic.sweep()
    automatic.put(V2)
    automatic.read()
    automatic.post()
    said = words(automatic.root())
    assert "web:2 in prod was registered" in said
    assert "aws ecs update-service --region eu-west-1 --cluster shop --service frontend --task-definition web:2" in said
    assert automatic.open() == ()


def run_service(newsroom: Newsroom, name: str, arn: str) -> None:
    services = [{"serviceName": name, "taskDefinition": arn}]
    newsroom.endpoint.put_services("shop", services, account=newsroom.account, region=REGION)


def look(newsroom: Newsroom) -> None:
    """Time for the look that follows a registration, and for what people see of it."""
    newsroom.clock.advance(SERVICES_AFTER)
    newsroom.run()
    newsroom.post()


def test_a_service_that_was_made_since_the_last_look_is_named_by_the_look_after_the_registration(
    automatic: Newsroom,
) -> None:
    run_service(automatic, "made-meanwhile", automatic.made()[-1].arn)
    before = len(automatic.calls("ListServices"))
    automatic.put(V2)
    automatic.read()
    look(automatic)
    said = words(automatic.root())
    assert "--cluster shop --service made-meanwhile --task-definition web:2" in said
    assert len(automatic.calls("ListServices")) == before + 1
    assert automatic.open() == ()


def test_a_message_that_is_out_already_is_edited_and_its_thread_stays_as_it_is(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.put(V2)
    newsroom.read()
    newsroom.post()
    run_service(newsroom, "made-meanwhile", newsroom.made()[-1].arn)
    newsroom.approve()
    newsroom.post(rounds=1, seconds=1.0)
    assert "made-meanwhile" not in words(newsroom.root())
    lines = len(newsroom.thread())
    look(newsroom)
    assert "--cluster shop --service made-meanwhile --task-definition web:2" in words(newsroom.root())
    assert len(newsroom.thread()) == lines


def test_a_service_that_was_moved_meanwhile_is_not_asked_for_any_more(automatic: Newsroom) -> None:
    run_service(automatic, "frontend", automatic.made()[-1].arn)
    automatic.sweep()
    automatic.put(V2)
    automatic.read()
    run_service(automatic, "frontend", automatic.made()[-1].arn)
    look(automatic)
    assert "web:2 in prod was registered" in words(automatic.root())
    assert "update-service" not in words(automatic.root())


def test_many_registrations_of_one_commit_are_one_message(automatic: Newsroom) -> None:
    names = [f"svc{number}" for number in range(8)]
    automatic.put(*(definition_with(name, image="r/app:1") for name in names))
    automatic.read()
    automatic.post()
    assert "8 families in prod were registered" in words(automatic.root())


def test_what_ecs_refuses_is_told_in_its_own_words(automatic: Newsroom) -> None:
    automatic.fail("RegisterTaskDefinition", "access_denied")
    automatic.put(V2)
    automatic.read()
    automatic.post()
    said = words(automatic.root())
    assert "web in prod cannot be registered" in said
    assert "is not authorized to perform: ecs:RegisterTaskDefinition" in said


def test_a_spec_that_became_invalid_is_told_and_ends_when_it_is_mended(automatic: Newsroom) -> None:
    automatic.put(definition_with(user="1000", image="r/app:1") | {"memory": "511"})
    automatic.read()
    automatic.post()
    assert "web in prod cannot be registered" in words(automatic.root())
    assert "511" in words(automatic.root())
    automatic.put(V1)
    automatic.read()
    automatic.post()
    assert "web in prod is not blocked any more" in words(automatic.root())


def test_a_race_is_told_to_both_writers(automatic: Newsroom) -> None:
    automatic.ecs.before["register"] = lambda _: automatic.by_hand(V3)
    automatic.put(V2)
    automatic.read()
    automatic.ecs.before.clear()
    automatic.post()
    assert any("Somebody else registered 2 at the same moment" in words(one) for one in automatic.slack.roots(CHANNEL))


def test_a_hold_that_keeps_families_waiting_is_told_with_what_ends_it(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.desk.suspend(unix("ada"), target="prod", reason="load test")
    newsroom.put(V2)
    newsroom.read()
    newsroom.clock.advance(26 * 3600)
    newsroom.remind()
    newsroom.post()
    told = [words(one) for one in newsroom.slack.roots(CHANNEL) if "is kept waiting" in words(one)]
    assert "ada said suspend for prod (load test): families wait." in told[0]
    assert "plumbrule resume prod" in told[0]
    newsroom.desk.resume(unix("ada"), target="prod")
    newsroom.remind()
    newsroom.post()
    assert "🟢 prod goes on" in first_lines(newsroom)


def test_broken_glass_is_told_at_once(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.put(V2)
    newsroom.read()
    newsroom.approve(unix("dan"), glass=True, reason="checkout is down")
    newsroom.post()
    assert any("dan broke glass: checkout is down" in words(one) for one in newsroom.slack.roots(CHANNEL))


def test_a_commit_that_changes_many_families_is_one_message_with_the_command(newsroom: Newsroom) -> None:
    newsroom.reload(
        policy=replace(HANDS_FREE, people=EVERYBODY, blast_radius=BlastRadius(families=3, share=1.0, floor=1))
    )
    names = [f"svc{number}" for number in range(8)]
    newsroom.put(*(definition_with(name, image="r/app:1") for name in names))
    newsroom.read()
    newsroom.sweep()
    newsroom.post()
    said = words(newsroom.root())
    assert "8 families in prod wait for approval" in said
    assert f"plumbrule approve --commit {newsroom.shell.intake.commit[:12]}" in said  # type: ignore[union-attr,index]


def test_an_orphan_is_told_with_what_ends_it(automatic: Newsroom) -> None:
    automatic.put(definition_with("other", image="r/app:1"))
    automatic.read()
    del automatic.shelf.files["specs/web.json"]
    automatic.read()
    automatic.sweep()
    automatic.post()
    assert any("plumbrule release prod web" in words(one) for one in automatic.slack.roots(CHANNEL))


def test_a_new_default_of_aws_is_one_message_of_the_breaker_and_none_of_its_families(newsroom: Newsroom) -> None:
    names = [f"svc{number}" for number in range(10)]
    newsroom.settle(*(definition_with(name, image="r/app:1") for name in names))
    newsroom.endpoint.knobs(era={"year": 2026, "container": {"readonlyRootFilesystem": True}})
    try:
        newsroom.reload(generation="g2")
        newsroom.sweep()
        newsroom.sweep()
        newsroom.post()
    finally:
        newsroom.endpoint.knobs(era=2026)
    said = words(newsroom.root())
    assert "The breaker of prod is open" in said
    assert "10 of 10 families differ although neither Git nor ECS changed" in said
    assert '"path": "containerDefinitions[].readonlyRootFilesystem"' in said


def test_a_silent_source_is_told(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.shell.standings.trouble("the source's silence", "silent")
    newsroom.remind()
    newsroom.post()
    assert "nobody has fed it for longer than source.max_age" in words(newsroom.root())


def test_a_difference_in_tags_alone_is_told_as_information(newsroom: Newsroom) -> None:
    newsroom.settle(V1 | {"tags": [{"key": "team", "value": "shop"}]})
    newsroom.endpoint.tag(newsroom.made()[-1].arn, {"team": "other"})
    newsroom.clock.advance(3600)
    newsroom.sweep()
    newsroom.post()
    assert [(one.kind, one.concern.urgency.value) for one in newsroom.open()] == [(Kind.TAGS, "info")]
    assert "web in prod has other tags than Git" in words(newsroom.root())


def test_a_family_that_is_released_ends_its_incident(newsroom: Newsroom) -> None:
    newsroom.settle(V1, definition_with("other", image="r/app:1"))
    del newsroom.shelf.files["specs/web.json"]
    newsroom.read()
    newsroom.sweep()
    assert [one.concern.family for one in newsroom.open()] == ["web"]
    newsroom.desk.release(unix("ada"), "prod", "web")
    newsroom.run()
    newsroom.remind()
    assert newsroom.open() == ()


def test_what_is_over_for_long_is_forgotten(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    newsroom.drift(V1)
    newsroom.post()
    assert newsroom.journal.incident("family/prod/web") is not None
    newsroom.clock.advance(timedelta(days=91).total_seconds())
    newsroom.remind()
    assert newsroom.journal.incident("family/prod/web") is None
