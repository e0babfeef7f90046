"""Satisfies `ports.Inside`: what the loop holds, what was counted, and what the kernel says, on one page."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from plumbrule.edge.telemetry.exposition import exposition
from plumbrule.edge.telemetry.process import process_readings
from plumbrule.loop.inside import Gauges, readiness, with_zeros
from plumbrule.model.metrics import BUCKET_LEVEL, BUILD, METRICS
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.loop.shell import Shell
    from plumbrule.model.ids import TargetId
    from plumbrule.model.metric import Metric, Series
    from plumbrule.model.probe import Readiness


class ShellInside:
    """One shell, seen from outside.

    Args:
        shell: whose inside it is.
        levels: how full each bucket of an account and Region is, by its kind.
    """

    def __init__(self, shell: Shell, levels: Callable[[TargetId], Mapping[str, float]]) -> None:
        self._shell, self._levels = shell, levels
        self._gauges = Gauges(shell)

    def standstills(self) -> tuple[str, ...]:
        """See `ports.Inside`."""
        return self._shell.pulse.standstills(self._shell.world.clock.monotonic())

    def readiness(self) -> Mapping[str, Readiness]:
        """See `ports.Inside`."""
        return readiness(self._shell)

    def metrics(self) -> str:
        """See `ports.Inside`."""
        own: dict[Metric, Series] = {
            BUILD: {(__version__, platform.python_version()): 1},
            BUCKET_LEVEL: self._buckets(),
        }
        world = self._shell.world
        counted = with_zeros(world.meter.readings(), world.targets)
        return exposition(METRICS, {**counted, **self._gauges.readings(), **own, **process_readings()})

    def _buckets(self) -> Series:
        targets = self._shell.world.targets.items()
        return {(name, kind): tokens for name, one in targets for kind, tokens in self._levels(one.target.id).items()}
