from __future__ import annotations

import os
import pty
import subprocess
import sys
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import click
import pytest

from plumbrule.cli.report import render
from plumbrule.cli.report.excerpt import Excerpts
from tests.cli.ground import plumbrule
from tests.cli.made import MISTAKES, UNEASY, file, finding, judged, lay, line_of, spec

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 120


def text_of(*args: object, **options: str) -> str:
    return click.unstyle(render("text", judged(*args, **options)))  # type: ignore[arg-type] # tables of tests pass both


def test_findings_stand_file_by_file_each_with_its_place_its_line_and_how_to_mend_it(tmp_path: Path) -> None:
    web, b = spec(MISTAKES), spec(task={"familly": "x"})
    lay(tmp_path, {"a/web.json": web, "a/good.json": spec(), "b.json": b})
    first, second, third = line_of(b, "familly"), line_of(web, "esential"), line_of(web, "containerPort")

    said = plumbrule("validate", "b.json", "a", "--show", "error", cwd=tmp_path, environment={"COLUMNS": "100"})

    shown, counted = said.out.rsplit("\n\n", 1)
    assert said.code == 2
    assert shown == (
        "b.json: 1 error\n"
        "  error R006: ECS knows no `familly` in a task definition\n"
        f"    b.json:{first}:3\n"
        f'    {first} |   "familly": "x"\n'
        "       |   ^\n"
        "    mend: did you mean `family`?\n"
        "\n"
        "a/web.json: 2 errors\n"
        "  error R006: ECS knows no `esential` in `containerDefinitions[0]`\n"
        f"    a/web.json:{second}:7\n"
        f'    {second} |       "esential": true,\n'
        "       |       ^\n"
        "    mend: did you mean `essential`?\n"
        '  error R008: `containerPort` must be a whole number, but is the text "80"\n'
        f"    a/web.json:{third}:28\n"
        f'    {third} |           "containerPort": "80"\n'
        "       |                            ^\n"
        "    mend: write 80 without quotes"
    )
    assert counted.splitlines()[-1].startswith("3 files: 3 errors")


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ([], "2 files: nothing to complain about"),
        (["error"], "2 files: 1 error"),
        (["warning", "error", "error"], "2 files: 2 errors, 1 warning"),
        (["info"], "2 files: 1 piece of advice"),
        (["error"] * 2 + ["warning"] + ["info"] * 7, "2 files: 2 errors, 1 warning, 7 pieces of advice"),
    ],
)
def test_the_last_line_counts_everything(severities: list[str], sentence: str) -> None:
    found = [finding(severity=one) for one in severities]

    assert text_of({"web.json": "{}", "b.json": "{}"}, *found).splitlines()[-1] == sentence


def test_what_is_not_listed_is_counted_and_said_to_be_missing() -> None:
    found = [finding(severity=one, rule=one.upper()) for one in ("error", "warning", "info", "info")]

    shown = text_of({"web.json": "{}"}, *found, show="warning")

    assert "ERROR" in shown
    assert "WARNING" in shown
    assert "INFO" not in shown
    assert shown.splitlines()[-2:] == [
        "not shown: 2 pieces of advice (--show info)",
        "1 file: 1 error, 1 warning, 2 pieces of advice",
    ]


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    assert text_of({"web.json": "{}\n"}, finding("web.json", message="it goes nowhere")).splitlines()[:3] == [
        "web.json: 1 error",
        "  error R001: it goes nowhere",
        "    web.json",
    ]


def test_a_file_that_is_no_text_has_no_lines_to_show() -> None:
    assert " | " not in text_of({"web.json": "a\0b"}, finding("web.json:1:2"))


