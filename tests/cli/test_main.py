from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import plumbrule as package
from plumbrule.cli import VERBS
from tests.cli.ground import plumbrule

if TYPE_CHECKING:
    from pathlib import Path


def test_version_is_the_packages_own(tmp_path: Path) -> None:
    said = plumbrule("version", "--output", "json", cwd=tmp_path)

    assert json.loads(said.out)["version"] == package.__version__


def test_help_names_every_verb_and_the_exit_codes(tmp_path: Path) -> None:
    said = plumbrule("--help", cwd=tmp_path)

    assert said.code == 0
    assert all(verb in said.out for verb in VERBS)
    assert "78 the settings" in said.out


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_whose_first_line_the_overview_shows(verb: str, tmp_path: Path) -> None:
    said = plumbrule(verb, "--help", cwd=tmp_path)

    assert said.code == 0
    assert said.out.startswith("Usage: ")


def test_an_unknown_verb_is_refused_without_a_traceback(tmp_path: Path) -> None:
    said = plumbrule("paln", cwd=tmp_path)

    assert said.code == 1
    assert "No such command 'paln'" in said.err
    assert "Traceback" not in said.err


def test_completion_answers_without_reading_settings(tmp_path: Path) -> None:
    words = {"_PLUMBRULE_COMPLETE": "bash_complete", "COMP_WORDS": "plumbrule va", "COMP_CWORD": "1"}

    said = plumbrule(cwd=tmp_path, environment=words)

    assert "plain,validate" in said.out
