"""`python -m tests.bench.prepare ROOT URL FAMILIES REVISIONS`: a repository, and ECS that has all of it already.

In a process of its own, so that its memory is not measured.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.families import REGION, families
from tests.demo.publisher import Publisher
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE: Final = 1000
"""Definitions in one request to the world."""


def main(words: Sequence[str]) -> None:
    """Commit the families, and let somebody register each of them some times."""
    root, url, count, revisions = Path(words[0]), words[1], int(words[2]), int(words[3])
    publisher, world, made = Publisher(root), World(url), families(count)
    publisher.commit({f"services/{one['family']}.json": json.dumps(one, indent=2) for one in made}, "all of them")
    for start in range(0, count, AT_ONCE):
        world.register_many(made[start : start + AT_ONCE], region=REGION, times=revisions)


if __name__ == "__main__":
    main(sys.argv[1:])
