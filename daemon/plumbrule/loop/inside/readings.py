"""Gauges, read when somebody asks: a copy of what the loop remembers, and nothing that asks a disk or AWS."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from plumbrule.loop.census import SOURCES
from plumbrule.loop.inside.freshness import readiness
from plumbrule.model import metrics
from plumbrule.model.finding import Severity
from plumbrule.model.incident import Kind, Urgency
from plumbrule.model.running import Running
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.loop.intake import Intake
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.verified import Round
    from plumbrule.model.ids import TargetName
    from plumbrule.model.metric import Labels, Metric, Readings


class Gauges:
    """What a shell holds, as numbers; findings are counted once for each commit, what tasks lack once for each round.

    Labels from closed sets are all there, with 0 where there is nothing, so that an alert can tell 0 from silence.
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._findings: tuple[Intake | None, Mapping[Labels, int]] = (None, {})
        self._missing: dict[TargetName, tuple[Round, int]] = {}

    def readings(self) -> Readings:
        """All of them now."""
        return {**self._daemon(), **self._targets(), **self._families(), **self._people(), **self._dependencies()}

    def _daemon(self) -> dict[Metric, Mapping[Labels, float]]:
        shell, now = self._shell, self._shell.world.clock.monotonic()
        heard = shell.tallies.heard
        troubled = any(shell.standings.troubles(where) for where in SOURCES)
        return {
            metrics.ALIVE: {(): int(shell.pulse.alive(now))},
            metrics.QUEUE_DEPTH: {(): shell.queue.depth()},
            metrics.SOURCE_TROUBLED: {(): int(troubled)},
            metrics.SOURCE_HEARD: {} if heard is None else {(): heard.timestamp()},
            metrics.FINDINGS: self._of_intake(),
            metrics.SWEEP_INTERVAL: {(): shell.world.pace.sweep.total_seconds()},
        }

    def _targets(self) -> dict[Metric, Mapping[Labels, float]]:
        shell, fresh = self._shell, readiness(self._shell)
        now = shell.world.clock.now().timestamp()
        ended = {target: shell.sweeps.ended(target) for target in shell.world.targets}
        return {
            metrics.READY: {(target,): int(one.is_ready) for target, one in fresh.items()},
            metrics.TROUBLED: {(target,): int(bool(shell.standings.troubles(target))) for target in fresh},
            metrics.SWEEP_ENDED: {(name,): 0 if one.age is None else now - one.age for name, one in fresh.items()},
            metrics.SWEEP_SECONDS: {(target,): one.took for target, one in ended.items() if one is not None},
        }

    def _families(self) -> dict[Metric, Mapping[Labels, float]]:
        shell, targets = self._shell, tuple(self._shell.world.targets)
        states, gates, running = (Counter[tuple[str, str]]() for _ in range(3))
        for key, kept in shell.standings.all().items():
            states[key.target, kept.state.value] += 1
            gates.update((key.target, gate.value) for gate in kept.gates)
        for target in targets:
            running.update((target, one.rollout.running.value) for one in shell.world.fleets.all(target).values())
        return {
            metrics.FAMILIES: _whole(states, targets, State),
            metrics.FAMILIES_HELD: _whole(gates, targets, Gate),
            metrics.FAMILIES_RUNNING: _whole(running, targets, Running),
        }

    def _people(self) -> dict[Metric, Mapping[Labels, float]]:
        tallies, sinks = self._shell.tallies, [sink.name for sink in self._shell.world.manners.sinks]
        return {
            metrics.INCIDENTS: _whole(tallies.incidents, Kind, Urgency),
            metrics.OUTBOX_WAITING: {(sink,): tallies.waiting.get(sink, 0) for sink in sinks},
            metrics.OUTBOX_DEAD: {(sink,): tallies.dead.get(sink, 0) for sink in sinks},
        }

    def _dependencies(self) -> dict[Metric, Mapping[Labels, float]]:
        rounds = {target: self._shell.verified.of(target) for target in self._shell.world.targets}
        made = {target: one for target, one in rounds.items() if one is not None}
        return {
            metrics.DEPENDENCIES_MISSING: {(target,): self._lacks(target, one) for target, one in made.items()},
            metrics.VERIFIED: {(target,): one.at.timestamp() for target, one in made.items()},
        }

    def _lacks(self, target: TargetName, made: Round) -> int:
        known = self._missing.get(target)
        if known is None or known[0] is not made:
            known = self._missing[target] = (made, len(made.missing))
        return known[1]

    def _of_intake(self) -> Mapping[Labels, int]:
        intake = self._shell.intake
        if intake is None:
            return {}
        if self._findings[0] is not intake:
            found = Counter((one.severity.value,) for one in intake.all_findings)
            self._findings = (intake, {(severity.value,): found[severity.value,] for severity in Severity})
        return self._findings[1]


def _whole(found: Mapping[tuple[str, str], int], first: Iterable[str], second: Iterable[str]) -> dict[Labels, float]:
    """Every pair; of what is in no closed set any more, such as a target that left the settings, nothing."""
    others = tuple(second)
    return {(str(one), str(other)): found.get((str(one), str(other)), 0) for one in first for other in others}
