"""Runs batches side by side and outlives them: a parser may crash, hang or eat its process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.fuzz.batch import ROOM, read_note

REPOSITORY: Final = Path(__file__).resolve().parents[2]
STILL: Final = 20.0
"""Seconds without a new file after which a batch counts as hanging; starting up takes two."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One file that was not answered: `kind` is crash, hang or unanswered."""

    kind: str
    path: str
    content: bytes = field(repr=False)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of many files; `peak` is the largest resident size of one process in bytes."""

    files: int
    seconds: float
    peak: int
    slowest: float
    wrong: tuple[Wrong, ...]

    def count(self, kind: str) -> int:
        """How many files went wrong in this way."""
        return sum(one.kind == kind for one in self.wrong)

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {self.count(kind)}" for name, kind in KINDS.items())
        return (
            f"files {self.files}, seconds {self.seconds:.0f}, {counts}, "
            f"peak memory {self.peak / 2**20:.0f} MiB, slowest file {self.slowest:.2f} s"
        )


KINDS: Final = {"crashes": "crash", "hangs": "hang", "unanswered": "unanswered"}


def fuzz(files: int, seed: int, *, batch: int = 1000, jobs: int = 2) -> Outcome:
    """Answer `files` generated files in batches, each in a process of its own; the same seed makes the same files."""
    began = time.monotonic()
    sizes = [min(batch, files - start) for start in range(0, files, batch)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        ended = list(pool.map(lambda each: _batch(Path(folder), each[1], seed * 1_000_003 + each[0]), enumerate(sizes)))
    return Outcome(
        sum(one.files for one in ended),
        time.monotonic() - began,
        max((one.peak for one in ended), default=0),
        max((one.slowest for one in ended), default=0.0),
        tuple(wrong for one in ended for wrong in one.wrong),
    )


def _batch(folder: Path, count: int, seed: int) -> Outcome:
    note = folder / f"{seed}.note"
    note.write_bytes(bytes(ROOM))
    words = [sys.executable, "-m", "tests.fuzz.batch", str(count), str(seed), str(note)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])}
    with (folder / f"{seed}.out").open("w+b") as out, (folder / f"{seed}.err").open("w+b") as err:
        process = subprocess.Popen(words, cwd=REPOSITORY, env=environment, stdout=out, stderr=err)
        hung = _watch(process, note)
        out.seek(0)
        err.seek(0)
        return _outcome(process.returncode, hung, out.read(), err.read()[-2000:].decode(errors="replace"), note)


def _watch(process: subprocess.Popen[bytes], note: Path) -> bool:
    """Wait for the end; whether it had to be forced because no new file was begun for too long."""
    begun, since = 0, time.monotonic()
    while True:
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            now = read_note(note)[0]
            if now != begun:
                begun, since = now, time.monotonic()
            elif time.monotonic() - since > STILL:
                process.kill()
                process.wait()
                return True
        else:
            return False


def _outcome(code: int, hung: bool, out: bytes, words: str, note: Path) -> Outcome:  # noqa: FBT001 - one caller
    begun, path, content = read_note(note)
    if code != 0 or hung:
        why = "no new file in time" if hung else f"the process ended with {code}: {words}"
        return Outcome(begun, 0, 0, 0, (Wrong("hang" if hung else "crash", path, content, why),))
    said: dict[str, Any] = json.loads(out)
    wrong = tuple(Wrong(one["kind"], one["path"], bytes.fromhex(one["content"]), one["why"]) for one in said["wrong"])
    return Outcome(said["files"], 0, said["peak"], said["slowest"], wrong)
