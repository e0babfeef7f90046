"""The bench runs, and a sweep over what did not change reads, parses and computes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench import reaction
from tests.bench.one import CREDENTIALS, Size, measure
from tests.world.client import REPOSITORY, World

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
FAMILIES = 50
FAST = 20
MOST_MILLISECONDS = 3000
"""The poll's interval: a hint of the kernel's is sooner, however busy the machine."""


def test_a_warm_sweep_parses_no_spec_and_canonicalises_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with World.start() as world:
        found = measure(tmp_path, world, Size(FAMILIES, speed=FAST))
    read, cold, warm, again, restarted = (_counts(phase) for phase in found["phases"])
    assert read == {"phase": "read", "calls": 0, "throttled": 0, "parsed": FAMILIES, "unchanged": 0}
    assert cold == {"phase": "cold", "calls": FAMILIES, "throttled": 0, "parsed": 0, "unchanged": 0}
    assert warm == {"phase": "warm", "calls": 1, "throttled": 0, "parsed": 0, "unchanged": FAMILIES}
    assert again == {**read, "phase": "read again"}
    assert restarted == {"phase": "restarted", "calls": 1, "throttled": 0, "parsed": 0, "unchanged": 0}


def test_the_table_is_plain_text_in_a_pipe() -> None:
    words = [sys.executable, "-m", "tests.bench", "3", "--revisions", "2"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "daemon"), str(REPOSITORY)])}
    done = subprocess.run(
        words, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=90, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[:3] for line in lines[1:4]] == [["3", "2", phase] for phase in ("read", "cold", "warm")]
    assert done.stdout.isascii()


def test_a_change_is_registered_and_the_time_it_took_is_known() -> None:
    took, read = reaction.measured("link", count=3, swaps=3, latency=1)
    assert len(took) == 3
    assert 0 < min(took) < MOST_MILLISECONDS
    assert read > 0


def _counts(phase: dict[str, Any]) -> dict[str, Any]:
    return {name: phase[name] for name in ("phase", "calls", "throttled", "parsed", "unchanged")}
