"""A process that feeds a clone without mercy: commits, pulls, collects, repacks, again and again."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.edge.source.repos import ENVIRONMENT, commit, git


def main(origin: Path, here: Path, seconds: float) -> None:
    """Go on for so long."""
    names = git(origin, "ls-files").splitlines()
    until, version = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        version += 1
        commit(origin, dict.fromkeys(names, str(version)))
        git(here, "pull", "--quiet", "--ff-only")
        for words in (["gc", "--quiet", "--prune=now"], ["repack", "-a", "-d", "-q"], ["pack-refs", "--all"]):
            subprocess.run(["git", *words], cwd=here, env=dict(ENVIRONMENT), timeout=60, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
