"""`python -m tests.bench.one N [--latency-ms L]`: one size in a process of its own, one JSON line.

Everything is real: a Git repository, settings, the journal on disk, HTTP, the shell and its workers.
Only the rates are raised far above AWS's, so that the code is what is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3

from plumbrule.app import build_world, real_parts
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import ReadSource, Shell
from plumbrule.loop.workers import Workers
from plumbrule.model.event import Level
from plumbrule.model.ids import TargetName
from plumbrule.settings.load import parse_settings
from plumbrule.settings.values import Rate
from tests.bench.cost import Costs
from tests.bench.families import ACCOUNT, REGION, families
from tests.demo.publisher import Publisher
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.event import Notice
    from plumbrule.settings.values import Settings

PRODUCTION: Final = TargetName("production")
FREE: Final = Rate(1e6, 10**6)
AT_ONCE: Final = 1000
"""Definitions in one request to the world."""
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
    parser.add_argument("--latency-ms", type=float, default=0)
    options = parser.parse_args(words)
    with (
        tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder,
        World.start(latency_ms=options.latency_ms) as world,
    ):
        print(json.dumps(measure(Path(folder), world, options.families)))


def measure(root: Path, world: World, count: int) -> dict[str, Any]:
    """Read, sweep cold and sweep warm over `count` families that ECS has already; then ask as bare boto3 does."""
    publisher = _prepared(root, world, count)
    silence = Silence()
    parts = replace(real_parts(), notifier=silence)
    settings = _settings(root, publisher.repository, world.url)
    journal = parts.journal(settings, True)  # noqa: FBT003 - writable
    shell = Shell(build_world(settings, parts, journal), WorkQueue(parts.clock))
    workers = Workers(shell, settings.workers)
    costs = Costs(world, parts.meter)
    with costs.of("read"):
        shell.work(ReadSource())  # queues the first sweep, which nobody takes yet
    with costs.of("cold"):
        workers.start()
        _wait_for_sweep(shell, silence, 1)
    with costs.of("warm"):
        shell.ask_source()
        shell.ask_sweep(PRODUCTION)
        _wait_for_sweep(shell, silence, 2)
    workers.stop(10)
    journal.close()
    if silence.states != {"in_sync": count} or len(world.log()) != count:
        raise AssertionError(f"a sweep over what ECS has already must find it in sync, but found {silence.states}")
    return {"families": count, "bare_cpu": _bare(world.url), "phases": [asdict(one) for one in costs.found]}


def _prepared(root: Path, world: World, count: int) -> Publisher:
    """A repository with the families, all of them registered by somebody."""
    publisher, made = Publisher(root), families(count)
    publisher.commit({f"services/{one['family']}.json": json.dumps(one, indent=2) for one in made}, "all of them")
    for start in range(0, count, AT_ONCE):
        world.register_many(made[start : start + AT_ONCE], region=REGION)
    return publisher


def _settings(root: Path, repository: Path, url: str) -> Settings:
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
            }
        ],
        "journal": {"path": str(root / "journal.sqlite")},
    }
    settings = parse_settings(json.dumps(tree), "bench", {})
    return replace(settings, targets=tuple(replace(one, reads=FREE, writes=FREE) for one in settings.targets))


def _wait_for_sweep(shell: Shell, silence: Silence, number: int) -> None:
    until = time.monotonic() + MOST_SECONDS
    while shell.sweeps.finished(PRODUCTION) < number:
        if silence.error or time.monotonic() > until:
            raise RuntimeError(silence.error or f"sweep {number} did not end within {MOST_SECONDS:.0f} s")
        shell.sweeps.wait(1)


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
