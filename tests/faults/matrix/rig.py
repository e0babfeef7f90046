"""Two targets, three families, a real journal, real workers; one port of the sick target fails."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import open_journal
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import Workers
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.event import Event
from plumbrule.model.ids import Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.state import Gate, State
from plumbrule.model.target_policy import AfterLostAnswer, Route, TargetPolicy
from tests.builders.clocks import T0
from tests.builders.definitions import as_text, container, definition
from tests.builders.notices import Heard
from tests.builders.sources import Shelf
from tests.faults.matrix.failing import Failing, Fault
from tests.loop.stage import HANDS_FREE, services_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from plumbrule.edge.aws.sessions import Clients
    from plumbrule.ports import Journal, Notifier, Revisions, Services, Source
    from tests.world.client import World as Endpoint

ACCOUNT: Final = "123456789012"
SICK, WELL = TargetName("sick"), TargetName("well")
REGIONS: Final[Mapping[TargetName, str]] = {SICK: "eu-west-1", WELL: "eu-central-1"}
FAMILIES: Final = ("a", "b", "c")
PLAN: Final = "plumbrule:plan"
RATE: Final = 500.0
"""Seconds on the rig's clock for each real one: a minute's wait takes 120 ms."""
SECONDS: Final = 120.0
"""Real ones, for anything that has to happen."""
TICK: Final = 0.01
TICKS_PER_SWEEP: Final = 25

POLICY: Final = TargetPolicy(
    auto=frozenset({State.MISSING, State.SPEC_AHEAD}),
    routes=(Route("**"),),
    after_lost_answer=AfterLostAnswer.RETRY,
    visibility=timedelta(seconds=60),
)
PACE: Final = Pace(
    back_off_first=timedelta(seconds=5), back_off_most=timedelta(seconds=60), max_age=timedelta(days=365)
)

TROUBLES: Final = (Event.SOURCE_FAILED, Event.TARGET_FAILED, Event.TARGET_STALLED, Event.FAILURE_CONTAINED)
ENDS: Final = (Event.SOURCE_RECOVERED, Event.TARGET_RECOVERED, Event.FAILURE_ENDED)


class QuickClock:
    """A real clock that runs `RATE` times as fast."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def now(self) -> datetime:
        """See `ports.Clock`."""
        return T0 + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """See `ports.Clock`."""
        return (time.monotonic() - self._start) * RATE


