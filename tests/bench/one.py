"""`python -m tests.bench.one N [--revisions R] [--latency-ms L] [--speed S]`: one size in a process of its own.

Everything is real: a Git repository, settings, the journal on disk, HTTP, AWS's buckets, the shell and its workers.
`--speed` makes time go faster on both sides alike: AWS's rates and ours are multiplied, the latency is divided.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3

from plumbrule.app import build_world, real_parts
from plumbrule.loop.names import ReadSource
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.recorded import LOOK_BACK
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import Workers
from plumbrule.model.event import Level
from plumbrule.model.ids import TargetName
from plumbrule.settings.load import parse_settings
from plumbrule.settings.values import Rate
from tests.bench.cost import Costs
from tests.bench.families import ACCOUNT, REGION, families
from tests.bench.table import BURST, PER_SECOND
from tests.world.client import REPOSITORY, World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.event import Notice
    from plumbrule.settings.values import Settings, TargetSettings

PRODUCTION: Final = TargetName("production")
PAGE: Final = 100
"""Entries of a page of ListTaskDefinitions at most."""
MOST_SECONDS: Final = 3600.0
BARE_CALLS: Final = 300
CREDENTIALS: Final = {"AWS_ACCESS_KEY_ID": f"AKIA{ACCOUNT}BENCH", "AWS_SECRET_ACCESS_KEY": "bench"}
"""The endpoint takes the account from the key; they have to be in the environment, where the daemon looks for them."""


class Silence:
    """A notifier that costs nothing; only what a sweep says at its end is kept, and errors end the bench."""

    def __init__(self) -> None:
        self.states: Mapping[str, Any] = {}
        self.error = ""

    def tell(self, notice: Notice) -> None:
        """Keep a summary's states, or what went wrong."""
        states = notice.fields.get("states")
        self.states = dict(states) if isinstance(states, dict) else self.states
        if notice.level in {Level.ERROR, Level.WARNING}:
            self.error = f"{notice.event.value}: {notice.fields.get('message')}"


