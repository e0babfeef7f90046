"""`python -m tests.bench.reaction [--swaps 100] [--families 1000] [--latency-ms 20]`: from a commit to Register.

A real daemon watches a published link, then a Git repository; each time one family of many changes, and the endpoint's
own log tells when it registered. The timer asks every three seconds, as it does by itself, so that what is faster than
that is the kernel's hint.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from tests.bench.families import families
from tests.demo.running import RunningDaemon
from tests.faults.scene import ACCOUNT, Scene
from tests.soak.feed import Feed
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

SECONDS: Final = 300
CALLS: Final = 3
"""Before Register: Describe, List, Describe."""
REST: Final = 0.3
"""Seconds between two changes, so that the second look after a registration is over and the bucket is full."""


def main(words: Sequence[str]) -> None:
    """Change one family after the other, and print how long each took to be registered."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reaction", description=__doc__)
    parser.add_argument("--swaps", type=int, default=100)
    parser.add_argument("--families", type=int, default=1000)
    parser.add_argument("--latency-ms", type=float, default=20)
    options = parser.parse_args(words)
    for kind, start in (("link", "link swap"), ("git", "commit")):
        took, read = measured(kind, options.families, options.swaps, options.latency_ms)
        cuts = quantiles(took, n=100, method="inclusive")
        print(
            f"from {start} to Register, {options.families} families, one changed, {options.swaps} times: "
            f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms, most {max(took):.0f} ms",
            flush=True,
        )
        least = read + (CALLS + 1) * options.latency_ms
        print(
            f"the least: {CALLS} calls and Register at {options.latency_ms:g} ms, {read:.0f} ms to read: {least:.0f} ms"
        )


def measured(kind: str, count: int, swaps: int, latency: float) -> tuple[list[float], float]:
    """Milliseconds of each change, and of nothing but reading all files once."""
    with tempfile.TemporaryDirectory(prefix="plumbrule-bench-") as folder, World.start(latency_ms=latency) as world:
        root, made = Path(folder), families(count)
        scene = Scene(root, world)
        feed = scene.publisher = _feed(root)
        world.register_many(made, account=ACCOUNT, region="eu-west-1")
        path = feed.link if kind == "link" else feed.repository
        scene.settings |= {"sweep": "1h", "source": {"kind": kind, "path": str(path), "poll": "3s"}}
        _write(feed, made)
        scene.write_settings()
        with RunningDaemon(root, scene.settings_file) as daemon:
            daemon.wait_for("a first sweep", lambda: daemon.events("sweep_finished", families=count), SECONDS)
            began = [_one(kind, feed, daemon, made[number % count], number) for number in range(swaps)]
            at = {one.definition["containerDefinitions"][0]["image"]: one.at for one in world.log()}
        took = [(at[_image(number)] - one) * 1000 for number, one in enumerate(began)]
        return took, median(_read(feed.repository) for _ in range(5))


def _feed(root: Path) -> Feed:
    """In place of the scene's own repository."""
    place = root / "feed"
    place.mkdir()
    return Feed(place)


def _write(feed: Feed, made: Sequence[dict[str, Any]]) -> None:
    feed.commit({f"services/{one['family']}.json": json.dumps(one, indent=2) for one in made}, "a change")
    feed.publish()


def _one(kind: str, feed: Feed, daemon: RunningDaemon, family: dict[str, Any], number: int) -> float:
    """When it happened, in epoch seconds: everything that the author and git-sync do is over then."""
    time.sleep(REST)
    family["containerDefinitions"][0]["image"] = _image(number)
    text, said = json.dumps(family, indent=2), daemon.log.stat().st_size
    began = _swapped(feed, family["family"], text) if kind == "link" else _committed(feed, family["family"], text)
    daemon.wait_for(f"change {number} is registered", lambda: _registered(daemon.log, said), SECONDS)
    return began


def _image(number: int) -> str:
    return f"example.com/app:{number}"


def _registered(log: Path, after: int) -> bool:
    """Whether the daemon said so; asking the endpoint meanwhile would cost it what is measured."""
    with log.open("rb") as file:
        file.seek(after)
        return b"revision_registered" in file.read()


def _swapped(feed: Feed, family: str, text: str) -> float:
    feed.commit({f"services/{family}.json": text}, "a change")
    commit = feed.check_out()
    began = time.time()
    feed.point(commit)
    return began


def _committed(feed: Feed, family: str, text: str) -> float:
    """The branch moves when the reference is written: nothing else is left to be done then."""
    branch = feed.repository / ".git" / "refs" / "heads" / "main"
    feed.commit({f"services/{family}.json": text}, "a change")
    return branch.stat().st_mtime


def _read(root: Path) -> float:
    began = time.perf_counter()
    for path in (root / "services").iterdir():
        path.read_bytes()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
