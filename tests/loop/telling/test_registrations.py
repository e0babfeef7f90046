"""What a deployer's webhook hears: each registration by itself, with all that rolling out needs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.notify.webhook import Webhook
from plumbrule.loop.post import Postman
from plumbrule.loop.shell import SERVICES_AFTER
from plumbrule.model.manners import Routing
from tests.builders.definitions import definition_with
from tests.edge.notify.received import Receiver
from tests.loop.stage import HANDS_FREE, PROD, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.loop.telling.newsroom import Newsroom

HOOK = "hook"
UPDATE = "aws ecs update-service --region eu-west-1 --cluster shop --service frontend"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        yield found


@pytest.fixture
def hooked(newsroom: Newsroom, receiver: Receiver) -> Newsroom:
    """Everything goes to a webhook, too, and nobody has to be asked."""
    world = newsroom.shell.world
    routes = (Routing(HOOK, goes_on=True), *world.manners.routes)
    newsroom.reload(policy=HANDS_FREE, manners=replace(world.manners, routes=routes))
    newsroom.settle()
    newsroom.postman = Postman(newsroom.shell, HOOK, Webhook(receiver.url, "", "stage"))
    newsroom.post()
    receiver.received.clear()
    return newsroom


def events(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in receiver.received]


def test_a_deployer_gets_what_was_registered_and_who_runs_something_older(hooked: Newsroom, receiver: Receiver) -> None:
    arn = hooked.made()[-1].arn
    services = [{"serviceName": "frontend", "taskDefinition": arn}]
    hooked.endpoint.put_services("shop", services, account=hooked.account, region=REGION)
    hooked.sweep()
    hooked.put(definition_with(image="r/app:2"))
    hooked.read()
    hooked.post()
    (event,) = [one for one in events(receiver) if one["type"] == "dev.plumbrule.registered"]
    (incident,) = event["data"]["incidents"]
    made = hooked.made()[-1]
    assert (incident["target"], incident["facts"]["registered"]) == (
        PROD,
        {
            "arn": made.arn,
            "family": "web",
            "revision": made.revision,
            "commands": [f"{UPDATE} --task-definition web:{made.revision}"],
        },
    )


def test_a_deployer_hears_of_a_service_that_was_made_since_the_last_look(hooked: Newsroom, receiver: Receiver) -> None:
    services = [{"serviceName": "frontend", "taskDefinition": hooked.made()[-1].arn}]
    hooked.endpoint.put_services("shop", services, account=hooked.account, region=REGION)
    hooked.put(definition_with(image="r/app:2"))
    hooked.read()
    hooked.clock.advance(SERVICES_AFTER)
    hooked.run()
    hooked.post()
    (event,) = [one for one in events(receiver) if one["type"] == "dev.plumbrule.registered"]
    (incident,) = event["data"]["incidents"]
    assert incident["facts"]["registered"]["commands"] == [f"{UPDATE} --task-definition web:2"]


def test_of_many_registrations_of_one_commit_each_is_an_event(hooked: Newsroom, receiver: Receiver) -> None:
    names = [f"svc{number}" for number in range(8)]
    hooked.put(*(definition_with(name, image="r/app:1") for name in names))
    hooked.read()
    hooked.post()
    told = [one["data"]["incidents"] for one in events(receiver) if one["type"] == "dev.plumbrule.registered"]
    assert sorted(one["facts"]["registered"]["family"] for (one,) in told) == names


def test_what_is_no_registration_is_an_event_of_the_other_type(hooked: Newsroom, receiver: Receiver) -> None:
    hooked.drift()
    hooked.post()
    assert {one["type"] for one in events(receiver)} == {"dev.plumbrule.incident"}
