"""A process that follows a link, so that it can be stopped, limited and killed; one JSON object a line tells how it is.

Arguments: the link; the seconds between two looks without a hint.
With LIMIT=n in the environment, this user namespace may watch n places only, from before the first watch.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from threading import Event

from plumbrule.edge.source import LinkSource, PlainSource
from tests.edge.source.follower import QUICK


def main(place: Path, poll: float) -> None:
    """Tell what is seen whenever it has changed, until killed."""
    logging.basicConfig(stream=sys.stderr)
    if limit := os.environ.get("LIMIT"):
        Path("/proc/sys/user/max_inotify_watches").write_text(limit)
    source = LinkSource(place) if place.is_symlink() else PlainSource(place, quiescence=QUICK)
    woken, seen = Event(), ""
    source.watch(woken.set)
    while True:
        token = source.token()
        if token != seen:
            seen = token
            files = {path: file.content.decode() for path, file in source.snapshot(None).files.items()}
            told = {"files": files, "reason": source.hints.reason, "alive": source.hints.alive(), "at": time.time()}
            print(json.dumps(told), flush=True)
        woken.wait(poll)
        woken.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
