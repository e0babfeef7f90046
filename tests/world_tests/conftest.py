"""One world per test process, emptied before every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world.client import World
from tests.world_tests.clients import Aws

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def running_world() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def world(running_world: World) -> World:
    running_world.reset()
    return running_world


@pytest.fixture
def ecs(world: World) -> Iterator[Aws]:
    with Aws(world.url) as client:
        yield client


@pytest.fixture
def sts(world: World) -> Iterator[Aws]:
    with Aws(world.url, "sts") as client:
        yield client
