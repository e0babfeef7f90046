"""Rounds over all targets, each in a thread of its own: slow, and never in the way of a pass or of another target."""

from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING, Final

from plumbrule.loop.inquiry import Stopped
from plumbrule.loop.lacking import summary, told
from plumbrule.loop.verifying import agreed_subjects, stated, verify
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plumbrule.loop.shell import Shell
    from plumbrule.loop.verified import Round
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Family, TargetName
    from plumbrule.model.tree import Tree

LOOK_SECONDS: Final = 1.0
"""Between two looks whether a round is due: settings may have changed."""
AFTER_FAULT: Final = 900.0
"""Seconds until a target's next try after a fault of ours or of the journal."""


class Verifier:
    """Looks at what was agreed, target by target, once in `verify.every`.

    Args:
        shell: whose present World, and where what was found is kept.
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._due: dict[tuple[str, TargetName], float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="verifier", daemon=True)
        self._rounds: dict[TargetName, threading.Thread] = {}

    def start(self) -> None:
        """Begin; a target's first round comes after its first sweep."""
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """End after the question in hand, at most so long; whether it ended."""
        self._stopped.set()
        clock = self._shell.world.clock
        until = clock.monotonic() + seconds
        threads = [one for one in (self._thread, *self._rounds.values()) if one.is_alive()]
        for one in threads:
            one.join(max(0.0, until - clock.monotonic()))
        return not any(one.is_alive() for one in threads)

    def look(self) -> None:
        """Make the rounds that are due, one after the other."""
        for target in self._due_now():
            self._contained(target)

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            for target in self._due_now():
                if target not in self._rounds or not self._rounds[target].is_alive():
                    name = f"verify {target}"
                    thread = threading.Thread(target=self._contained, args=(target,), name=name, daemon=True)
                    self._rounds[target] = thread
                    thread.start()

    def _due_now(self) -> tuple[TargetName, ...]:
        """Targets that were swept, and whose round is due."""
        world = self._shell.world
        if not world.verification.enabled:
            return ()
        asked = (name for name, ports in world.targets.items() if ports.dependencies)
        now = world.clock.monotonic()
        return tuple(
            target
            for target in asked
            if self._is_known(world, target) and self._due.get((world.generation, target), now) <= now
        )

    def _is_known(self, world: World, target: TargetName) -> bool:
        """Whether it was swept, and what runs was looked at where that is done at all."""
        looked = not world.watches(target) or world.fleets.ended(target) > 0
        return self._shell.sweeps.finished(target) > 0 and looked

    def _contained(self, target: TargetName) -> None:
        world, name = self._shell.world, f"verify {target}"
        place, now = (world.generation, target), world.clock.monotonic()
        try:
            self._round(target)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 - a thread that dies of it would look no more
            self._due[place] = now + AFTER_FAULT
            if self._shell.standings.trouble(f"fault {name}", str(error)):
                trace = "".join(traceback.format_exception(error))
                fields = {"name": name, "error": type(error).__name__, "message": str(error), "traceback": trace}
                self._say(Event.FAILURE_CONTAINED, Level.ERROR, **fields)
        else:
            self._due[place] = now + world.verification.every.total_seconds()
            if self._shell.standings.trouble(f"fault {name}", None):
                self._say(Event.FAILURE_ENDED, Level.INFO, name=name)

    def _round(self, target: TargetName) -> None:
        world = self._shell.world
        ports, before, begun = world.targets[target], self._shell.verified.of(target), world.clock.monotonic()
        if ports.dependencies is None:
            return
        families = sorted(world.journal.agreed_families(target))
        made = verify(
            ports.target.id,
            ports.dependencies,
            agreed_subjects(world.journal, ports.target, families),
            world.verification,
            world.clock,
            self._stopped.wait,
            _clusters(world, target),
            before,
        )
        self._shell.verified.put(target, made)
        for notice in told(target, before, made):
            self._shell.say(notice)
        self._tell_permissions(target, made)
        self._say(Event.VERIFICATION_FINISHED, Level.INFO, **summary(target, made, world.clock.monotonic() - begun))
        self._shell.ask_remind()

    def _tell_permissions(self, target: TargetName, made: Round) -> None:
        """Once for each action, and once when it is allowed."""
        known = self._shell.standings.troubles(f"verify {target}")
        for action, words in made.denied.items():
            if self._shell.standings.trouble(f"verify {target}", action):
                fields = {"target": target, "action": action, "message": words}
                self._say(Event.VERIFICATION_DENIED, Level.WARNING, **fields)
        allowed = [action for action in known if action not in made.denied]
        if allowed:
            self._shell.standings.trouble(f"verify {target}", None)
            for action in made.denied:
                self._shell.standings.trouble(f"verify {target}", action)
        for action in allowed:
            self._say(Event.VERIFICATION_ALLOWED, Level.INFO, target=target, action=action)

    def _say(self, event: Event, level: Level, **fields: Tree) -> None:
        self._shell.say(Notice(event, level, fields))


def _clusters(world: World, target: TargetName) -> Callable[[Family], Sequence[str]]:
    """Where tasks of a family are asked: in clusters that are stated, else where the last look saw it."""
    policy = world.targets[target].policy
    if not world.verification.tasks:
        return stated(())
    if policy.clusters is not None:
        return stated(policy.clusters)
    return lambda family: sorted({use.cluster for use in world.fleets.uses(Key(target, family))})
