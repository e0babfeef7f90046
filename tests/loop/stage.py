"""The loop on a stage: a real Shell over a real endpoint, a real client and a real journal, driven by hand."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.services import EcsServices
from plumbrule.edge.aws.sessions import open_clients
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import memory_journal
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import do
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.ids import Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.policy import BlastRadius, Clause, Consent, Policy
from plumbrule.model.state import State
from plumbrule.model.target_policy import Route, TargetPolicy
from tests.builders.clocks import HandClock
from tests.builders.definitions import Definition, as_text
from tests.builders.notices import Heard
from tests.builders.sources import Shelf
from tests.loop.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pytest

    from plumbrule.loop.names import Name
    from plumbrule.model.revision import Listed, Observed, Revision
    from plumbrule.model.tree import Object
    from plumbrule.ports import Clock, Journal
    from tests.world.client import CallSeen, Registered
    from tests.world.client import World as Endpoint

PROD = TargetName("prod")
REGION = "eu-west-1"
AUTO = frozenset({State.MISSING, State.SPEC_AHEAD})
POLICY = TargetPolicy(auto=AUTO, routes=(Route("**"),))
HANDS_FREE = Policy(clauses=(Clause(Consent.AUTO),), blast_radius=BlastRadius(families=10_000, share=1.0))
"""Whatever a state allows, no change asks anybody: what a stage begins with."""
MOST_WORK = 2000
"""Names one `run` may take; more means that something queues itself for ever."""

_accounts = count(100_000_000_001)


def new_account(monkeypatch: pytest.MonkeyPatch) -> str:
    """An account nobody used yet, and credentials of it in the environment."""
    account = str(next(_accounts))
    use_account(monkeypatch, account)
    return account


def use_account(monkeypatch: pytest.MonkeyPatch, account: str) -> None:
    """Credentials of `account`: the endpoint takes the account from the key's twelve digits."""
    for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", f"AKIA{account}")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nobody-checks-it")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")


def revisions_at(
    url: str,
    clock: HandClock,
    *,
    reads: tuple[int, float] = (10_000, 1000.0),
    writes: tuple[int, float] = (10_000, 1.0),
    region: str = REGION,
) -> EcsRevisions:
    """The real adapter; each bucket as (burst, per second)."""
    clients = open_clients(Access(region, "stage", endpoint_url=url, connections=4))
    return EcsRevisions(clients, region, Bucket(*reads, clock.monotonic), Bucket(*writes, clock.monotonic))


def services_of(revisions: EcsRevisions, clock: Clock, burst: int = 10_000) -> EcsServices:
    """The real adapter for what runs, over the same connections."""
    buckets = [Bucket(burst, 1000.0, clock.monotonic) for _ in range(2)]
    return EcsServices(revisions.clients.ecs, *buckets)


class Watched:
    """A real `ports.Revisions` with something happening just before a call, or a definition changed on its way."""

    def __init__(self, inner: EcsRevisions) -> None:
        self.inner = inner
        self.before: dict[str, Callable[[Any], object]] = {}
        self.sending: Callable[[Object], Object] = lambda definition: definition

    def identity(self) -> TargetId:
        return self.inner.identity()

    def admit(self) -> None:
        self.inner.admit()

    def latest(self, family: Family) -> Observed:
        self._happen("latest", family)
        return self.inner.latest(family)

    def listed(self, token: str | None) -> Listed:
        self._happen("listed", token)
        return self.inner.listed(token)

    def numbered(self, family: Family, number: int) -> Revision | None:
        self._happen("numbered", number)
        return self.inner.numbered(family, number)

    def highest(self, family: Family) -> int:
        return self.inner.highest(family)

    def reserve(self) -> None:
        self._happen("reserve", None)
        self.inner.reserve()

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        self._happen("register", definition)
        return self.inner.register(self.sending(definition), tags)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        self._happen("tag", tags)
        self.inner.tag(arn, tags)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        self._happen("untag", keys)
        self.inner.untag(arn, keys)

    def _happen(self, call: str, argument: object) -> None:
        if happens := self.before.get(call):
            happens(argument)