def width(text: str) -> int:
    """Columns on a terminal: a wide character takes two, a combining mark none; a tab is shown as four."""
    return sum(
        4 if one == "\t" else 0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def below(text: str, caret: int) -> str:
    """What stands above the caret."""
    return next((one for at, one in enumerate(text) if width(text[:at]) == caret and width(one)), "")


LINES = {
    "plain text": '  "cpu": @',
    "tabs before it": '\t\t"cpu":\t@, "x": 1',
    "wide characters before it": '"名前": "日本語テキスト", "cpu": @',
    "combining marks before it": '"name": "e\u0301a\u0308", "cpu": @',
    "an emoji before it": '"\N{ROCKET}": @',
    "it is the first of all": '@"cpu": 512',
    "a long line": '"a": "' + "x " * 250 + '", "cpu": @, "b": "' + "y " * 250 + '"',
    "a long line of wide characters": '"a": "' + "語" * 500 + '", "cpu": @, "b": "' + "語" * 500 + '"',
    "the end of a long line": "[" + "1, " * 400 + "@",
    "the beginning of a long line": "@[" + "1, " * 400,
    "control characters and turned text": '"\x1b[31m\u202e\u200b": @',
    "a long line of tabs": "\t" * 300 + "@",
}


@pytest.mark.parametrize("columns", [1, 20, 21, 40, 80, 200])
@pytest.mark.parametrize("case", LINES)
def test_the_caret_stands_below_its_character_within_the_columns_there_are(case: str, columns: int) -> None:
    line = LINES[case]

    shown = Excerpts([file("f", line)]).of(finding(f"f:1:{line.index('@') + 1}"), columns)

    assert shown is not None
    assert below(shown.text, shown.caret) == "@"
    assert width(shown.text) <= max(columns, 20)
    assert shown.text.isprintable()
    assert ("…" in shown.text) == (width(line) > max(columns, 20))


def test_a_place_beyond_the_end_of_a_line_is_below_its_end() -> None:
    shown = Excerpts([file("f", "ab\ncd")]).of(finding("f:1:9"), 80)

    assert shown is not None
    assert (shown.text, shown.caret) == ("ab", 2)


VALUE = '{\n  "name": "DB_PASSWORD",\n  "value": "hunter2"\n}'
SECRETS = {
    "a value under a secret name": (VALUE, 3, 12, '  "value": (secret)'),
    "its name": (VALUE, 2, 3, '  "name": (secret)'),
    "all on one line": ('[{"name": "DB_PASSWORD", "value": "hunter2"}]', 1, 36, '[{"name": (secret)'),
    "a key of their own": ("environment:\n    hunter2: DB_PASSWORD=hunter2", 2, 5, "    (secret)"),
    "a credential anywhere": ("- command: [run, AKIAIOSFODNN7EXAMPLE]", 1, 12, "- command: (secret)"),
}


@pytest.mark.parametrize("case", SECRETS)
def test_of_a_line_that_may_hold_a_secret_only_a_members_name_is_shown(case: str) -> None:
    text, line, column, expected = SECRETS[case]

    shown = Excerpts([file("f", text)]).of(finding(f"f:{line}:{column}"), 80)

    assert shown is not None
    assert shown.text == expected
    assert shown.caret <= len(shown.text) - len("(secret)")


def test_a_message_that_hides_a_secret_hides_the_line_too() -> None:
    said = text_of({"f": "image: hunter2"}, finding("f:1:8", message="`image` is (secret)"))

    assert "hunter2" not in said
    assert "1 | image: (secret)" in said


def test_nothing_from_a_file_moves_the_cursor() -> None:
    bad = "a\x1b]0;x\x07\nb"

    said = text_of({bad: '"\x1b[2J"\n'}, finding(f"{bad}:1:2", message="is \x1b[2J\r", hint="\x9b2J"))

    assert all(line.isprintable() for line in said.splitlines())
    assert said.splitlines()[0] == "a ]0;x  b: 1 error"


def terminal(*words: str, cwd: Path, **environment: str) -> str:
    """What the program writes to a terminal, its standard error included."""
    ours, theirs = pty.openpty()
    said = b""
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "plumbrule.cli", *words],
        cwd=cwd,
        env={**clean, "TERM": "xterm", **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        with suppress(OSError):  # Linux answers a read with EIO once the other side is closed
            while part := os.read(ours, 65536):
                said += part
        process.wait(SECONDS)
    os.close(ours)
    return said.decode()


def test_a_terminal_gets_colours_unless_it_wants_none(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec(MISTAKES)})

    coloured = terminal("validate", "web.json", "--show", "error", cwd=tmp_path)
    plain = terminal("validate", "web.json", "--show", "error", cwd=tmp_path, NO_COLOR="1")

    assert "\x1b[31m" in coloured
    assert "\x1b" not in plain
    assert click.unstyle(coloured) == plain


def test_no_other_form_is_coloured_even_on_a_terminal(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec(task=UNEASY)})

    assert all(
        "\x1b" not in terminal("validate", "web.json", "-o", form, cwd=tmp_path)
        for form in ("json", "sarif", "github", "junit")
    )


@pytest.mark.slow
def test_long_work_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    lay(tmp_path, {f"{number:03}.json": "{" for number in range(200)})

    many = terminal("validate", ".", "-o", "json", cwd=tmp_path)
    (tmp_path / "000.json").unlink()

    assert "validating" in many
    assert "validating" not in terminal("validate", ".", "-o", "json", cwd=tmp_path)


def test_a_terminal_that_is_narrow_gets_narrow_lines(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": '{"family": "' + "x " * 150 + '", "familly": 1}'})

    said = plumbrule("validate", "web.json", "--show", "error", cwd=tmp_path, environment={"COLUMNS": "60"})

    (line,) = [line for line in said.out.splitlines() if '"familly"' in line]
    assert line.startswith("    1 | …")
    assert len(line) <= 60
