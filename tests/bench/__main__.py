"""`python -m tests.bench [100 1000 10000] [--latency-ms 20]`."""

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
    parser.add_argument("families", type=int, nargs="*", help="how many; default: 100 1000 10000")
    parser.add_argument("--latency-ms", type=float, default=0, help="how long the endpoint takes for each call")
    options = parser.parse_args(words)
    print(heading(), flush=True)
    for count in options.families or [100, 1000, 10000]:
        print("\n".join(rows(_measured(count, options.latency_ms))), flush=True)
    print(LEGEND, end="")
    return 0


def _measured(count: int, latency_ms: float) -> Any:  # noqa: ANN401 - decoded JSON
    if sys.stderr.isatty():
        print(f"measuring {count} families …", end="\r", file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "tests.bench.one", str(count), "--latency-ms", str(latency_ms)]
    path = os.pathsep.join([str(REPOSITORY / "daemon"), str(REPOSITORY)])
    environment = {**os.environ, **CREDENTIALS, "PYTHONPATH": path}
    done = subprocess.run(words, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
