"""What each kind of event says, and what is no event."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from plumbrule.core.hear import MOST_BYTES, heard
from plumbrule.model.hint import Caller, CallHint, Named, NoHint, ServiceHint, Unread
from plumbrule.model.ids import Family
from tests.builders.events import (
    ACCOUNT,
    ADDRESS,
    AGENT,
    IDENTITY,
    REGION,
    call,
    deregistering,
    envelope,
    registering,
    revision_arn,
    tagging,
)

WEB7 = revision_arn("web", 7)
SERVICE = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/shop/web"


def named(event: dict[str, Any]) -> list[tuple[str, int]]:
    found = heard(json.dumps(event))
    assert isinstance(found, CallHint), found
    assert (found.account_id, found.region) == (ACCOUNT, REGION)
    return [(one.family, one.number) for one in found.named]


def test_a_registration_names_the_revision_and_says_who_and_from_where() -> None:
    event = registering(WEB7)
    assert heard(json.dumps(event)) == CallHint(
        ACCOUNT,
        REGION,
        (Named(Family("web"), 7),),
        Caller(
            identity=IDENTITY,
            address=ADDRESS,
            agent=AGENT,
            call="RegisterTaskDefinition",
            event=event["detail"]["eventID"],
            at=datetime(2026, 11, 28, 21, 59, 30, tzinfo=UTC),
        ),
    )


def test_a_registration_without_an_answer_names_the_family() -> None:
    assert named(call("RegisterTaskDefinition", {"family": "web"})) == [("web", 0)]


@pytest.mark.parametrize(
    "event",
    [
        deregistering(WEB7),
        call("DeregisterTaskDefinition", {"taskDefinition": "web:7"}),
        tagging("TagResource", WEB7),
        tagging("UntagResource", WEB7),
    ],
    ids=lambda one: one["detail"]["eventName"],
)
def test_other_calls_name_the_revision_they_were_made_for(event: dict[str, Any]) -> None:
    assert named(event) == [("web", 7)]


def test_a_deletion_names_everything_it_was_about_once() -> None:
    names = ["web:7", WEB7, revision_arn("api", 2), 5, None, "not a name!"]
    assert named(call("DeleteTaskDefinitions", {"taskDefinitions": names})) == [("web", 7), ("api", 2)]


@pytest.mark.parametrize("wrong", [{"errorCode": "AccessDenied"}, {"errorMessage": "no"}], ids=str)
def test_a_call_that_failed_says_nothing(wrong: dict[str, str]) -> None:
    assert heard(json.dumps(registering(WEB7, **wrong))) == NoHint("failed_call")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (call("RunTask", {"taskDefinition": "web:7"}), "other_call"),
        (call("RegisterTaskDefinition", {"family": "web"}, eventSource="batch.amazonaws.com"), "other_call"),
        (tagging("TagResource", SERVICE), "other_resource"),
        (tagging("TagResource", f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/web"), "other_resource"),
        (registering(WEB7) | {"source": "aws.ec2"}, "other_source"),
        (envelope("ECS Container Instance State Change", {"agentConnected": True}), "other_kind"),
        (envelope("ECS Task State Change", {"group": "family:web"}), "no_service"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_sound_events_about_something_else_say_nothing(event: dict[str, Any], reason: str) -> None:
    assert heard(json.dumps(event)) == NoHint(reason)


@pytest.mark.parametrize(
    ("event", "services"),
    [
        (envelope("ECS Deployment State Change", {"eventName": "SERVICE_DEPLOYMENT_COMPLETED"}, SERVICE), (SERVICE,)),
        (envelope("ECS Service Action", {"eventName": "SERVICE_STEADY_STATE"}, SERVICE), (SERVICE,)),
        (envelope("ECS Task State Change", {"group": "service:web", "taskDefinitionArn": WEB7}), ("web",)),
    ],
    ids=lambda one: one["detail-type"] if isinstance(one, dict) else "",
)
def test_ecs_itself_names_services(event: dict[str, Any], services: tuple[str, ...]) -> None:
    assert heard(json.dumps(event)) == ServiceHint(ACCOUNT, REGION, services)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "it is no JSON"),
        ("{", "it is no JSON"),
        ("[" * 200_000, "it is no JSON"),
        ("1" * 5000, "it is no JSON"),
        ("null", "it is no event of EventBridge"),
        ('{"Type": "Notification", "Message": "{}"}', "it is no event of EventBridge"),
        (json.dumps(registering(WEB7) | {"account": "me"}), "its account or Region is none"),
        (json.dumps(registering(WEB7) | {"region": 5}), "its account or Region is none"),
        (" " * (MOST_BYTES + 1), "it is longer than a message of SQS can be"),
    ],
    ids=lambda one: one[:9],  # an event has another id in each process
)
def test_what_is_no_event_is_refused_with_a_reason(body: str, reason: str) -> None:
    assert heard(body) == Unread(reason)


def test_a_body_as_long_as_sqs_takes_is_read() -> None:
    event = registering(WEB7)
    event["detail"]["requestParameters"]["padding"] = "x" * (MOST_BYTES - len(json.dumps(event)) - 15)
    body = json.dumps(event)
    assert MOST_BYTES - 5 <= len(body) <= MOST_BYTES
    assert isinstance(heard(body), CallHint)


@pytest.mark.parametrize(
    "arn", [revision_arn("web", 7, account="999999999999"), revision_arn("web", 7, region="x-y-1")]
)
def test_an_event_of_one_account_names_nothing_of_another(arn: str) -> None:
    event = registering(WEB7)
    event["detail"]["responseElements"]["taskDefinition"]["taskDefinitionArn"] = arn
    assert heard(json.dumps(event)) == Unread("it names no task definition of its own account")


def test_what_strangers_wrote_is_cut_made_one_line_and_holds_no_secret() -> None:
    agent = "curl\n\x1b[31m\ud800 --token ghp_" + "a1B2" * 9
    event = registering(WEB7, userAgent=agent, sourceIPAddress="9" * 5000, eventTime="yesterday", userIdentity="me")
    found = heard(json.dumps(event))
    assert isinstance(found, CallHint)
    assert found.caller.agent == "(secret)"
    assert found.caller.address == "9" * 256
    assert (found.caller.at, found.caller.identity) == (None, "")
    event["detail"]["userAgent"] = "curl\n\x1b[31m\ud800 8"
    found = heard(json.dumps(event))
    assert isinstance(found, CallHint)
    assert found.caller.agent == "curl  [31m  8"
