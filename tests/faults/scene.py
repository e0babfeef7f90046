"""A world, a repository, settings, and any number of runs of the daemon over one journal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from tests.builders.policies import hands_free
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS, RunningDaemon
from tests.world.client import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.world.client import Registered, World

SECONDS: Final = 120
"""For anything that has to happen: many times what it takes, for machines that are busy."""

REGISTER: Final = "RegisterTaskDefinition"
DESCRIBE: Final = "DescribeTaskDefinition"
PLAN: Final = "plumbrule:plan"
ACCOUNT: Final = "123456789012"


def definition(family: str = "web", image: str = "nginx:1.27") -> dict[str, Any]:
    """A valid definition."""
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": image}],
    }


def target(url: str, name: str = "production", **changes: object) -> dict[str, Any]:
    """A target that registers by itself, with rates that nobody waits for."""
    return {
        "name": name,
        "account_id": ACCOUNT,
        "region": "eu-west-1",
        "endpoint_url": url,
        "paths": [{"path": "**"}],
        "auto": ["missing", "spec_ahead"],
        "visibility": "2s",
        "after_lost_answer": "retry",
        "reads_per_second": 500,
        "read_burst": 500,
        "writes_per_second": 100,
        "write_burst": 100,
        **changes,
    }


class Scene:
    """Everything one test plays with.

    Attributes:
        publisher: the repository, with a link published from it on demand.
        settings: the settings as a tree; written anew at each start.
    """

    def __init__(self, root: Path, world: World) -> None:
        self.root = root
        self.world = world
        self.publisher = Publisher(root)
        self.settings: dict[str, Any] = {
            "version": 1,
            "instance": "faults",
            "source": {"kind": "git", "path": str(self.publisher.repository), "poll": "200ms"},
            "targets": [target(world.url)],
            "journal": {"path": str(root / "journal.sqlite")},
            "policy": str(hands_free(root)),
            "sweep": "1s",
            "workers": 4,
            "back_off": {"first": "200ms", "most": "1s"},
            "log": {"format": "json", "level": "debug"},
        }
        self.runs: list[RunningDaemon] = []

    @property
    def settings_file(self) -> Path:
        """Where the settings are."""
        return self.root / "plumbrule.yaml"

    def policy(self, **changes: object) -> None:
        """Change the first target."""
        self.settings["targets"][0].update(changes)

    def write_settings(self) -> None:
        """JSON is YAML."""
        self.settings_file.write_text(json.dumps(self.settings))

    def commit(self, *definitions: Mapping[str, Any]) -> None:
        """One file for each family."""
        self.publisher.commit({f"{one['family']}.json": json.dumps(one) for one in definitions}, "a change")

    def run(self, module: str = "plumbrule.cli", **environment: str) -> RunningDaemon:
        """Start the daemon once more, with a log of its own."""
        self.write_settings()
        place = self.root / f"run-{len(self.runs)}"
        place.mkdir()
        daemon = RunningDaemon(place, self.settings_file, _found_by_python(environment), module)
        self.runs.append(daemon)
        return daemon.start()

    def run_mortal(self, at: str, nth: int = 1) -> RunningDaemon:
        """Start a daemon that kills itself at a border."""
        return self.run("tests.faults.killer", KILL_AT=at, KILL_NTH=str(nth))

    def verb(
        self, verb: str, environment: Mapping[str, str] | None = None, config: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a verb of the command line to its end, with these settings or another file."""
        self.write_settings()
        return subprocess.run(
            [sys.executable, "-m", "plumbrule.cli", verb, "--config", str(config or self.settings_file)],
            env={**os.environ, **CREDENTIALS, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def plans(self) -> Counter[str]:
        """How often each plan was registered, as the endpoint wrote it down."""
        return Counter(one.tags[PLAN] for one in self.world.log() if PLAN in one.tags)

    def newest(self, family: str = "web") -> Registered:
        """The family's last registration."""
        return [one for one in self.world.log() if one.family == family][-1]

    def close(self) -> None:
        """Nothing stays running."""
        for daemon in self.runs:
            if daemon.process is not None and daemon.process.poll() is None:
                daemon.process.kill()
                daemon.process.wait(SECONDS)


def died(daemon: RunningDaemon) -> bool:
    """Wait for the end; whether it was SIGKILL's."""
    assert daemon.process is not None
    return daemon.process.wait(SECONDS) == -signal.SIGKILL


def quiet(daemon: RunningDaemon, *, families: int = 1, **states: int) -> None:
    """Wait for a sweep that finds every family where it stood before, all of them in the wanted states."""
    wanted = states or {"in_sync": families}

    def swept() -> bool:
        found = daemon.events("sweep_finished", families=families, unchanged=families)
        return any(line["states"] == wanted for line in found)

    daemon.wait_for(f"an unchanged sweep with {wanted}", swept, SECONDS)


def happened(daemon: RunningDaemon, event: str, **wanted: object) -> list[dict[str, Any]]:
    """Wait for an event; every line of it so far."""
    found: list[dict[str, Any]] = daemon.wait_for(f"{event} {wanted}", lambda: daemon.events(event, **wanted), SECONDS)
    return found


def _found_by_python(environment: Mapping[str, str]) -> dict[str, str]:
    """The launchers are modules of this repository, whatever the current directory is."""
    known = [REPOSITORY / "daemon", REPOSITORY, os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(str(one) for one in known if str(one)), **environment}
