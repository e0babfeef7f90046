"""What the machine plays on: a real shell, real HTTP, a journal on disk, and a clock that is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import open_journal
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import do
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.ids import Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.state import State
from plumbrule.model.target_policy import AfterLostAnswer, Route, TargetPolicy
from tests.builders.clocks import T0
from tests.builders.notices import Heard
from tests.builders.sources import Shelf
from tests.loop.stage import HANDS_FREE
from tests.loop.taking import Taking

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.edge.aws.sessions import Clients
    from plumbrule.loop.names import Name
    from plumbrule.model.record import Settled
    from plumbrule.ports import Journal
    from tests.world.client import World as Endpoint

ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-1"
PROD: Final = TargetName("prod")
POLICY: Final = TargetPolicy(
    auto=frozenset({State.MISSING, State.SPEC_AHEAD}),
    routes=(Route("**"),),
    after_lost_answer=AfterLostAnswer.RETRY,
)
MOST_WORK: Final = 500
"""Names one run may take; more means that something queues itself for ever."""


class SteppingClock:
    """A `ports.Clock` whose wall can be stepped, as an administrator or NTP does, while monotonic time goes its way."""

    def __init__(self) -> None:
        self._now = T0
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """See `ports.Clock`."""
        return self._now

    def monotonic(self) -> float:
        """See `ports.Clock`."""
        return self._monotonic

    def pass_seconds(self, seconds: float) -> None:
        """Time passes."""
        self.step(seconds)
        self._monotonic += seconds

    def step(self, seconds: float) -> None:
        """Only the wall clock moves, either way."""
        self._now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Ground:
    """One example's world and the daemon in it; `restart` begins a new life over the same journal."""

    endpoint: Endpoint
    clients: Clients
    journal_file: Path
    clock: SteppingClock = field(default_factory=SteppingClock)
    shelf: Shelf = field(default_factory=Shelf)
    heard: Heard = field(default_factory=Heard)
    journal: Journal = field(init=False)
    shell: Shell = field(init=False)
    taking: Taking = field(init=False)

    def __post_init__(self) -> None:
        self.endpoint.reset()
        self._live()

    def restart(self) -> None:
        """The process ends and another one starts: nothing is left but the journal."""
        self.journal.close()
        self._live()

    def close(self) -> None:
        """Release the journal."""
        self.journal.close()

    def one(self) -> bool:
        """Do one thing that is due, as a worker would; False when there is none."""
        taken = self.taking.take()
        if taken is not None:
            lane, name = cast("tuple[str, Name]", taken)
            do(self.shell, lane, name)
        return taken is not None

    def all(self) -> None:
        """Do everything that is due now.

        Raises:
            AssertionError: something queues itself for ever.
        """
        if all(self.one() for _ in range(MOST_WORK)):
            raise AssertionError("something queues itself for ever")

    def poll_and_sweep(self) -> None:
        """What the timer asks for, and all that follows at once."""
        self.shell.ask_source()
        self.all()
        self.shell.ask_sweep(PROD)
        self.all()

    def pass_seconds(self, seconds: float) -> None:
        """Time passes here and in the endpoint."""
        self.clock.pass_seconds(seconds)
        self.endpoint.age(seconds)

    def state(self, family: str) -> State | None:
        """Where the last pass left the family; None when it is not looked at."""
        kept = self.shell.standings.all().get(Key(PROD, Family(family)))
        return kept.state if kept else None

    def settled(self, family: str) -> Settled | None:
        """The family's last transition."""
        return self.journal.settled(Key(PROD, Family(family)))

    def by_hand(self, definition: dict[str, Any]) -> int:
        """Somebody else registers; the number."""
        arn = self.endpoint.register_by_hand(definition, account=ACCOUNT, region=REGION)
        return int(arn.rpartition(":")[2])

    def _live(self) -> None:
        self.journal = open_journal(self.journal_file, writable=True)
        queue = WorkQueue(self.clock)
        self.shell, self.taking = Shell(self._world(), queue), Taking(queue)
        self.shell.ask_source()

    def _world(self) -> World:
        revisions = EcsRevisions(self.clients, REGION, self._bucket(), self._bucket())
        return World(
            generation="g1",
            instance=Instance("machine"),
            pace=Pace(back_off_first=timedelta(seconds=5), back_off_most=timedelta(minutes=1)),
            bounds=DEFAULT_BOUNDS,
            shape=api_shape(),
            source=self.shelf,
            targets={PROD: TargetPorts(Target(PROD, TargetId("aws", ACCOUNT, REGION)), POLICY, revisions)},
            journal=self.journal,
            notifier=self.heard,
            clock=self.clock,
            meter=Counts(),
            policy=HANDS_FREE,
        )

    def _bucket(self) -> Bucket:
        return Bucket(1000, 1000.0, self.clock.monotonic)
