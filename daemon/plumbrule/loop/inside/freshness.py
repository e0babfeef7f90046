"""How fresh what is said of each target is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.probe import Readiness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.loop.shell import Shell

INTERVALS: Final = 2
"""A sweep that is older than so many intervals is missed."""


def readiness(shell: Shell) -> Mapping[str, Readiness]:
    """Each target of the settings."""
    world = shell.world
    now, limit = world.clock.monotonic(), INTERVALS * world.pace.sweep.total_seconds()
    ended = {target: shell.sweeps.ended(target) for target in world.targets}
    return {target: Readiness(None if one is None else now - one.at, limit) for target, one in ended.items()}
