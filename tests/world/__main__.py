"""Run the world: `python -m tests.world --port 0 [--latency-ms 5] [--era 2024] ...`.

Every knob is an option that takes JSON. One JSON line with the URL is printed when the world listens.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time

from tests.world.knobs import READERS, Knobs, turned
from tests.world.server import Server, greeting
from tests.world.state import State


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.world", description="An ECS and STS answer machine.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--parent", type=int, default=0, help="end when this process is no longer the parent")
    for name in READERS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=_json, default=None)
    return parser.parse_args()


def _end_with(parent: int) -> None:
    # Polling, for PR_SET_PDEATHSIG fires already when the thread that started us ends.
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main() -> int:
    """Listen until SIGTERM or SIGINT."""
    given = _arguments()
    wanted = {name: getattr(given, name) for name in READERS if getattr(given, name) is not None}
    server = Server(given.port, State(turned(Knobs(), wanted)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    if given.parent:
        threading.Thread(target=_end_with, args=(given.parent,), daemon=True).start()
    print(greeting(server), flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
