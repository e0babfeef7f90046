"""Faults, buckets and latency: judged by what the world then holds."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.world.client import WorldError
from tests.world_tests.clients import KEY, REGION, TARGET, Aws
from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world.client import World

REGISTER = "RegisterTaskDefinition"
ANSWERS = [
    ("http_500", (500, "ServerException", "Service Unavailable. Please try again later.")),
    ("throttled", (400, "ThrottlingException", "Rate exceeded")),
    (
        "concurrent_revision",
        (400, "ClientException", "Too many concurrent attempts to create a new revision of the specified family."),
    ),
    ("expired_token", (400, "ExpiredTokenException", "The security token included in the request is expired")),
]


@pytest.mark.parametrize(("kind", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_an_error_is_answered_as_often_as_planned_and_nothing_is_registered(
    world: World, ecs: Aws, kind: str, expected: tuple[int, str, str]
) -> None:
    world.fail(REGISTER, kind, times=2)
    assert [ecs.refusal(REGISTER, **web()) for _ in range(2)] == [expected, expected]
    assert world.log() == ()
    assert ecs.register(web())["revision"] == 1


def test_a_lost_answer_has_its_effect(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "lost_answer")
    with pytest.raises(ConnectionClosedError):
        ecs.register(web())
    assert [entry.revision for entry in world.log()] == [1]
    assert ecs.register(web())["revision"] == 2
    assert world.calls().count(REGISTER, "lost_answer") == 1


def test_a_lost_refusal_is_lost_too(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "lost_answer")
    with pytest.raises(ConnectionClosedError):
        ecs.register(web(family="a b"))
    assert world.log() == ()


def test_a_reset_connection_has_no_effect(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "reset")
    with pytest.raises(ConnectionClosedError):
        ecs.register(web())
    assert world.log() == ()


@pytest.mark.parametrize(("kind", "abrupt"), [("reset", True), ("lost_answer", False)])
def test_the_connection_ends_as_its_kind_says(world: World, *, kind: str, abrupt: bool) -> None:
    world.fail("ListTaskDefinitions", kind)
    address = urlsplit(world.url)
    credential = f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/{REGION}/ecs/aws4_request"
    head = f"POST / HTTP/1.1\r\nX-Amz-Target: {TARGET}.ListTaskDefinitions\r\nAuthorization: {credential}\r\n"
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
        connection.sendall(f"{head}Content-Length: 2\r\n\r\n{{}}".encode())
        try:
            received: bytes | None = connection.recv(100)
        except ConnectionResetError:
            received = None
    assert received == (None if abrupt else b"")


def test_a_slow_answer_comes_late_and_counts(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "slow", seconds=0.3)
    begun = time.monotonic()
    ecs.register(web())
    assert time.monotonic() - begun >= 0.3
    assert len(world.log()) == 1


def test_access_denied_names_user_and_action(world: World, ecs: Aws, sts: Aws) -> None:
    world.fail("*", "access_denied", times=2)
    status, code, said = ecs.refusal(REGISTER, **web())
    assert (status, code) == (400, "AccessDeniedException")
    assert f"assumed-role/world/{KEY} is not authorized to perform: ecs:{REGISTER} on resource" in said
    assert sts.refusal("GetCallerIdentity")[:2] == (403, "AccessDenied")
    world.fail(REGISTER, "access_denied", action="iam:PassRole")
    assert "is not authorized to perform: iam:PassRole" in ecs.refusal(REGISTER, **web())[2]


def test_a_plan_lets_some_calls_pass_first_and_looks_only_at_its_own(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "throttled", after=1, family="web")
    assert ecs.register(web(family="api"))["revision"] == 1
    assert ecs.register(web())["revision"] == 1
    assert ecs.register(web(family="api"))["revision"] == 2
    assert ecs.refusal(REGISTER, **web())[1] == "ThrottlingException"
    assert ecs.register(web())["revision"] == 2


def test_a_plan_may_be_for_one_region(world: World, ecs: Aws) -> None:
    world.fail("ListTaskDefinitions", "throttled", region="us-west-2")
    assert ecs("ListTaskDefinitions") == {"taskDefinitionArns": []}
    with Aws(world.url, region="us-west-2") as far:
        assert far.refusal("ListTaskDefinitions")[1] == "ThrottlingException"


def test_knobs_replace_the_plan_and_show_what_is_left(world: World, ecs: Aws) -> None:
    world.fail(REGISTER, "throttled", times=5)
    shown = world.knobs(fail=[{"operation": REGISTER, "kind": "http_500", "times": 2}])
    assert [(row["kind"], row["times"]) for row in shown["fail"]] == [("http_500", 2)]
    ecs.refusal(REGISTER, **web())
    assert [(row["kind"], row["times"]) for row in world.knobs()["fail"]] == [("http_500", 1)]


@pytest.mark.parametrize("row", [{"kind": "explode"}, {"kind": "reset", "colour": "red"}, {}])
def test_a_plan_that_makes_no_sense_is_refused(world: World, row: dict[str, str]) -> None:
    with pytest.raises(WorldError):
        world.ask("fail", {"operation": REGISTER, **row})
    assert world.knobs()["fail"] == []


def test_an_empty_bucket_throttles_one_account_and_region_and_fills_again(world: World, ecs: Aws) -> None:
    world.knobs(buckets={"read": {"burst": 2, "rate": 0.01}})
    answers = [ecs("ListTaskDefinitions"), ecs("ListTaskDefinitionFamilies")]
    assert len(answers) == 2
    assert ecs.refusal("ListTaskDefinitions") == (400, "ThrottlingException", "Rate exceeded")
    with Aws(world.url, region="us-west-2") as far:
        assert far("ListTaskDefinitions") == {"taskDefinitionArns": []}
    assert ecs.register(web())["revision"] == 1
    world.knobs(buckets={"read": {"burst": 2, "rate": 1000}})
    time.sleep(0.01)
    assert len(ecs("ListTaskDefinitions")["taskDefinitionArns"]) == 1


def test_awss_own_buckets_let_twenty_registrations_through_at_once(world: World, ecs: Aws) -> None:
    world.knobs(buckets="aws")
    outcomes: list[str] = []
    while len(outcomes) < 60 and "ThrottlingException" not in outcomes:
        try:
            outcomes.append(str(ecs.register(web())["revision"]))
        except ClientError as refused:
            outcomes.append(str(refused.response["Error"]["Code"]))
    # One more token comes in per second while the calls are made.
    assert 20 <= len(world.log()) < 60
    assert outcomes[-1] == "ThrottlingException"


def test_latency_is_the_least_a_call_takes(world: World, ecs: Aws) -> None:
    world.knobs(latency_ms=100)
    begun = time.monotonic()
    ecs("ListTaskDefinitions")
    assert time.monotonic() - begun >= 0.1
