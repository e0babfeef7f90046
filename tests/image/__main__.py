"""`python -m tests.image build|try`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.demo.running import StepFailed
from tests.image.building import build
from tests.image.programs import CannotBuild
from tests.image.trying import attempt


def main() -> int:
    """Build or try the image; 1 with a sentence when that is not possible."""
    parser = argparse.ArgumentParser(prog="python -m tests.image", description=__doc__)
    parser.add_argument("what", choices=("build", "try"))
    begun = time.monotonic()
    what = parser.parse_args().what
    try:
        build() if what == "build" else attempt()
    except (CannotBuild, StepFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{what} took {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
