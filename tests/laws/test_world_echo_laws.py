"""The echo law against a server that shares no code with the product: register over HTTP, describe, compare."""

from __future__ import annotations

import json
import urllib.request
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from plumbrule.api import compare
from plumbrule.core.fields import element_path
from tests.laws.legal import legal_definitions
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.laws.generate import Json

SERVICE = "AmazonEC2ContainerServiceV20141113"
CREDENTIAL = "Credential=AKIAEXAMPLE/20261101/eu-central-1/ecs/aws4_request"


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World.start() as running:
        yield running


def call(world: World, operation: str, members: Json) -> Json:
    """One ECS call as raw JSON, so that no client library drops a member it does not know."""
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"{SERVICE}.{operation}",
        "Authorization": f"AWS4-HMAC-SHA256 {CREDENTIAL}, SignedHeaders=host, Signature=00",
    }
    request = urllib.request.Request(world.url, json.dumps(members).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


@pytest.mark.parametrize("era", [2022, 2026])
@settings(max_examples=max(1, settings().max_examples // 2))
@given(definition=legal_definitions())
def test_what_was_registered_over_http_and_described_equals_what_was_desired(
    world: World, era: int, definition: Json
) -> None:
    world.knobs(era=era)
    tags = [{"key": "team", "value": "a"}, {"key": "cost", "value": "1"}]
    desired = {**definition, "tags": tags}
    arn = call(world, "RegisterTaskDefinition", desired)["taskDefinition"]["taskDefinitionArn"]
    for _ in range(2):
        observed = call(world, "DescribeTaskDefinition", {"taskDefinition": arn, "include": ["TAGS"]})
        expected = definition
        if era == 2022:
            # That year's ECS did not know the member: what Git asks for is really not there.
            expected = {name: value for name, value in definition.items() if name != "enableFaultInjection"}
        assert compare({**expected, "tags": tags}, observed).changes == ()


@given(definition=legal_definitions())
@settings(max_examples=max(1, settings().max_examples // 5))
def test_members_that_aws_invents_are_no_difference_and_hide_none(world: World, definition: Json) -> None:
    world.knobs(era="tomorrow")
    arn = call(world, "RegisterTaskDefinition", definition)["taskDefinition"]["taskDefinitionArn"]
    observed = call(world, "DescribeTaskDefinition", {"taskDefinition": arn})
    assert compare(definition, observed).changes == ()
    other = deepcopy(definition)
    other["containerDefinitions"][0]["image"] += "-other"
    name = other["containerDefinitions"][0]["name"]
    (change,) = compare(other, observed).changes
    assert change.path == element_path("containerDefinitions", name) + ".image"
