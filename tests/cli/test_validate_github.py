from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plumbrule.cli.report import render
from plumbrule.model.place import Place
from tests.cli.ground import plumbrule
from tests.cli.made import MISTAKES, finding, judged, lay, line_of, spec

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = re.compile(r"::(?P<name>\w+) (?P<properties>.*?)::(?P<message>.*)")
ESCAPES = (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as a runner reads it (actions/runner, src/Runner.Common/ActionCommand.cs, seen 2026-11)."""
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = [pair.split("=", 1) for pair in found["properties"].split(",")]
    return found["name"], {name: plain(value) for name, value in pairs}, plain(found["message"])


def plain(text: str) -> str:
    for escape, character in ESCAPES:
        text = text.replace(escape, character)
    return text


def test_each_finding_is_a_command_and_the_last_line_counts(tmp_path: Path) -> None:
    text = spec(MISTAKES)
    lay(tmp_path, {"web.json": text, "good.json": spec()})

    said = plumbrule("validate", ".", "--output", "github", "--show", "error", cwd=tmp_path)

    first, second, *closing = said.out.splitlines()
    assert first == (
        f"::error file=web.json,line={line_of(text, 'esential')},col=7,title=Plumbrule R006"
        "::ECS knows no `esential` in `containerDefinitions[0]`%0Amend: did you mean `essential`?"
    )
    assert second.startswith(f"::error file=web.json,line={line_of(text, 'containerPort')},col=28,")
    assert closing[-1].startswith("2 files: 2 errors")


@pytest.mark.parametrize(("severity", "name"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_a_severity_has_its_command(severity: str, name: str) -> None:
    said = render("github", judged({"web.json": ""}, finding(severity=severity)))

    assert read(said.splitlines()[0]) == (
        name,
        {"file": "web.json", "line": "1", "col": "1", "title": "Plumbrule R001"},
        "it is wrong",
    )


def test_a_finding_about_a_whole_file_names_no_line() -> None:
    said = render("github", judged({"web.json": ""}, finding("web.json")))

    assert read(said.splitlines()[0])[1] == {"file": "web.json", "title": "Plumbrule R001"}


@pytest.mark.parametrize(
    "hostile",
    ["100 %", "a:b,c=d", "x\r\n::error::forged", "%0A::set-env name=PATH::x", "::", "a::b", "%3A", "file=x,line=9"],
)
def test_no_text_becomes_a_command_or_a_property_of_its_own(hostile: str) -> None:
    found = finding(rule=hostile, message=hostile, hint=hostile)
    about = replace(found, place=Place(hostile, 3, 4))

    first, last = render("github", judged({hostile: ""}, about)).split("\n")

    name, properties, message = read(first)
    assert (name, properties) == ("error", {"file": hostile, "line": "3", "col": "4", "title": f"Plumbrule {hostile}"})
    assert message == f"{hostile}\nmend: {hostile}"
    assert not last.startswith("::")


@pytest.mark.parametrize(("count", "said"), [(10, 0), (11, 1)])
def test_more_findings_than_github_shows_are_all_in_the_log_which_says_so(count: int, said: int) -> None:
    found = [finding(f"web.json:{number}:1") for number in range(1, count + 1)]

    lines = render("github", judged({"web.json": ""}, *found)).splitlines()

    assert sum(line.startswith("::error ") for line in lines) == count
    assert sum("first 10 errors" in line for line in lines) == said
    assert lines[-1] == f"1 file: {count} errors"
