"""The exit codes of `docs/reference/exit-codes.md`, in every form, whoever reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from plumbrule.cli.report import FORMS
from tests.cli.ground import SECONDS, Said, plumbrule
from tests.cli.made import MISTAKES, broken_name, lay, spec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

every_form = pytest.mark.parametrize("form", FORMS)


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    lay(tmp_path, {"bad.json": spec(MISTAKES), "good.json": spec(), "wrong.yaml": "version: 2\n"})
    return tmp_path


@every_form
@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["good.json"], 0, id="nothing is wrong"),
        pytest.param(["bad.json"], 2, id="there are errors"),
        pytest.param(["good.json", "bad.json", "--fail-on", "warning"], 2, id="one file of two has errors"),
        pytest.param(["good.json", "--config", "wrong.yaml"], 78, id="the settings are wrong"),
        pytest.param(["good.json", "--config", "nowhere.yaml"], 78, id="there are no settings"),
    ],
)
def test_every_form_exits_alike(ground: Path, form: str, words: list[str], code: int) -> None:
    said = plumbrule("validate", *words, "--output", form, cwd=ground)

    assert said.code == code
    assert bool(said.out) == (code != 78)
    assert bool(said.err) == (code == 78)
    assert "Traceback" not in said.err


@every_form
def test_a_path_that_is_not_there_could_not_run(ground: Path, form: str) -> None:
    said = plumbrule("validate", "nowhere.json", "--output", form, cwd=ground)

    assert (said.code, said.out) == (1, "")
    assert "nowhere.json" in said.err
    assert "Traceback" not in said.err


@every_form
def test_a_file_that_cannot_be_read_is_a_sentence_and_one(ground: Path, form: str) -> None:
    said = plumbrule("validate", "good.json", "/proc/self/mem", "--output", form, cwd=ground)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("plumbrule: /proc/self/mem: cannot be read: ")


def run(*words: str, cwd: Path, stdout: int | IO[bytes], **environment: str) -> Said:
    """The program with a standard output of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "plumbrule.cli", "validate", *words],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=SECONDS,
        check=False,
    )
    return Said(done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode())


@pytest.fixture
def nobody() -> Iterator[int]:
    """A pipe whose reader is gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@every_form
@pytest.mark.parametrize(("name", "code"), [("good.json", 0), ("bad.json", 2)])
def test_a_reader_that_went_away_changes_nothing(ground: Path, nobody: int, form: str, name: str, code: int) -> None:
    said = run(name, "--output", form, cwd=ground, stdout=nobody)

    assert (said.code, said.err) == (code, "")


@every_form
def test_a_report_longer_than_a_pipe_whose_reader_leaves_in_the_middle(tmp_path: Path, form: str) -> None:
    lay(tmp_path, {f"{number}.json": spec(MISTAKES) for number in range(150)})
    reader, writer = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "plumbrule.cli", "validate", ".", "--output", form],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writer)
        first = os.read(reader, 10)
        os.close(reader)
        _, said = process.communicate(timeout=SECONDS)

    assert first
    assert (process.returncode, said) == (2, b"")


@every_form
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("name", ["good.json", "bad.json"])
def test_a_report_that_cannot_be_written_is_no_success(ground: Path, form: str, name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        said = run(name, "--output", form, cwd=ground, stdout=full)

    assert said.code == 1
    assert said.err == "plumbrule: the report could not be written: No space left on device\n"


@every_form
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_locale_with_few_characters_is_no_obstacle(tmp_path: Path, form: str, encoding: str) -> None:
    lay(tmp_path, {"語.json": spec({"ümläut": "語"})})

    said = run(".", "--output", form, cwd=tmp_path, stdout=subprocess.PIPE, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert (said.code, said.err) == (2, "")
    expected = "\\u8a9e.json" if form == "text" and encoding == "latin-1" else "語.json"
    assert (expected if form != "sarif" else "%E8%AA%9E.json") in said.out


@every_form
def test_a_file_name_that_is_no_utf_8_is_no_obstacle(tmp_path: Path, form: str) -> None:
    name = broken_name(tmp_path)

    said = run(".", "--output", form, cwd=tmp_path, stdout=subprocess.PIPE)

    assert (said.code, said.err) == (2, "")
    if form == "json":
        assert json.loads(said.out)["findings"][0]["file"] == name
    if form == "junit":
        assert ET.fromstring(said.out) is not None  # noqa: S314 - our own report
