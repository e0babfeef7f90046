"""`python -m tests.bench.telling [N]`: from a drift being seen to Slack's answer, with an idle channel."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from tests.demo.running import RunningDaemon
from tests.faults.scene import ACCOUNT, Scene, definition
from tests.world.client import World
from tests.world.slack import BOT_TOKEN, Slack

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 60
MANY: Final = 40
CHANNEL: Final = "bench"
REGION: Final = "eu-west-1"


def main(words: Sequence[str]) -> None:
    """Let so many families drift one after the other, and print how long each took to reach the channel."""
    count = int(words[0]) if words else MANY
    took = sorted(measured(count))
    cuts = quantiles(took, n=100)
    print(f"from drift seen to Slack, idle channel, {count} drifts: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")
    print(
        "the least: three durable commits and one call; notify.group_wait (30s) comes on top, for one message of many"
    )


def measured(count: int) -> list[float]:
    """Milliseconds from the log line that tells the drift to the call in the workspace's own log."""
    with tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder, World.start() as world, Slack() as slack:
        root = Path(folder)
        scene = Scene(root, world)
        (root / "token").write_text(BOT_TOKEN)
        sink = {"name": "slack", "kind": "slack", "token_file": str(root / "token"), "api_url": slack.api}
        routes = [{"sink": "slack", "channel": CHANNEL}]
        scene.settings["notify"] = {"sinks": [sink], "routes": routes, "group_wait": "0s"}
        scene.policy(auto=[])
        families = [f"svc-{number}" for number in range(count)]
        for family in families:
            world.register_by_hand(definition(family), account=ACCOUNT, region=REGION)
        scene.commit(*map(definition, families))
        scene.write_settings()
        with RunningDaemon(root, scene.settings_file) as daemon:
            daemon.wait_for("a first sweep", lambda: daemon.events("sweep_finished"), SECONDS)
            return [_one(scene, daemon, slack, family) for family in families]


def _one(scene: Scene, daemon: RunningDaemon, slack: Slack, family: str) -> float:
    """The channel takes one message a second: the next drift waits for that."""
    time.sleep(1.1)
    before = _told(slack)
    scene.world.register_by_hand(definition(family, "nginx:hand"), account=ACCOUNT, region=REGION)
    until = time.monotonic() + SECONDS
    while _told(slack) == before:
        if time.monotonic() > until:
            raise SystemExit(f"{family} was not told within {SECONDS} s")
        time.sleep(0.001)
    told = time.time()
    found = daemon.wait_for("the line of the log", lambda: daemon.events("drift_found", family=family), SECONDS)
    return (told - datetime.fromisoformat(found[-1]["timestamp"]).timestamp()) * 1000


def _told(slack: Slack) -> int:
    return len(slack.calls("chat.postMessage")) + len(slack.calls("chat.update"))


if __name__ == "__main__":
    main(sys.argv[1:])
