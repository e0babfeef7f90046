"""`python -m tests.bench [100 1000 10000] [--revisions 1 30] [--latency-ms 20] [--speed 1]`.

By itself a few minutes: 100 and 1,000 families with time going ten times as fast; everything as it really is, with
10,000 families, takes an hour: `make bench FAMILIES="100 1000 10000" SPEED=1`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.one import CREDENTIALS
from tests.bench.table import LEGEND, heading, rows
from tests.world.client import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Measure each size in a process of its own and print it as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("families", type=int, nargs="*", help="how many; default: 100 1000")
    parser.add_argument("--revisions", type=int, nargs="*", default=[1, 30], help="ACTIVE ones of each family")
    parser.add_argument("--latency-ms", type=float, default=20, help="how long the endpoint takes for each call")
    parser.add_argument("--speed", type=float, default=10, help="how much faster time goes, for AWS and for us alike")
    options = parser.parse_args(words)
    print(heading(), flush=True)
    for revisions in options.revisions:
        for count in options.families or [100, 1000]:
            print("\n".join(rows(_measured(count, revisions, options))), flush=True)
    print(LEGEND, end="")
    print(f"speed        rates are multiplied by {options.speed:g} on both sides, the latency is divided by it")
    return 0


def _measured(count: int, revisions: int, options: argparse.Namespace) -> Any:  # noqa: ANN401 - decoded JSON
    if sys.stderr.isatty():
        print(f"measuring {count} families …", end="\r", file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "tests.bench.one", str(count), "--revisions", str(revisions)]
    words += ["--latency-ms", str(options.latency_ms), "--speed", str(options.speed)]
    path = os.pathsep.join([str(REPOSITORY / "daemon"), str(REPOSITORY)])
    environment = {**os.environ, **CREDENTIALS, "PYTHONPATH": path}
    done = subprocess.run(words, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