class Rig:
    """One play.

    Args:
        root: where the journal goes.
        endpoint: where ECS answers.
        clients: of each target.
        port: the Protocol's name whose port fails; the revisions of the sick target only.
        fault: how.
    """

    def __init__(
        self, root: Path, endpoint: Endpoint, clients: Mapping[TargetName, Clients], port: str, fault: Fault | None
    ) -> None:
        self.endpoint, self.fault = endpoint, fault
        self.shelf, self.heard, self.clock, self.meter = Shelf(), Heard(), QuickClock(), Counts()
        self.shelf.heard = T0
        self.journal = open_journal(root / "journal.sqlite", writable=True)

        def failing(name: str, inner: object) -> object:
            return Failing(inner, fault if name == port else None)

        def ports(name: TargetName) -> TargetPorts:
            inner = self._revisions(clients[name], name)
            revisions = cast("Revisions", failing("Revisions", inner) if name == SICK else inner)
            services = services_of(inner, self.clock)
            sick = cast("Services", failing("Services", services) if name == SICK else services)
            return TargetPorts(target_of(name), POLICY, revisions, sick)

        world = World(
            generation="g1",
            instance=Instance("matrix"),
            pace=PACE,
            bounds=DEFAULT_BOUNDS,
            shape=api_shape(),
            source=cast("Source", failing("Source", self.shelf)),
            targets={name: ports(name) for name in REGIONS},
            journal=cast("Journal", failing("Journal", self.journal)),
            notifier=cast("Notifier", failing("Notifier", self.heard)),
            clock=self.clock,
            meter=self.meter,
            origin="shelf",
            policy=HANDS_FREE,
        )
        runs = f"arn:aws:ecs:{REGIONS[SICK]}:{ACCOUNT}:task-definition/a:1"
        rows = [{"serviceName": "front", "taskDefinition": runs}]
        endpoint.put_services("shop", rows, account=ACCOUNT, region=REGIONS[SICK])
        self.shell = Shell(world, WorkQueue(self.clock))
        self._workers = Workers(self.shell, 4)
        self._ticks = 0

    def _revisions(self, clients: Clients, name: TargetName) -> EcsRevisions:
        reads, writes = (Bucket(10_000, 1000.0, self.clock.monotonic) for _ in range(2))
        return EcsRevisions(clients, REGIONS[name], reads, writes)

    # What authors, operators and the network do.

    def edit(self, version: int, *families: str) -> None:
        """A commit that gives families (all without a name) another image; the answers for b are lost."""
        for family in families or FAMILIES:
            one = definition(family, containerDefinitions=[container(image=f"app:{version}")])
            self.shelf.files[f"{family}.json"] = as_text(one)
        if not families:
            region = REGIONS[SICK]
            self.endpoint.fail("RegisterTaskDefinition", "lost_answer", family="b", region=region)

    def reload(self, generation: str) -> None:
        """Other settings: credentials are proved again."""
        self.shell.swap(dataclasses.replace(self.shell.world, generation=generation))

    # What the daemon's threads do.

    def start(self) -> None:
        """Let the workers begin."""
        self._workers.start()

    def until(self, what: str, happened: Callable[[], bool]) -> None:
        """Be the timer until something has happened.

        Raises:
            AssertionError: it did not.
        """
        end = time.monotonic() + SECONDS
        while not happened():
            assert time.monotonic() < end, f"{what}: {self._shown()}"
            self._tick()
            time.sleep(TICK)

    def close(self) -> bool:
        """Stop; whether every worker was alive until then and none was stuck."""
        alive = all(thread.is_alive() for thread in self._workers._threads)
        clean = self._workers.stop(SECONDS * RATE)
        self.journal.close()
        return alive and clean

    def _tick(self) -> None:
        self._ticks += 1
        self.shell.ask_source()
        if self._ticks % TICKS_PER_SWEEP == 0:
            for target in REGIONS:
                self.shell.ask_sweep(target)

    # What there is to see.

    def in_sync(self, target: TargetName, version: int, *families: str) -> bool:
        """Whether families (all without a name) of a target are settled with an image, by what the journal says."""
        return all(self._settled(key_of(target, family), version) for family in families or FAMILIES)

    def _settled(self, key: Key, version: int) -> bool:
        standing, agreed = self.shell.standings.of(key), self.journal.agreed(key)
        settled = self.journal.settled(key)
        if agreed is None or standing.state is not State.IN_SYNC or standing.fingerprint is None or settled is None:
            return False
        images = [one["image"] for one in cast("Any", agreed.definition)["containerDefinitions"]]
        return images == [f"app:{version}"] and settled.state is State.IN_SYNC and settled.gates == ()

    def refused(self, target: TargetName, family: str) -> bool:
        """Whether ECS refused the content and the family waits for other content."""
        settled = self.journal.settled(key_of(target, family))
        return settled is not None and Gate.INVALID in settled.gates

    def sweeps(self) -> int:
        """How many sweeps both targets have behind them."""
        return min(self.shell.sweeps.finished(target) for target in REGIONS)

    def plans(self) -> Counter[str]:
        """How often each plan was registered, as the endpoint wrote it down."""
        return Counter(one.tags[PLAN] for one in self.endpoint.log())

    def made(self, target: TargetName, family: str) -> list[str]:
        """The images that were registered, in order."""
        found = [one for one in self.endpoint.log() if (one.region, one.family) == (REGIONS[target], family)]
        return [one.definition["containerDefinitions"][0]["image"] for one in found]

    def troubles(self) -> list[tuple[Event, object]]:
        """What went wrong as it was told: the event, and where."""
        return [
            (one.event, one.fields.get("where", one.fields.get("name")))
            for one in list(self.heard.notices)
            if one.event in TROUBLES
        ]

    def ends(self) -> list[tuple[Event, object]]:
        """What works again as it was told: the event, and where."""
        fields = ("where", "name", "target")
        return [
            (one.event, next((one.fields[field] for field in fields if field in one.fields), "source"))
            for one in list(self.heard.notices)
            if one.event in ENDS
        ]

    def _shown(self) -> str:
        states = {str(key): f"{kept.state} {kept.fingerprint}" for key, kept in self.shell.standings.all().items()}
        settled = {str(key): self.journal.settled(key) for key in self.shell.standings.all()}
        fired = self.fault.fired if self.fault else 0
        told = [f"{one.event} {dict(one.fields)}" for one in self.heard.notices if one.event in (*TROUBLES, *ENDS)]
        return f"fired {fired}, {states}, {settled}, {told[-6:]}, depth {self.shell.queue.depth()}"


def target_of(name: TargetName) -> Target:
    """A target as the settings state it."""
    return Target(name, TargetId("aws", ACCOUNT, REGIONS[name]))


def key_of(target: TargetName, family: str) -> Key:
    """A family of a target."""
    return Key(target, Family(family))
