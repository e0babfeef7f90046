"""`plumbrule explain` as people and programs meet it."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from plumbrule.cli import main
from plumbrule.cli.explained import as_text
from plumbrule.edge.aws.shape import api_shape
from plumbrule.reference.explain.page import Kind, Target
from plumbrule.reference.explain.pages import page_of, targets
from plumbrule.reference.explain.words import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ENGLISH = {"LC_ALL": "C.UTF-8"}
JAPANESE = {"LC_ALL": "ja_JP.UTF-8"}


def explain(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *words], env=env or ENGLISH, catch_exceptions=False)


def test_a_field_is_explained_with_example_and_rules() -> None:
    said = explain("healthCheck.startPeriod").output
    assert said.startswith("containerDefinitions[].healthCheck.startPeriod\n")
    assert "a whole number, 0 to 300" in said
    assert "docker run --health-start-period" in said
    assert "startPeriod: 60" in said
    assert "R178" in said


def test_the_locale_chooses_the_language_unless_it_is_said() -> None:
    assert "いつ必要か" in explain("cpu", env=JAPANESE).output
    assert "When it is needed" in explain("cpu", "--lang", "en", env=JAPANESE).output
    assert "いつ必要か" in explain("cpu", "--lang", "ja").output


def test_a_heading_of_the_form_in_japanese_leads_to_its_topic() -> None:
    said = explain("ヘルスチェック", env=JAPANESE).output
    assert said.startswith("ヘルスチェック\n")
    assert "CMD-SHELL" in said


def test_several_words_need_no_quotes() -> None:
    assert explain("health", "check").output == explain("health check").output


def test_without_a_word_everything_is_listed() -> None:
    said = explain().output
    assert "health-checks" in said
    assert "containerDefinitions[].image" in said
    assert "plumbrule explain R001" in said


def test_a_program_gets_the_page_as_json() -> None:
    said = json.loads(explain("R178", "--output", "json").output)
    assert (said["kind"], said["name"], said["lang"]) == ("rule", "R178", "en")
    bad = next(one for one in said["sections"] if one["title"] == "Bad")
    assert bad["parts"][0]["example"].startswith("containerDefinitions[0].healthCheck")


def test_an_ambiguous_word_is_answered_with_what_it_may_mean() -> None:
    said = explain("name")
    assert said.exit_code == 1
    assert "containerDefinitions[].name, containerDefinitions[].environment[].name" in said.stderr


def test_a_mistyped_word_is_answered_with_what_is_near_and_an_unknown_one_with_the_list() -> None:
    assert "did you mean containerDefinitions[].healthCheck" in explain("healthChek").stderr
    said = explain("zebra\x1b[2J")
    assert (said.exit_code, "\x1b" in said.stderr) == (1, False)
    assert "plumbrule explain lists everything" in said.stderr


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("lang", Lang)
def test_no_line_of_prose_is_wider_than_the_terminal(width: int, lang: Lang) -> None:
    """Examples and addresses stay whole, so that they can be copied."""
    shape = api_shape().request
    for target in targets():
        if target.kind is Kind.TOPIC:
            text = as_text(page_of(target, shape, lang), width)
            prose = [line for line in text.split("\n")[1:] if not line.startswith("    ") and "://" not in line]
            wide = [line for line in prose if _columns(line) > min(width, 100) + 2]
            assert [line for line in wide if " " in line.strip()] == [], "only a single long word may be wider"


def _columns(text: str) -> int:
    plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[36m", "").replace("\x1b[2m", "")
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in plain)


def test_nothing_is_lost_by_wrapping() -> None:
    page = page_of(Target(Kind.TOPIC, "roles"), api_shape().request, Lang.JA)
    narrow, wide = ("".join(as_text(page, width).split()) for width in (30, 1000))
    assert narrow == wide


def test_the_site_is_written_in_both_languages_or_in_one(tmp_path: Path) -> None:
    assert explain("--html", str(tmp_path / "site")).output == f"{tmp_path}/site/index.html\n"
    english = tmp_path / "site/en/topic/health-checks.html"
    assert "<h1>Health checks</h1>" in english.read_text()
    assert "../../ja/topic/health-checks.html" in english.read_text()
    explain("--html", str(tmp_path / "one"), "--lang", "ja")
    assert not (tmp_path / "one/en").exists()
    assert "<h1>ヘルスチェック</h1>" in (tmp_path / "one/ja/topic/health-checks.html").read_text()


def test_a_site_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = explain("--html", str(tmp_path / "file/site"))
    assert (said.exit_code, "cannot be written" in said.stderr) == (1, True)


def test_a_shell_completes_what_can_be_explained() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "plumbrule.cli"],
        env={"_PLUMBRULE_COMPLETE": "bash_complete", "COMP_WORDS": "plumbrule explain healthC", "COMP_CWORD": "2"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "healthCheck" in ran.stdout, ran.stderr
