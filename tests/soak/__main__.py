"""`python -m tests.soak [--days 14] [--seed 1]`: weeks in minutes, and what was left.

The loop is real, with its queue, journal, postman, Git, HTTP and Slack; clock and threads are driven by hand.
At the end everything works again and people say yes; then Git and ECS have to say the same.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.demo.running import CREDENTIALS
from tests.soak.play import play
from tests.soak.summary import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.soak.play import Story


def main(words: Sequence[str]) -> int:
    """Play and print what came of it; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--days", type=float, default=14, help="that go by before everything has to come to rest")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to luck")
    options = parser.parse_args(words)
    os.environ.update(CREDENTIALS)
    with tempfile.TemporaryDirectory(prefix="plumbrule-soak-", ignore_cleanup_errors=True) as folder:
        story = play(Path(folder), options.days, options.seed, lambda story: _tell(story, options.days))
        try:
            faults = story.faults()
            print(summary(story, faults))
        finally:
            story.town.close()
    return int(bool(faults))


def _tell(story: Story, days: float) -> None:
    """A line a day."""
    held, trouble = story.samples[-1], sum(story.town.tried.values())
    line = f"day {story.days:.0f} of {days:g}, {story.seconds:.0f} s: {trouble} happenings, {held.memory // 1024} MiB"
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
