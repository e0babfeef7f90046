"""A shop in which the commands of the pages can be run as they stand: a repository, a daemon, AWS and Slack."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.admin.callers import user_of
from tests.demo.publisher import IDENTITY, Publisher
from tests.demo.running import CREDENTIALS, RunningDaemon
from tests.docs.pages import ROOT
from tests.edge.admin.doors import ask
from tests.faults.scene import ACCOUNT, target
from tests.world.slack import BOT_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.world.client import World
    from tests.world.slack import Slack

SECONDS: Final = 240
STAYS: Final = 1.0
"""Seconds: longer than a registration takes."""
REGION: Final = "eu-west-1"
ROLE: Final = f"arn:aws:iam::{ACCOUNT}:role/web-execution"
POLICY: Final = """version: 1
clauses:
  - {{consent: approve, families: [shop-web]}}
  - {{consent: auto}}
people:
  - {{name: me, unix: ["{user}"]}}
blast_radius: {{families: 1000000, share: 1, floor: 1000000}}
"""


def spec(family: str, image: str = "nginx:1.27") -> dict[str, Any]:
    """A sound definition."""
    options = {"awslogs-group": f"/ecs/{family}", "awslogs-region": REGION, "awslogs-stream-prefix": "web"}
    web = {"name": "web", "image": image, "logConfiguration": {"logDriver": "awslogs", "options": options}}
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "executionRoleArn": ROLE,
        "containerDefinitions": [web],
    }


class Errand:
    """Where it is run: `home` is the repository's folder, with `services/` and `plumbrule.yaml` in it."""

    def __init__(self, root: Path, world: World, aws: str, slack: Slack) -> None:
        self.root, self.world, self.aws, self.slack = root, world, aws, slack
        self.publisher = Publisher(root)
        self.home = self.publisher.repository
        self.files = {"services/web.json": spec("web"), "services/web.yaml": spec("shop-web")}
        self.files["services/worker.yaml"] = spec("shop-worker")
        for each in self.files.values():
            world.register_by_hand(each, account=ACCOUNT, region=REGION)
        self.commit("what runs")
        self._write_settings(self.home / "plumbrule.yaml", self.home, "journal.sqlite")
        self.words: dict[str, str] = {}
        self.here = self.home
        self.daemon = RunningDaemon(root, self.home / "plumbrule.yaml").start()
        self.wait(lambda: self.daemon.events("sweep_finished"))

    def commit(self, message: str, family: str = "", image: str = "") -> None:
        """Write the files, one of them perhaps with another image."""
        for each in self.files.values():
            if each["family"] == family:
                each["containerDefinitions"][0]["image"] = image
        self.publisher.commit({name: json.dumps(each, indent=2) for name, each in self.files.items()}, message)

    def by_hand(self, family: str, image: str) -> None:
        """Somebody registers something else, and the daemon sees it."""
        self.world.register_by_hand(spec(family, image), account=ACCOUNT, region=REGION)
        self.wait(lambda: self.daemon.events("drift_found", family=family))

    def asks(self, image: str) -> None:
        """A commit that waits for somebody's approval; pages know its plan by an id of their own."""
        self.commit(f"shop-web: {image}", "shop-web", image)
        self.words |= {"9b1c2d3": self.publisher.head()[:12]}
        self.words |= {"3f2a9c0d1b7e": self.wait(self._stays)[:16]}

    def elsewhere(self) -> None:
        """Another repository, with no spec in it yet."""
        self.here = self.root / "elsewhere"
        self.here.mkdir()
        subprocess.run(["git", "init", "--quiet"], cwd=self.here, check=True)
        self._write_settings(self.here / "plumbrule.yaml", self.here, "elsewhere.sqlite")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run it in a shell, with what pages call by a name of their own replaced; what asks is told yes."""
        words = {"/etc/plumbrule/plumbrule.yaml": str(self.home / "plumbrule.yaml"), **self.words}
        for name, real in words.items():
            command = command.replace(name, real)
        if not shutil.which("rsync"):
            command = re.sub(r"^rsync .* (\S+) (\S+)$", r"cp -R \1. \2", command)
        ran = self._said(command)
        if "say --yes if it is meant" in ran.stderr:  # it asks people, who sit at a terminal
            ran = self._said(f"{command} --yes")
        if command.startswith("cd "):
            self.here = self.here / command.removeprefix("cd ")
        return ran

    def _said(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", command],
            cwd=self.here,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def wait(self, happened: Callable[[], Any]) -> Any:  # noqa: ANN401 - what was found
        """Until something is so."""
        return self.daemon.wait_for("what the page needs", happened, SECONDS)

    def close(self) -> None:
        """Leave nothing running."""
        self.daemon.stop()

    def _stays(self) -> str:
        """The plan of the last commit, once what was approved before is registered and makes no other one of it."""
        first = self._planned()
        time.sleep(STAYS)
        return first if first == self._planned() else ""

    def _planned(self) -> str:
        found: list[dict[str, Any]] = ask(str(self.root / "admin.sock"), "/v1/plans").body
        return next((str(one["id"]) for one in found if one["commit"] == self.publisher.head()), "")

    def _environment(self) -> Mapping[str, str]:
        path = f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"  # noqa: PTH120 - text
        own = {"PATH": path, "PLUMBRULE_CONFIG": str(self.home / "plumbrule.yaml"), "CHECKOUT": str(self.home)}
        own["PLUMBRULE_SOCKET"] = str(self.root / "admin.sock")
        return {**os.environ, **CREDENTIALS, **IDENTITY, **own}

    def _write_settings(self, path: Path, source: Path, journal: str) -> None:
        (self.root / "token").write_text(BOT_TOKEN)
        policy = self.root / "policy.yaml"
        policy.write_text(POLICY.format(user=user_of(os.getuid())))
        sink = {"name": "slack", "kind": "slack", "token_file": str(self.root / "token"), "api_url": self.slack.api}
        tree = {
            "version": 1,
            "instance": "pages",
            "source": {"kind": "git", "path": str(source), "folder": "services", "poll": "200ms"},
            "targets": [target(self.world.url, services_url=self.aws)],
            "journal": {"path": str(self.root / journal)},
            "policy": str(policy),
            "notify": {"sinks": [sink], "routes": [{"sink": "slack", "channel": "alerts"}]},
            "sweep": "1s",
        }
        path.write_text(json.dumps(tree))


def stock(errand: Errand) -> None:
    """What commands find beside them."""
    home = errand.home
    (home / "Dockerfile").write_text("FROM nginx:1.27\nEXPOSE 80\n")
    shutil.copy(ROOT / "daemon" / "plumbrule" / "prices.json", home / "our-prices.json")
    live = next(one for one in errand.world.dump() if one["taskDefinition"]["family"] == "web")
    (home / "live.json").write_text(json.dumps(live))
    (home / "policy.json").write_text(json.dumps({"PolicyDocument": {"Version": "2012-10-17", "Statement": []}}))
    (home / "build").mkdir()
    (home / "build" / "web.json").write_text(json.dumps(spec("web")))
    (errand.root / "specs").mkdir()
    errand.words |= {"https://git.example.com/platform/specs.git": str(home), "/srv": str(errand.root)}
