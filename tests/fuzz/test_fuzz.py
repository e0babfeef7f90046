"""The short form of `python -m tests.fuzz`, and what must hold for its figures to mean anything."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.answering import answer
from tests.fuzz.batch import ROOM, Note, read_note
from tests.fuzz.seeds import SEEDS
from tests.fuzz.watching import REPOSITORY, fuzz

if TYPE_CHECKING:
    from pathlib import Path

FILES = 2000
MOST_MEMORY = 512 << 20


@pytest.mark.slow
def test_two_thousand_hostile_files_are_all_answered() -> None:
    outcome = fuzz(FILES, seed=20261123, batch=1000)
    assert [(one.kind, one.path, one.content, one.why) for one in outcome.wrong] == []
    assert outcome.files >= FILES
    assert outcome.peak < MOST_MEMORY


def test_the_memory_of_a_batch_is_its_own_and_not_that_of_whoever_started_it() -> None:
    mine = bytearray(MOST_MEMORY)
    mine[::4096] = b"x" * len(mine[::4096])
    peak = fuzz(3, seed=1, batch=3).peak
    assert 0 < peak < MOST_MEMORY


@pytest.mark.parametrize("seed", SEEDS, ids=[path for path, _ in SEEDS])
def test_what_is_spoiled_was_good_before(seed: tuple[str, bytes]) -> None:
    assert [str(finding) for finding in answer(*seed) if finding.is_error and finding.rule in {"syntax", "form"}] == []


def test_the_note_names_the_file_that_ended_a_process(tmp_path: Path) -> None:
    place = tmp_path / "note"
    place.write_bytes(bytes(ROOM))
    note = Note(place)
    note.begin("a.json", b"x" * (2 * ROOM))
    note.begin("b/é.yaml", b"\0\xff")
    assert read_note(place) == (2, "b/é.yaml", b"\0\xff")


CRASH = """
import os, sys
import tests.fuzz.batch as batch
def answer(path, content):
    {how}
batch.answer = answer
batch.main()
"""


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        pytest.param("os.abort()", "crash", id="a process that dies"),
        pytest.param("raise RuntimeError(path)", "unanswered", id="an exception"),
        pytest.param("bytearray(8 << 30)", "unanswered", id="memory beyond the limit"),
    ],
)
def test_what_goes_wrong_is_counted(how: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "python"
    script = tmp_path / "batch.py"
    script.write_text(CRASH.format(how=how))
    fake.write_text(f'#!/bin/sh\nshift 2\nexec "{sys.executable}" "{script}" "$@"\n')
    fake.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(fake))
    outcome = fuzz(3, seed=1, batch=3)
    assert outcome.count(kind) >= 1
    assert {one.kind for one in outcome.wrong} == {kind}
    assert outcome.wrong[0].path


def test_a_batch_that_stands_still_is_ended_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\nexec sleep 60\n")
    fake.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(fake))
    monkeypatch.setattr("tests.fuzz.watching.STILL", 0.3)
    assert [one.kind for one in fuzz(3, seed=1, batch=3).wrong] == ["hang"]


def test_without_atheris_the_guided_one_says_so(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['atheris'] = None\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", "--seconds", "1"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        3,
        "atheris is not installed: `pip install 'atheris>=3'` into an environment of its own\n",
    )
