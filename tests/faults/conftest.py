"""One world per test process, emptied before every test; each test has its own repository, journal and daemons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.scene import Scene
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def running_world() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def scene(running_world: World, tmp_path: Path) -> Iterator[Scene]:
    """A scene whose daemons neither faulted nor threw anything at their log."""
    running_world.reset()
    scene = Scene(tmp_path, running_world)
    yield scene
    scene.close()
    for daemon in scene.runs:
        assert "Traceback" not in daemon.log.read_text()
        assert daemon.events("failure_contained") == []
        assert [line for line in daemon.log.read_text().splitlines() if not line.startswith("{")] == []