def main(words: Sequence[str]) -> None:
    """Measure one size and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.one", description=__doc__)
    parser.add_argument("families", type=int)
    parser.add_argument("--revisions", type=int, default=1)
    parser.add_argument("--latency-ms", type=float, default=20)
    parser.add_argument("--speed", type=float, default=1)
    options = parser.parse_args(words)
    with (
        tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder,
        World.start(latency_ms=options.latency_ms / options.speed) as world,
    ):
        size = Size(options.families, options.revisions, options.speed, options.latency_ms)
        print(json.dumps(measure(Path(folder), world, size)))


@dataclass(frozen=True, slots=True)
class Size:
    """What is measured.

    Attributes:
        families: how many, all of them in Git and in ECS.
        revisions: ACTIVE ones of each family.
        speed: by how much AWS's rates and ours are raised.
        latency_ms: of each call, before it is divided by the speed.
    """

    families: int
    revisions: int = 1
    speed: float = 1.0
    latency_ms: float = 0.0

    @property
    def pages(self) -> int:
        """Of a listing of everything."""
        return -(-self.families * self.revisions // PAGE)

    @property
    def cold(self) -> int:
        """Calls of a first sweep with a new journal: each family, and older revisions that might bear our tags."""
        return self.families * (1 + min(LOOK_BACK, self.revisions - 1))

    @property
    def warm(self) -> int:
        """Calls of a sweep over what is known."""
        return min(self.pages, self.families)

    @property
    def is_paged(self) -> bool:
        """Whether that is a listing."""
        return self.pages < self.families


def measure(root: Path, world: World, size: Size) -> dict[str, Any]:
    """Read, sweep cold and warm, start again and sweep; then ask as bare boto3 does."""
    _prepare(root, world, size)
    world.knobs(buckets=_buckets(size.speed))
    settings = _settings(root, root / "repository", world.url, size.speed)
    life = _Life(settings)
    costs = Costs(world, life.parts.meter)
    with costs.of("read", 0):
        life.shell.work(ReadSource())  # queues the first sweep, which nobody takes yet
    with costs.of("cold", size.cold):
        life.workers.start()
        life.wait_for_sweep(1)
    life.rest(size.speed)
    with costs.of("warm", size.warm, paged=size.is_paged):
        life.shell.ask_source()
        life.shell.ask_sweep(PRODUCTION)
        life.wait_for_sweep(2)
    life.end(size.families)
    del life  # its memory would count for the next one
    again = _Life(settings)
    costs.meter = again.parts.meter
    with costs.of("read again", 0):
        again.shell.work(ReadSource())
    again.rest(size.speed)
    with costs.of("restarted", size.warm, paged=size.is_paged):
        again.workers.start()
        again.wait_for_sweep(1)
    again.end(size.families)
    if world.calls().count("RegisterTaskDefinition"):
        raise AssertionError("there was nothing to register")
    world.knobs(buckets={})
    return {**asdict(size), "bare_cpu": _bare(world.url), "phases": [asdict(one) for one in costs.found]}


class _Life:
    """One life of the daemon's inside, over the journal of the one before."""

    def __init__(self, settings: Settings) -> None:
        self.silence = Silence()
        self.parts = replace(real_parts(), notifier=self.silence)
        self.journal = self.parts.journal(settings, True)  # noqa: FBT003 - writable
        self.contents = self.parts.contents(settings)
        world = build_world(settings, self.parts, self.journal, self.contents)
        self.shell = Shell(world, WorkQueue(self.parts.clock))
        self.workers = Workers(self.shell, settings.workers)

    def wait_for_sweep(self, number: int) -> None:
        until = time.monotonic() + MOST_SECONDS
        while self.shell.sweeps.finished(PRODUCTION) < number:
            if self.silence.error or time.monotonic() > until:
                raise RuntimeError(self.silence.error or f"sweep {number} did not end within {MOST_SECONDS:.0f} s")
            self.shell.sweeps.wait(1)

    def rest(self, speed: float) -> None:
        """Until our bucket and AWS's are full again: sweeps are minutes apart."""
        time.sleep(BURST / PER_SECOND / speed + 0.1)

    def end(self, families: int) -> None:
        self.workers.stop(10)
        self.contents.close()
        self.journal.close()
        if self.silence.states != {"in_sync": families}:
            raise AssertionError(f"a sweep over what ECS has must find it in sync, but found {self.silence.states}")


def _prepare(root: Path, world: World, size: Size) -> None:
    words = [sys.executable, "-m", "tests.bench.prepare", str(root), world.url]
    subprocess.run([*words, str(size.families), str(size.revisions)], cwd=REPOSITORY, check=True)


def _buckets(speed: float) -> dict[str, Any]:
    return {"read": {"burst": BURST, "rate": PER_SECOND * speed}}


def _settings(root: Path, repository: Path, url: str, speed: float) -> Settings:
    tree = {
        "version": 1,
        "instance": "bench",
        "source": {"kind": "git", "path": str(repository)},
        "targets": [
            {
                "name": PRODUCTION,
                "account_id": ACCOUNT,
                "region": REGION,
                "endpoint_url": url,
                "paths": [{"path": "services/**"}],
                "clusters": [],
            }
        ],
        "journal": {"path": str(root / "journal.sqlite")},
    }
    settings = parse_settings(json.dumps(tree), "bench", {})
    targets = tuple(_faster(one, speed) for one in settings.targets)
    return replace(settings, targets=targets)


def _faster(target: TargetSettings, speed: float) -> TargetSettings:
    return replace(target, reads=Rate(target.reads.per_second * speed, target.reads.burst))


def _bare(url: str) -> float:
    """CPU seconds of one DescribeTaskDefinition with boto3 alone."""
    client = boto3.session.Session(region_name=REGION).client("ecs", endpoint_url=url)
    name = families(1)[0]["family"]
    client.describe_task_definition(taskDefinition=name, include=["TAGS"])
    began = time.process_time()
    for _ in range(BARE_CALLS):
        client.describe_task_definition(taskDefinition=name, include=["TAGS"])
    spent = time.process_time() - began
    client.close()
    return spent / BARE_CALLS


if __name__ == "__main__":
    main(sys.argv[1:])
