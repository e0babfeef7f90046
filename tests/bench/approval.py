"""`python -m tests.bench.approval [N]`: from a yes at the daemon's door to the registration, with an idle queue."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from plumbrule.edge.admin.callers import user_of
from tests.demo.running import RunningDaemon
from tests.edge.admin.doors import ask
from tests.faults.scene import Scene, definition
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 60
MANY: Final = 100
POLICY: Final = """version: 1
people:
  - {{name: me, unix: ["{user}"]}}
blast_radius: {{families: 1000000, share: 1, floor: 1000000}}
"""


def main(words: Sequence[str]) -> None:
    """Approve so many plans one after the other, and print how long each took to reach the endpoint."""
    count = int(words[0]) if words else MANY
    took = sorted(measured(count))
    cuts = quantiles(took, n=100)
    print(f"from approval to Register, idle queue, {count} plans: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")
    print("the least: three calls (Describe, List, Describe) and two durable commits before it")


def measured(count: int) -> list[float]:
    """Milliseconds from asking to the endpoint's own log, one for each plan."""
    with tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder, World.start() as world:
        root = Path(folder)
        scene = Scene(root, world)
        (root / "policy.yaml").write_text(POLICY.format(user=user_of(root.stat().st_uid)))
        scene.settings["sweep"] = "1h"
        scene.commit(*(definition(f"svc-{n}") for n in range(count)))
        scene.write_settings()
        with RunningDaemon(root, scene.settings_file) as daemon:
            door = str(root / "admin.sock")
            daemon.wait_for("every plan waits", lambda: len(_plans(door)) == count, SECONDS)
            return [_one(world, door, plan["id"]) for plan in _plans(door)]


def _plans(door: str) -> list[dict[str, str]]:
    try:
        found: list[dict[str, str]] = ask(door, "/v1/plans").body
    except OSError:
        return []
    return found


def _one(world: World, door: str, plan: str) -> float:
    began, until = time.time(), time.monotonic() + SECONDS
    answer = ask(door, f"/v1/plans/{plan}/approve", {"reason": "bench"})
    if answer.status != 200:
        raise SystemExit(json.dumps(answer.body))
    while time.monotonic() < until:
        made = [one.at for one in world.log() if one.tags.get("plumbrule:plan") == plan]
        if made:
            return (made[0] - began) * 1000
        time.sleep(0.005)
    raise SystemExit(f"plan {plan} was not registered within {SECONDS} s")


if __name__ == "__main__":
    main(sys.argv[1:])
