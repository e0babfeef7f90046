"""Who is looked at because something else happened: another snapshot, or a family that they waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.loop.upstream import dependents
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.world import World
    from plumbrule.model.outcome import PassOutcome

OF_COMMITS: Final = frozenset({Gate.UNSIGNED, Gate.LIMITED})
"""Gates that look at the commit, and not only at what it says of one family."""


def queue_changed(shell: Shell, world: World, before: Intake | None, now: Intake) -> None:
    """What another snapshot changed, ahead of any sweep; everything under other settings."""
    if before is None or before.generation != now.generation:
        for target in world.targets:
            shell.ask_sweep(target)
        return
    promoting = any(ports.policy.after for ports in world.targets.values())
    for key in now.changed_since(before) | (now.reworded_since(before) if promoting else set()):
        shell.queue.put(key.target, key, first=True)
    if now.commit != before.commit:
        _queue_held(shell)


def queue_waiting(shell: Shell, outcome: PassOutcome) -> None:
    """Those that waited for the family of this pass."""
    is_settled = outcome.state is State.IN_SYNC and outcome.look_again is None
    waves = shell.world.waves
    waves.seen(outcome.key)
    for key in waves.released(outcome.key, is_settled=is_settled):
        shell.ask(key)
    if is_settled and not outcome.unchanged and shell.intake is not None:
        for key in dependents(shell.world, shell.intake, outcome.key):
            shell.ask(key)


def _queue_held(shell: Shell) -> None:
    """Another commit may be signed, and change fewer families, although it leaves a file as it was."""
    for key, remembered in shell.standings.all().items():
        if OF_COMMITS.intersection(remembered.gates):
            shell.ask(key)
