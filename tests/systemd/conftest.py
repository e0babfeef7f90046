"""One endpoint for all of them, and machines that are gone when a test is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.systemd.installed import Installed
from tests.systemd.machine import why_not
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    with World.start() as started:
        yield started


@pytest.fixture
def installed(tmp_path: Path, world: World) -> Iterator[Callable[..., Installed]]:
    """Makes a machine that is not started yet; see `Installed`."""
    if reason := why_not():
        pytest.skip(f"another systemd cannot be run here: {reason}")
    made: list[Installed] = []

    def make(**changes: Any) -> Installed:  # noqa: ANN401 - any argument
        root = tmp_path / str(len(made))
        root.mkdir()
        made.append(Installed(root, world.url, **changes))
        return made[-1]

    yield make
    for machine in made:
        machine.stop()