class Stage:
    """One target of its own account, with a shelf of files for a repository.

    Args:
        endpoint: where ECS answers.
        account: whose revisions the target holds.
        journal: a journal known before; without one it is a new one in memory.
        buckets: reads and writes as `revisions_at` has them.
        changes: fields of the World.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        account: str,
        *,
        journal: Journal | None = None,
        policy: TargetPolicy = POLICY,
        policy_of_all: Policy = HANDS_FREE,
        buckets: Mapping[str, Any] | None = None,
        **changes: Any,  # noqa: ANN401 - any field
    ) -> None:
        self.endpoint = endpoint
        self.account = account
        self.shelf, self.clock, self.heard, self.meter = Shelf(), HandClock(), Heard(), Counts()
        self.ecs = Watched(revisions_at(endpoint.url, self.clock, **(buckets or {})))
        self.journal = journal or memory_journal()
        target = Target(PROD, TargetId("aws", account, REGION))
        start = {
            "generation": "g1",
            "instance": Instance("stage"),
            "pace": Pace(back_off_first=timedelta(seconds=5), back_off_most=timedelta(minutes=15)),
            "bounds": DEFAULT_BOUNDS,
            "shape": api_shape(),
            "source": self.shelf,
            "targets": {PROD: TargetPorts(target, policy, self.ecs, services_of(self.ecs.inner, self.clock))},
            "journal": self.journal,
            "notifier": self.heard,
            "clock": self.clock,
            "meter": self.meter,
            "policy": policy_of_all,
        }
        self.shell = Shell(World(**{**start, **changes}), WorkQueue(self.clock))
        self._taking = Taking(self.shell.queue)

    # What authors and operators do.

    def put(self, *definitions: Definition, folder: str = "specs") -> None:
        """Write definitions as native files named after their families."""
        for each in definitions:
            self.shelf.files[f"{folder}/{each['family']}.json"] = as_text(each)

    def reload(self, **changes: Any) -> None:  # noqa: ANN401 - any field
        """Swap in a World with some fields changed, as SIGHUP does."""
        self.shell.swap(dataclasses.replace(self.shell.world, **changes))
        self.run()

    # What the daemon's threads do.

    def read(self) -> None:
        """Look at the source and do everything that follows at once."""
        self.shell.ask_source()
        self.run()

    def sweep(self) -> None:
        """Sweep the target and do everything that follows at once."""
        self.shell.ask_sweep(PROD)
        self.run()

    def wait(self, seconds: float) -> None:
        """Let time pass and do what has become due."""
        self.clock.advance(seconds)
        self.run()

    def run(self) -> None:
        """Work, as the workers do, until nothing is due.

        Raises:
            AssertionError: something queues itself for ever.
        """
        for _ in range(MOST_WORK):
            taken = self._taking.take()
            if taken is None:
                return
            lane, name = cast("tuple[str, Name]", taken)
            do(self.shell, lane, name)
        raise AssertionError("something queues itself for ever")

    # What is there to see.

    def key(self, family: str = "web") -> Key:
        return Key(PROD, Family(family))

    def state(self, family: str = "web") -> State:
        return self.shell.standings.of(self.key(family)).state

    def gates(self, family: str = "web") -> list[str]:
        """The gates of the last pass that was settled."""
        settled = self.journal.settled(self.key(family))
        return [gate.value for gate in settled.gates] if settled else []

    def made(self, family: str = "web") -> list[Registered]:
        """Everything that was ever registered in the account, by hand or not."""
        return [one for one in self.endpoint.log() if (one.account, one.family) == (self.account, family)]

    def ours(self, family: str = "web") -> list[Registered]:
        """What this stage registered."""
        return [one for one in self.made(family) if one.tags.get("plumbrule:instance") == "stage"]

    def calls(self, operation: str) -> list[CallSeen]:
        """The calls of one operation with credentials of the account."""
        return [
            one for one in self.endpoint.calls().recent if (one.account, one.operation) == (self.account, operation)
        ]

    def tags(self, family: str = "web") -> dict[str, str]:
        """The tags of the family's latest ACTIVE revision, as the endpoint has them."""
        shown = [
            one
            for one in self.endpoint.dump()
            if f":{self.account}:task-definition/{family}:" in one["taskDefinition"]["taskDefinitionArn"]
            and one["taskDefinition"]["status"] == "ACTIVE"
        ]
        return dict(shown[-1]["tags"])

    # What others do.

    def by_hand(self, definition: Definition, **tags: str) -> str:
        """Somebody else registers a definition; the ARN."""
        return self.endpoint.register_by_hand(definition, account=self.account, region=REGION, tags=tags or None)

    def fail(self, operation: str, kind: str, times: int = 1, **more: object) -> None:
        """The next calls of the account fail."""
        self.endpoint.fail(operation, kind, times, account=self.account, **more)

    def close(self) -> None:
        """Release what was opened."""
        self.ecs.inner.clients.close()
        self.journal.close()
