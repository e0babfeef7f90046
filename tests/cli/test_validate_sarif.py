"""SARIF 2.1.0, asserted member by member from the standard and from what GitHub's code scanning asks for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest

from plumbrule import __version__
from plumbrule.cli.report import render
from plumbrule.core.validate.registry import catalogue
from tests.cli.ground import plumbrule
from tests.cli.made import MISTAKES, UNEASY, broken_name, finding, judged, lay, line_of, spec

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.cli.report.judged import Judged

Json = dict[str, Any]

LEVELS = {"none", "note", "warning", "error"}
URI_REFERENCE = re.compile(r"(?:file:///)?[A-Za-z0-9._~!$&'()*+,;=@%/-]+")
"""RFC 3986, as far as paths go; a colon in a first segment would be a scheme."""

RESULT = {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
RULE = {"id", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"}


def run_of(report: str) -> Json:
    """The only run, after everything in it was held against the standard."""
    log = json.loads(report)
    assert set(log) == {"$schema", "version", "runs"}
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: Json = log["runs"][0]
    assert set(run) == {"tool", "columnKind", "originalUriBaseIds", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("Plumbrule", __version__)
    for rule in driver["rules"]:
        hold_rule(rule)
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in run["results"]:
        hold_result(result, driver["rules"], run["originalUriBaseIds"])
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in driver["rules"]}
    return run


def hold_rule(rule: Json) -> None:
    assert RULE - {"helpUri"} <= set(rule) <= RULE
    assert all(rule[name]["text"].strip() for name in ("shortDescription", "fullDescription", "help"))
    assert rule["defaultConfiguration"]["level"] in LEVELS
    assert rule.get("helpUri", "https://").startswith("https://")


def hold_result(result: Json, rules: list[Json], bases: Json) -> None:
    assert set(result) == RESULT
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in LEVELS
    assert result["message"]["text"]
    (location,) = result["locations"]
    assert {"physicalLocation"} <= set(location) <= {"physicalLocation", "logicalLocations"}
    assert all(one["fullyQualifiedName"] for one in location.get("logicalLocations", []))
    physical = location["physicalLocation"]
    artifact = physical["artifactLocation"]
    assert URI_REFERENCE.fullmatch(artifact["uri"])
    assert artifact["uri"].startswith("file:///") != (artifact.get("uriBaseId") in bases)
    region = physical.get("region", {"startLine": 1, "startColumn": 1})
    assert region["startLine"] >= 1
    assert region["startColumn"] >= 1
    assert all(isinstance(value, str) and value for value in result["partialFingerprints"].values())


def sarif(of: Judged) -> Json:
    return run_of(render("sarif", of))


def test_each_finding_is_a_result_at_its_place(tmp_path: Path) -> None:
    text = spec(MISTAKES)
    lay(tmp_path, {"a b/web.json": text})

    said = plumbrule("validate", ".", "--output", "sarif", "--show", "error", cwd=tmp_path)

    first, second = run_of(said.out)["results"]
    assert said.code == 2
    assert (first["ruleId"], second["ruleId"]) == ("R006", "R008")
    assert first["level"] == "error"
    assert first["message"]["text"] == (
        "ECS knows no `esential` in `containerDefinitions[0]`\nMend: did you mean `essential`?"
    )
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b/web.json", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": line_of(text, "esential"), "startColumn": 7},
            },
            "logicalLocations": [{"fullyQualifiedName": "/containerDefinitions/0/esential"}],
        }
    ]


def test_without_show_everything_is_in_it(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec(task=UNEASY)})

    as_json = plumbrule("validate", "web.json", "--output", "json", cwd=tmp_path)
    said = plumbrule("validate", "web.json", "--output", "sarif", cwd=tmp_path)

    found = json.loads(as_json.out)["findings"]
    assert [one["ruleId"] for one in run_of(said.out)["results"]] == [one["rule"] for one in found]
    assert ("R008", "warning") in [(one["ruleId"], one["level"]) for one in run_of(said.out)["results"]]


def test_no_findings_are_a_run_without_results(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec()})

    said = plumbrule("validate", "web.json", "--output", "sarif", "--show", "error", cwd=tmp_path)

    assert said.code == 0
    assert run_of(said.out)["results"] == []


def test_every_rule_of_the_catalogue_can_be_reported_with_what_is_known_of_it() -> None:
    ids = sorted({rule.id for rule in catalogue()})
    severities = {rule.id: rule.severity for rule in catalogue()}

    run = sarif(judged({"web.json": ""}, *[finding(rule=one, severity=severities[one]) for one in ids]))

    rules = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == ids
    for rule in catalogue():
        shown = rules[ids.index(rule.id)]
        assert rule.why in shown["fullDescription"]["text"]
        assert rule.source.page in shown["help"]["text"]
        assert not rule.source.page.startswith("https://") or "helpUri" in shown


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_a_word_of_the_format_is_a_rule_too(severity: str, level: str) -> None:
    run = sarif(judged({"web.json": ""}, finding(rule="duplicate-key", severity=severity)))

    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Duplicate key."
    assert rule["defaultConfiguration"]["level"] == run["results"][0]["level"] == level


def test_a_finding_about_a_whole_file_has_no_region_and_no_pointer() -> None:
    (result,) = sarif(judged({"web.json": ""}, finding("web.json")))["results"]

    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "web.json", "uriBaseId": "%SRCROOT%"}}}
    ]


@pytest.mark.parametrize("name", ["a:b.json", "50%.json", "a b#c?.json", "ümläut/語.json", "-.json", "a\\b.json"])
def test_any_file_name_is_an_address_that_leads_back_to_it(tmp_path: Path, name: str) -> None:
    lay(tmp_path, {name: "{"})

    said = plumbrule("validate", ".", "--output", "sarif", cwd=tmp_path)

    found = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run_of(said.out)["results"]}
    assert {unquote_to_bytes(uri) for uri in found} == {name.encode()}


def test_a_file_name_that_is_no_utf_8_leads_back_to_its_bytes(tmp_path: Path) -> None:
    broken_name(tmp_path)

    said = plumbrule("validate", ".", "--output", "sarif", cwd=tmp_path)

    uri = run_of(said.out)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == b"br\xff.json"


def test_a_file_outside_of_the_root_has_its_whole_address(tmp_path: Path) -> None:
    lay(tmp_path, {"in/x": "", "out/web.json": "{"})

    said = plumbrule("validate", str(tmp_path / "out"), "--output", "sarif", cwd=tmp_path / "in")

    location = run_of(said.out)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": (tmp_path / "out" / "web.json").as_uri()}


def prints(root: Path) -> dict[str, str]:
    """Fingerprint → rule."""
    said = plumbrule("validate", ".", "--output", "sarif", "--show", "error", cwd=root)
    return {one["partialFingerprints"]["plumbrule/v1"]: one["ruleId"] for one in run_of(said.out)["results"]}


def test_a_fingerprint_stays_when_lines_move(tmp_path: Path) -> None:
    text = spec(MISTAKES)
    lay(tmp_path, {"web.json": text})
    before = prints(tmp_path)

    lay(tmp_path, {"web.json": "\n\n" + text.replace("\n", "\n\n")})

    assert len(before) == 2
    assert prints(tmp_path) == before


def test_a_fingerprint_is_of_one_finding_only() -> None:
    found = [
        finding(pointer="/a"),
        finding(pointer="/b"),
        finding("b.json:1:1", pointer="/a"),
        finding(rule="R002", pointer="/a"),
        finding("web.json:2:2", message="the same value again", pointer="/a"),
    ]

    results = sarif(judged({"web.json": "", "b.json": ""}, *found))["results"]

    assert len({json.dumps(one["partialFingerprints"]) for one in results}) == len(found)
