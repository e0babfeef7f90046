"""The shell: what each queued name means, one method each.

What a failure costs is in `containment.py`, and what ends it in `recovery.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.loop.census import take_census
from plumbrule.loop.fleet.looking import look_on
from plumbrule.loop.inside.tallies import Tallies, tallied
from plumbrule.loop.intake import Intake, take_in
from plumbrule.loop.lasting import Lasting
from plumbrule.loop.listing import Listings
from plumbrule.loop.names import SOURCE_LANE, LookAtServices, Name, ReadSource, Remind, SweepTarget
from plumbrule.loop.one_pass import one_pass
from plumbrule.loop.proving import Proofs
from plumbrule.loop.pulse import Limits, Pulse
from plumbrule.loop.reminding import reminders
from plumbrule.loop.requeue import queue_changed, queue_waiting
from plumbrule.loop.standings import Standings
from plumbrule.loop.sweep import Sweeps
from plumbrule.loop.sweeping import sweep_on
from plumbrule.loop.unfailing import unfailing
from plumbrule.loop.verified import Verified
from plumbrule.loop.waves import begin_waves
from plumbrule.model.ids import Key, TargetName
from plumbrule.model.metrics import PASS_SECONDS
from plumbrule.model.outcome import FoundLater, Registered

if TYPE_CHECKING:
    from plumbrule.loop.queue import WorkQueue
    from plumbrule.loop.world import World
    from plumbrule.model.event import Notice
    from plumbrule.model.outcome import PassOutcome


SERVICES_AFTER: Final = 5.0
"""Seconds from a registration to a look at who runs something older: those of one commit are one look."""


class Shell:
    """Holds the present World and what was last taken in; every method may run in any worker.

    Args:
        world: the World to begin with; `swap` replaces it.
        queue: where names wait.
    """

    def __init__(self, world: World, queue: WorkQueue) -> None:
        self._lasting = Lasting()
        self.world = self._completed(world)
        self.pulse = Pulse(world.clock.monotonic(), _limits(world))
        self.queue = queue
        self.standings = Standings()
        self.sweeps = Sweeps()
        self.listings = Listings()
        self.verified = Verified()
        self.intake: Intake | None = None
        self.proofs = Proofs()
        self.tallies = Tallies()
        self._token: str | None = None

    def swap(self, world: World) -> None:
        """Take a new World: passes under way end with the old one, everything is looked at again."""
        self.world = self._completed(world)
        self.pulse.limits = _limits(world)
        self.sweeps.abandon()
        self.listings.abandon()
        self.standings.distrust()
        self.ask_source()

    def ask_source(self) -> None:
        """Queue a look at the source; called by watcher, timer and signals."""
        self.queue.put(SOURCE_LANE, ReadSource())

    def ask_sweep(self, target: TargetName, *, after: float = 0.0) -> None:
        """Queue a step of a sweep; called by the timer, after the first snapshot, and by the step before."""
        self.queue.put(target, SweepTarget(target), after=after)

    def ask_services(self, target: TargetName, *, after: float = 0.0) -> None:
        """Queue a step of a look at what runs; called at the end of a sweep, after a registration, and by events.

        It has a lane of its own, so that neither waits for the other's bucket.
        """
        if self.world.watches(target):
            self.queue.put(f"{target} services", LookAtServices(target), after=after)

    def has_looked(self, target: TargetName) -> bool:
        """Whether a look at what runs has ended, however, or nobody has to look."""
        return not self.world.watches(target) or self.world.fleets.ended(target) > 0

    def ask_remind(self) -> None:
        """Queue a look at what time has to say; called by the timer and at the end of each sweep."""
        self.queue.put(SOURCE_LANE, Remind())

    def ask(self, key: Key) -> None:
        """Queue a family before all others, to be judged whatever is known of it: somebody said something about it."""
        self.standings.doubt(key)
        self.queue.put(key.target, key, first=True)

    def look_anew(self, key: Key) -> None:
        """Queue a family of which an event has come: ECS is asked for it, whatever a listing vouches for."""
        self.standings.name(key)
        self.ask(key)

    def work(self, name: Name) -> None:
        """Do one queued thing. Raises what the ports raise."""
        match name:
            case ReadSource():
                self._read_source()
            case SweepTarget(target):
                self._sweep(target)
            case LookAtServices(target):
                self._look_at_services(target)
            case Remind():
                self._remind()
            case Key():
                self._look_at(name)
            case _ as never:
                assert_never(never)

    def after_pass(self, outcome: PassOutcome) -> None:
        """Count a pass into its sweep and queue the next look where one is wanted."""
        if outcome.look_again is not None:
            self.queue.put(outcome.key.target, outcome.key, after=outcome.look_again.total_seconds())
        self._lasting.breakers.seen(outcome.key)
        self.end_sweep(outcome.key.target, self.sweeps.note(outcome, self.world.clock.monotonic()))
        for key in self._lasting.breakers.released(outcome.key.target):
            self.queue.put(key.target, key)
        queue_waiting(self, outcome)

    def say(self, notice: Notice | None) -> None:
        """Tell it, if there is anything to tell."""
        if notice is not None:
            self.world.notifier.tell(notice)

    def _completed(self, world: World) -> World:
        """What outlives a reload, and a notifier that cannot stop a worker."""
        return self._lasting.within(replace(world, notifier=unfailing(world.notifier, world.meter)))

    def _read_source(self) -> None:
        world, before = self.world, self.intake
        token = world.source.token()
        if before is None or token != self._token or not before.is_of(world):
            intake = take_in(world, before)
            begin_waves(world, intake)
            self.intake, self._token = intake, token
            queue_changed(self, world, before, intake)

    def _sweep(self, target: TargetName) -> None:
        world, intake = self.world, self.intake
        if intake is None or target not in world.targets:
            return
        self.say(self.proofs.prove(world, world.targets[target]))
        sweep_on(self, world, intake, target)

    def end_sweep(self, target: TargetName, summary: Notice | None) -> None:
        """Nothing, while the sweep is not over."""
        if summary is not None:
            self.say(summary)
            self.say(self._lasting.breakers.swept(target, self.world.clock.now().date()))
            self.ask_remind()
            self.ask_services(target)

    def _look_at_services(self, target: TargetName) -> None:
        world = self.world
        if target in world.targets:
            look_on(self, world, target)

    def _remind(self) -> None:
        """A survey reminds nobody."""
        if self.world.may_act:
            take_census(self)
            self.tallies = tallied(self.world)
            for notice in reminders(self.world, self.standings):
                self.say(notice)

    def _look_at(self, key: Key) -> None:
        world, intake = self.world, self.intake
        if intake is None or key.target not in world.targets:
            return
        ports = world.targets[key.target]
        self.say(self.proofs.prove(world, ports))
        began = world.clock.monotonic()
        outcome = one_pass(world, intake, self.standings, key)
        world.meter.time(PASS_SECONDS, world.clock.monotonic() - began, key.target)
        self.standings.worked(key.target)
        self.after_pass(outcome)
        if isinstance(outcome.acted, Registered | FoundLater) and world.watches(key.target):
            world.fleets.registered(key, outcome.acted.revision)
            self.ask_services(key.target, after=SERVICES_AFTER)


def _limits(world: World) -> Limits:
    pace = world.pace
    source = pace.standstill + pace.poll + pace.settling
    return Limits(source=source.total_seconds(), in_hand=pace.standstill.total_seconds())
