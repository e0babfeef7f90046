"""What one commit would register by itself in each target: counted before the first one goes, so that it never drips.

Like the breaker, it holds families back while it is not known yet whether too many of them want to go.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.state import MAY_BE_AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Collection

    from plumbrule.core.tell.standing import Standing
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key, TargetName


@dataclass(slots=True)
class _Wave:
    """One target under one snapshot.

    Attributes:
        unseen: families that Git changed and that were not judged yet.
        wanting: those that would be registered; who was counted stays counted.
        held: who was refused because of it.
        canary: whom all of them wait for.
        is_counted: nothing was unseen any more, and who was held was looked at again.
    """

    families: int = 0
    unseen: set[Key] = field(default_factory=set)
    wanting: set[Key] = field(default_factory=set)
    held: set[Key] = field(default_factory=set)
    canary: Key | None = None
    is_counted: bool = False


class Waves:
    """The waves of all targets; safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets: dict[TargetName, _Wave] = {}

    def begin(self, target: TargetName, families: int, members: Collection[Key]) -> None:
        """A new snapshot: so many families in the target, and these may want to be registered."""
        with self._lock:
            held = self._targets.get(target, _Wave()).held
            self._targets[target] = _Wave(families, set(members), held=held)

    def judged(self, standing: Standing) -> None:
        """A family was judged."""
        with self._lock:
            wave = self._targets.setdefault(standing.key.target, _Wave())
            if standing.key in wave.unseen and standing.plan is not None and standing.state in MAY_BE_AUTOMATIC:
                wave.wanting.add(standing.key)
            wave.unseen.discard(standing.key)

    def seen(self, key: Key) -> None:
        """The pass of a family ended, however it ended: one that cannot be observed keeps no other waiting."""
        with self._lock:
            if wave := self._targets.get(key.target):
                wave.unseen.discard(key)

    def count(self, key: Key) -> tuple[int, int, int]:
        """Families of the target, how many of them want to go with `key`, and how many more may."""
        with self._lock:
            wave = self._targets.get(key.target, _Wave())
            return wave.families, len(wave.wanting | {key}), len(wave.unseen - wave.wanting - {key})

    def hold(self, key: Key, canary: Key | None) -> None:
        """The family was refused because of its wave."""
        with self._lock:
            wave = self._targets.setdefault(key.target, _Wave())
            wave.held.add(key)
            wave.canary = canary or wave.canary

    def released(self, key: Key, *, is_settled: bool) -> tuple[Key, ...]:
        """Who is to be looked at again after the pass of `key`: it was the last to be counted, or the canary."""
        with self._lock:
            wave = self._targets.get(key.target)
            if wave is None or wave.unseen:
                return ()
            is_canary = is_settled and key == wave.canary
            if wave.is_counted and not is_canary:
                return ()
            wave.is_counted, wave.canary = True, None if is_canary else wave.canary
            released, wave.held = tuple(sorted(wave.held)), set()
            return released


def begin_waves(world: World, intake: Intake) -> None:
    """Count anew what Git says that was not agreed. Raises JournalError."""
    for target in world.targets:
        agreed = world.journal.agreed_inputs(target)
        keys = intake.keys(target)
        members = {key for key in keys if agreed.get(key.family) != intake.specs[key].input_digest}
        world.waves.begin(target, len(keys), members)
