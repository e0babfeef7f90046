"""Where it is played: a repository that is published, an account, a workspace, a disk, and one life after another."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plumbrule.settings.load import parse_settings
from tests.builders.clocks import HandClock
from tests.faults.scene import ACCOUNT, definition, target
from tests.soak.disk import Disk
from tests.soak.feed import Feed
from tests.soak.life import Life
from tests.soak.slack import Workspace
from tests.world.client import World
from tests.world.slack import BOT_TOKEN

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from mypy_boto3_ecs import ECSClient

    from plumbrule.settings.values import Settings

REGION: Final = "eu-west-1"
PRODUCTION: Final = "production"
CHANNEL: Final = "alerts"
CLUSTER: Final = "shop"
KEPT: Final = "kept-0"
"""The policy refuses whatever changes here."""
FAMILIES: Final = (*(f"free-{number}" for number in range(5)), "gated-0", "gated-1", KEPT)
POLICY: Final = """version: 1
clauses:
  - {consent: refuse, families: ["kept-*"]}
  - {consent: approve, families: ["gated-*"]}
  - {consent: auto}
people:
  - {name: ada, unix: [ada], slack: [U0ADA]}
blast_radius: {families: 1000000, share: 1, floor: 1000000}
"""


@dataclass(slots=True)
class Town:
    """Everything there is.

    Attributes:
        git: the image that each family's file asks for, as it was published last.
        broken: families whose file cannot be read now.
        runs: the revision that each family's service runs.
        tried: what went wrong or was done, by kind.
        told: events of the daemon, by name.
    """

    root: Path
    random: Random
    world: World = field(default_factory=World.start)
    workspace: Workspace = field(default_factory=Workspace)
    clock: HandClock = field(default_factory=HandClock)
    git: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    runs: dict[str, str] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    passes: int = 0
    lag: float = 0.0
    images: int = 0
    generation: int = 0
    feed: Feed = field(init=False)
    disk: Disk = field(init=False)
    deployer: ECSClient = field(init=False)
    life: Life = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "token").write_text(BOT_TOKEN)
        (self.root / "policy.yaml").write_text(POLICY)
        once = Config(retries={"total_max_attempts": 1})
        self.deployer = boto3.client("ecs", region_name=REGION, endpoint_url=self.world.url, config=once)
        self.disk = Disk(self.root / "disk")
        self.feed = Feed(self.root)
        for family in FAMILIES:
            image = self.fresh()
            arn = self.world.register_by_hand(definition(family, image), account=ACCOUNT, region=REGION)
            self.write(family, image)
            self.runs[family] = arn
        self.publish("what runs today")
        self.deployed()
        self.life = Life(self.settings(), self.clock, self.told)

    # What authors do.

    def fresh(self) -> str:
        """An image that nobody had."""
        self.images += 1
        return f"nginx:{self.images}"

    def write(self, family: str, image: str) -> None:
        """The family's file says so."""
        self.git[family] = image
        self.broken.discard(family)
        (self.feed.repository / f"{family}.json").write_text(json.dumps(definition(family, image)))

    def publish(self, message: str) -> None:
        """Commit what was written, and let the link point at it."""
        self.feed.commit({}, message)
        self.feed.publish()

    # What operators do.

    def settings(self) -> Settings:
        """As they are in force; another generation says the same in another way."""
        sink = {"name": "slack", "kind": "slack", "token_file": str(self.root / "token")}
        tree: dict[str, Any] = {
            "version": 1,
            "instance": "soak",
            "source": {"kind": "link", "path": str(self.feed.link), "poll": f"{3 + self.generation % 2}s"},
            "targets": [target(self.world.url, region=REGION, visibility="5m", read_burst=25, reads_per_second=10)],
            "journal": {"path": str(self.disk.folder / "journal.sqlite")},
            "policy": str(self.root / "policy.yaml"),
            "notify": {
                "sinks": [{**sink, "api_url": self.workspace.slack.where()}],
                "routes": [{"sink": "slack", "channel": CHANNEL}],
            },
        }
        return parse_settings(json.dumps(tree), "soak", {})

    def restart(self) -> None:
        """The daemon is stopped and started."""
        self.passes += self.life.passes
        self.life.close()
        self.life = Life(self.settings(), self.clock, self.told)

    def reload(self) -> None:
        """It reads settings that say something else."""
        self.generation += 1
        self.life.reload(self.settings())

    # What deployers do.

    def deployed(self) -> None:
        """Each service runs what `runs` says."""
        services = [{"serviceName": family, "taskDefinition": arn} for family, arn in self.runs.items()]
        self.world.put_services(CLUSTER, services, account=ACCOUNT, region=REGION)

    def latest(self, family: str) -> str | None:
        """The ARN of the latest ACTIVE revision, as a deployer asks for it; None where nobody answers."""
        try:
            found = self.deployer.describe_task_definition(taskDefinition=family)
        except (BotoCoreError, ClientError):
            return None
        return found["taskDefinition"]["taskDefinitionArn"]

    # What time does.

    def pass_time(self, seconds: float) -> None:
        """For everybody."""
        self.clock.advance(seconds)
        self.workspace.slack.at(self.clock.now().timestamp())
        if self.lag:
            self.world.age(seconds)

    def close(self) -> None:
        """Leave nothing running."""
        self.life.close()
        self.deployer.close()
        self.disk.close()
        self.workspace.stop()
        self.world.stop()
