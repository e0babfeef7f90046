"""One world for all command-line tests of a worker, forgotten before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world.client import World

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
