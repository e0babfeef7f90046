"""One batch of files in a process of its own: `python -m tests.fuzz.batch COUNT SEED NOTE`.

Before each file is read it is written to NOTE, so that whoever watches knows which one ended the process.
"""

from __future__ import annotations

import json
import mmap
import re
import resource
import struct
import sys
import time
import traceback
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.answering import answer
from tests.fuzz.files import any_file

MEMORY: Final = 2 << 30
"""Bytes of address space: far more than any file may need, far less than the machine has."""

SECONDS: Final = 2.0
"""Processor time one file may take."""

ROOM: Final = 1 << 20
HEAD: Final = struct.Struct("<QQI")
"""How many files were begun, the length of the content, the length of the path; then path and content follow."""


class Note:
    """A file of fixed size that is written without system calls."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._room = mmap.mmap(file.fileno(), ROOM)
        self._begun = 0

    def begin(self, path: str, content: bytes) -> None:
        """Write down what is read next."""
        self._begun += 1
        name, kept = path.encode(), content[: ROOM - 4096]
        body = HEAD.pack(self._begun, len(kept), len(name)) + name + kept
        self._room[: len(body)] = body


def read_note(path: Path) -> tuple[int, str, bytes]:
    """How many files were begun, and the last one's path and content."""
    raw = path.read_bytes()
    begun, size, name = HEAD.unpack_from(raw)
    start = HEAD.size + name
    return begun, raw[HEAD.size : start].decode(), raw[start : start + size]


def run(count: int, first: int, note: Note) -> dict[str, object]:
    """Read `count` generated files; what went wrong, with the files."""
    wrong: list[dict[str, str]] = []
    slowest = [0.0]
    done = [0]

    @seed(first)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_file())
    def each(file: tuple[str, bytes]) -> None:
        path, content = file
        note.begin(path, content)
        began = time.process_time()
        try:
            answer(path, content)
        except Exception:  # noqa: BLE001 - any exception is what is looked for
            wrong.append(
                {"kind": "unanswered", "path": path, "content": content.hex(), "why": traceback.format_exc(-3)}
            )
        took = time.process_time() - began
        slowest[0] = max(slowest[0], took)
        done[0] += 1
        if took > SECONDS:
            wrong.append({"kind": "hang", "path": path, "content": content.hex(), "why": f"{took:.1f} s"})

    each()
    return {"files": done[0], "wrong": wrong, "peak": peak_memory(), "slowest": slowest[0]}


def peak_memory() -> int:
    """The largest resident size of this program so far, in bytes.

    `ru_maxrss` is not that: Linux carries it over an exec, so it can be the size of whoever started this process
    (getrusage(2), seen 2026-11).
    """
    words = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert words
    return int(words[1]) * 1024


def main() -> None:
    """Run one batch and print what came of it as one line of JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    count, first, note = sys.argv[1:4]
    print(json.dumps(run(int(count), int(first), Note(Path(note)))))


if __name__ == "__main__":
    main()
