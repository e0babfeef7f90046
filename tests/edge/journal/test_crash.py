from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from plumbrule.edge.journal import open_journal
from plumbrule.model.ids import TargetName
from plumbrule.model.record import Pending
from tests.edge.journal.entries import agreed, intent, key

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 17, 60])
def test_every_record_that_returned_survives_a_kill_and_none_is_half(after: int, tmp_path: Path) -> None:
    place = tmp_path / "journal.db"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.edge.journal.writer", str(place)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'daemon'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        try:
            lines = [child.stdout.readline() for _ in range(after)]
        finally:
            child.send_signal(signal.SIGKILL)
        lines += child.stdout.readlines()
    returned = len([line for line in lines if line.endswith("\n")])
    assert returned >= after
    journal = open_journal(place, writable=True)
    try:
        written = len(journal.agreed_families(TargetName("prod")))
        assert returned <= written <= returned + 1, "at most the record in flight may have come through as well"
        for number in range(1, written + 1):
            of = key(f"f{number}")
            assert journal.agreed(of) == agreed(of)
            assert journal.pending(of) == Pending(intent(str(number), of))
        assert journal.pending(key(f"f{written + 1}")) is None
        journal.record(agreed(key("after the crash")))
    finally:
        journal.close()


def test_what_is_recorded_is_in_the_file_at_once_for_every_other_reader(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.db", writable=True)
    try:
        journal.record(agreed())
        with journal._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2, "FULL"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        other = sqlite3.connect(tmp_path / "journal.db")
        try:
            assert other.execute("SELECT family FROM agreed").fetchall() == [("web",)]
        finally:
            other.close()
    finally:
        journal.close()
