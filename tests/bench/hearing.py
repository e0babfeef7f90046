"""`python -m tests.bench.hearing [N]`: from an event put into EventBridge to the line that tells the drift."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from tests.aws.moto import REGION, Bus, running_moto
from tests.builders.events import registering
from tests.demo.running import RunningDaemon
from tests.faults.scene import ACCOUNT, Scene, definition
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 20
MANY: Final = 50


def main(words: Sequence[str]) -> None:
    """Let so many families drift one after the other, and print how long after its event each was told."""
    count = int(words[0]) if words else MANY
    took = sorted(measured(count))
    cuts = quantiles(took, n=100)
    print(f"from an event to drift logged, {count} events one by one: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")
    print("the least: one answer of SQS, one of ECS, one durable commit; before it lie CloudTrail's own minutes")


def measured(count: int) -> list[float]:
    """Milliseconds from just before PutEvents to the time of the log line; sweeps are an hour apart."""
    with (
        tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder,
        World.start() as world,
        running_moto() as moto,
    ):
        bus, scene = Bus(moto), Scene(Path(folder), world)
        scene.settings["events"] = [{"queue_url": bus.queue_url, "region": REGION, "endpoint_url": moto}]
        scene.settings["sweep"] = "1h"
        scene.policy(auto=[])
        families = [f"svc-{number}" for number in range(count)]
        for family in families:
            world.register_by_hand(definition(family), account=ACCOUNT, region=REGION)
        scene.commit(*map(definition, families))
        scene.write_settings()
        with RunningDaemon(scene.root, scene.settings_file) as daemon:
            daemon.wait_for("a first sweep", lambda: daemon.events("sweep_finished"), SECONDS)
            took = [_one(scene, daemon, bus, family) for family in families]
        bus.close()
        return took


def _one(scene: Scene, daemon: RunningDaemon, bus: Bus, family: str) -> float:
    arn = scene.world.register_by_hand(definition(family, "nginx:hand"), account=ACCOUNT, region=REGION)
    event = registering(arn)
    began = time.time()
    bus.put(event)
    found = daemon.wait_for("the line of the log", lambda: daemon.events("drift_found", family=family), SECONDS)
    return (datetime.fromisoformat(found[-1]["timestamp"]).timestamp() - began) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
