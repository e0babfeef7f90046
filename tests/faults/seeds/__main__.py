"""`python -m tests.faults.seeds --seeds N [--first S] [--lanes L] [--keep DIRECTORY]`: random lives, judged.

Each seed is one story against an account of its own: edits, hand-made and deregistered revisions, a troubled endpoint
and SIGKILL between two effects; then the world is made quiet and every family has to come to stand as it should.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.seeds.lanes import play_all
from tests.faults.seeds.play import Played, play
from tests.faults.seeds.scenario import scenario_of
from tests.faults.seeds.table import table
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Play the seeds; 1 when anything went wrong."""
    options = _options(words)
    began, played = time.monotonic(), list[Played]()
    seeds = range(options.first, options.first + options.seeds)
    for one in [_kept(options.first, options.keep)] if options.keep else play_all(seeds, options.lanes):
        played.append(one)
        _tell(one, len(played), options.seeds, time.monotonic() - began)
    print(table(played))
    return int(any(one.faults for one in played))


def _kept(seed: int, folder: Path) -> Played:
    """One seed alone, its story on the screen and its files where they can be read afterwards."""
    print(scenario_of(seed), file=sys.stderr)
    folder.mkdir(parents=True)
    with World.start() as world:
        return play(seed, world, folder)


def _tell(one: Played, done: int, of: int, seconds: float) -> None:
    for fault in one.faults:
        print(f"seed {one.seed}: {fault}", flush=True)
    if one.faults:
        print(f"  alone: python -m tests.faults.seeds --first {one.seed} --keep /tmp/seed-{one.seed}", flush=True)
    end = "\n" if done % 25 == 0 or done == of else "\r"
    if sys.stderr.isatty() or end == "\n":
        print(f"{done}/{of} seeds, {seconds:.0f} s", end=end, file=sys.stderr, flush=True)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.seeds", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--lanes", type=int, default=4, help="seeds played at once")
    parser.add_argument("--keep", type=Path, help="play only the first seed and leave its files in this new directory")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
