"""`python -m tests.fuzz --files N --seed S`: many hostile files, and how many were not answered."""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.watching import fuzz


def main() -> int:
    """Fuzz, print the figures and what went wrong; 1 when anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many files; rounded up to full batches")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same files")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--show", type=int, default=5, help="how many of the files that went wrong are printed")
    options = parser.parse_args()
    outcome = fuzz(options.files, options.seed, jobs=options.jobs)
    for wrong in outcome.wrong[: options.show]:
        print(f"{wrong.kind}: {wrong.path} {wrong.content[:4000]!r}\n{wrong.why}")
    print(outcome)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
