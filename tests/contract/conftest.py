"""Starts the world and moto once per test process and empties them before every test."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING, Literal, cast

import pytest

from tests.aws.fixtures import moto_url
from tests.contract.endpoints import Endpoint
from tests.world.client import World
from tests.world_tests.clients import Aws

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ("moto_url",)


@pytest.fixture(scope="session")
def running_world() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture(params=["world", "moto"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    name = cast("Literal['world', 'moto']", request.param)
    if name == "world":
        world: World = request.getfixturevalue("running_world")
        world.reset()
        url = world.url
    else:
        url = request.getfixturevalue("moto_url")
        with urllib.request.urlopen(f"{url}/moto-api/reset", b"", timeout=30) as answer:
            assert answer.status == 200
    with Aws(url) as ecs:
        yield Endpoint(name, url, ecs)
