"""Where one story is played: a published repository, an account of a world, settings, and what really happened."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from plumbrule.edge.admin.callers import user_of
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS
from tests.faults.scene import target
from tests.faults.seeds.forked import Forked
from tests.faults.seeds.ledger import File
from tests.world.slack import BOT_TOKEN, Slack

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.seeds.scenario import Scenario
    from tests.world.client import World

REGION: Final = "eu-west-1"
VISIBILITY: Final = "2s"
GIT_READ_WITHIN: Final = 3.0
"""Seconds after which a living daemon has read what was published: many polls."""


@dataclass(frozen=True, slots=True)
class Said:
    """Git's content of a family changed, at a time in epoch seconds."""

    at: float
    family: str
    content: str | File


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody deregistered a revision."""

    at: float
    family: str
    number: int


@dataclass(frozen=True, slots=True)
class Yes:
    """Somebody may have said yes to a plan, at most so many times."""

    at: float
    family: str
    plan: str
    clicks: int


Happened: TypeAlias = Said | Gone | Yes

CHANNEL: Final = "alerts"
GATED: Final = "gated"
"""How families begin that ask people whatever changes."""
POLICY: Final = """version: 1
clauses:
  - {{consent: approve, families: ["{gated}-*"]}}
  - {{consent: auto}}
people:
  - {{name: me, unix: ["{user}"]}}
blast_radius: {{families: 1000000, share: 1, floor: 1000000}}
"""


def definition(family: str, image: str) -> dict[str, Any]:
    """A valid definition whose content is told by its image; ECS returns the environment in any order."""
    environment = [{"name": name, "value": name.lower()} for name in ("LEVEL", "MODE", "ZONE")]
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": image, "environment": environment}],
    }


def image_of(definition: Any) -> str:  # noqa: ANN401 - any JSON tree
    """The content's short name."""
    return str(definition["containerDefinitions"][0]["image"])


@dataclass(slots=True)
class Stage:
    """One seed's place.

    Attributes:
        contents: what each family's file said, newest last.
        happened: what the world's log does not tell.
        runs: every run of the daemon.
    """

    root: Path
    world: World
    scenario: Scenario
    contents: defaultdict[str, list[str | File]] = field(default_factory=lambda: defaultdict(list))
    happened: list[Happened] = field(default_factory=list)
    runs: list[Forked] = field(default_factory=list)
    images: int = 0
    slack: Slack = field(default_factory=Slack)
    publisher: Publisher = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "token").write_text(BOT_TOKEN)
        self.publisher = Publisher(self.root)
        self.world.reset()
        self.world.knobs(short_pages=self.scenario.short_pages, seed=self.scenario.seed)
        (self.root / "plumbrule.yaml").write_text(json.dumps(self._settings()))
        (self.root / "policy.yaml").write_text(POLICY.format(gated=GATED, user=user_of(os.getuid())))

    @property
    def account(self) -> str:
        """An account of the seed's own, taken from the access key."""
        return f"{100_000_000_000 + self.scenario.seed}"

    def run(self, at: str = "", nth: int = 1) -> Forked:
        """Start the daemon once more; with a border it dies there."""
        key = {"AWS_ACCESS_KEY_ID": f"AKIA{self.account}SEED"}
        environment = {**CREDENTIALS, **key, "KILL_AT": at, "KILL_NTH": str(nth)}
        log = self.root / f"run-{len(self.runs)}.log"
        self.runs.append(Forked(log, self.root / "plumbrule.yaml", environment))
        return self.runs[-1]

    def fresh_image(self) -> str:
        """A content that nobody had."""
        self.images += 1
        return f"nginx:{self.images}"

    def publish(self, family: str, content: str | File) -> None:
        """Commit and publish a family's file."""
        name = f"{family}.json"
        if content is File.GONE:
            (self.publisher.repository / name).unlink()
        text = json.dumps(definition(family, content)) if isinstance(content, str) else '{"family": '
        self.publisher.commit({} if content is File.GONE else {name: text}, f"{family}: {content}")
        self.contents[family].append(content)
        self.happened.append(Said(time.time(), family, content))
        self.publisher.publish()

    def active(self, family: str) -> list[dict[str, Any]]:
        """The family's ACTIVE revisions as the world has them, oldest first."""
        shown = (one["taskDefinition"] for one in self.world.dump())
        return [one for one in shown if (one["family"], one["status"]) == (family, "ACTIVE")]

    def close(self) -> None:
        """Nothing stays running."""
        self.slack.stop()
        for run in self.runs:
            if run.exit is None:
                run.kill()

    def _settings(self) -> dict[str, Any]:
        asking = "ask" if self.scenario.ask else "retry"
        changes = {"account_id": self.account, "visibility": VISIBILITY, "after_lost_answer": asking}
        return {
            "version": 1,
            "instance": "seeds",
            "source": {"kind": "link", "path": str(self.publisher.link), "poll": "200ms"},
            "targets": [target(self.world.url, region=REGION, **changes)],
            "journal": {"path": str(self.root / "journal.sqlite")},
            "policy": str(self.root / "policy.yaml"),
            "notify": {
                "sinks": [
                    {
                        "name": "slack",
                        "kind": "slack",
                        "token_file": str(self.root / "token"),
                        "api_url": self.slack.api,
                    }
                ],
                "routes": [{"sink": "slack", "channel": CHANNEL}],
                "group_wait": "100ms",
            },
            "sweep": "1s",
            "workers": 4,
            "back_off": {"first": "200ms", "most": "1s"},
            "log": {"format": "json", "level": "debug"},
        }
