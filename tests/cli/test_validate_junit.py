from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from plumbrule.cli.report import render
from plumbrule.model.place import Place
from tests.cli.ground import plumbrule
from tests.cli.made import MISTAKES, UNEASY, broken_name, finding, judged, lay, spec

if TYPE_CHECKING:
    from pathlib import Path


def cases(report: str) -> dict[str, ET.Element]:
    """Each test case by its name, of a document that has the attributes every reader counts with."""
    root = ET.fromstring(report)  # noqa: S314 - our own report
    suites = root.findall("testsuite")
    assert root.tag == "testsuites"
    assert [len(suite.findall("testcase")) for suite in suites] == [1] * len(suites)
    assert [suite.get("name") for suite in suites] == [suite[0].get("name") for suite in suites]
    for one, failed in [(suite, suite[0].find("failure") is not None) for suite in suites]:
        assert (one.get("tests"), one.get("failures"), one.get("errors")) == ("1", str(int(failed)), "0")
    assert root.get("tests") == str(len(suites))
    assert root.get("failures") == str(sum(suite.get("failures") == "1" for suite in suites))
    return {suite[0].get("name", ""): suite[0] for suite in suites}


def test_each_file_is_a_case_and_each_error_a_failure(tmp_path: Path) -> None:
    lay(tmp_path, {"bad.json": spec(MISTAKES), "good.json": spec(), "uneasy.json": spec(task=UNEASY)})

    said = plumbrule("validate", ".", "--output", "junit", cwd=tmp_path)

    found = cases(said.out)
    assert said.code == 2
    assert said.out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert {name: [one.get("message", "")[:5] for one in case.findall("failure")] for name, case in found.items()} == {
        "bad.json": ["R006:", "R008:"],
        "good.json": [],
        "uneasy.json": [],
    }
    assert "warning R008" in found["uneasy.json"].findtext("system-out", "")
    assert found["bad.json"].get("file") == "bad.json"


@pytest.mark.parametrize(("fail_on", "failures"), [("error", ["error"]), ("warning", ["error", "warning"])])
def test_what_fails_the_command_fails_the_case(fail_on: str, failures: list[str]) -> None:
    found = [finding(severity=one) for one in ("error", "warning")]

    case = cases(render("junit", judged({"web.json": "{}"}, *found, fail_on=fail_on)))["web.json"]

    assert [one.get("type") for one in case.findall("failure")] == failures


def test_readers_of_the_first_failure_only_find_everything_in_the_output() -> None:
    found = [finding(rule=f"R{number}") for number in range(3)]

    case = cases(render("junit", judged({"web.json": "{}"}, *found)))["web.json"]

    assert [rule in case.findtext("system-out", "") for rule in ("R0", "R1", "R2")] == [True] * 3
    assert "R2" not in (case[0].text or "")


def test_a_failure_shows_the_line_and_how_to_mend_it() -> None:
    found = finding("web.json:1:2", hint="write {}")

    (failure,) = cases(render("junit", judged({"web.json": "{]\n"}, found)))["web.json"].findall("failure")

    assert (failure.text or "").splitlines() == [
        "  error R001: it is wrong",
        "    web.json:1:2",
        "    1 | {]",
        "      |  ^",
        "    mend: write {}",
    ]


FORBIDDEN = ["\x00", "\x0b", "\x1b[31m", "\x1f", "\ufffe", "\uffff", "\ud800", "\udcff"]
ALLOWED = ["<&>\"'", "]]>", "\t", "\x85", "\U0010ffff", "語", "<failure/>"]


@pytest.mark.parametrize("hostile", [*FORBIDDEN, *ALLOWED])
def test_whatever_stands_in_a_file_the_report_is_xml(hostile: str) -> None:
    found = replace(finding(message=hostile, hint=hostile), place=Place(f"a{hostile}b", 1, 1))

    said = render("junit", judged({f"a{hostile}b": ""}, found))

    (name,) = cases(said.encode().decode())
    assert name == (f"a{hostile}b" if hostile in ALLOWED else name)
    assert name.startswith("a")
    assert name.endswith("b")


def test_a_file_name_that_is_no_utf_8_is_a_case_too(tmp_path: Path) -> None:
    broken_name(tmp_path)

    said = plumbrule("validate", ".", "--output", "junit", cwd=tmp_path)

    assert list(cases(said.out)) == ["br\ufffd.json"]
