"""What `docs/how-to/check-specs-in-ci.md` tells people to copy, read and run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pytest
import yaml

from plumbrule.cli.report import FORMS, least_shown
from plumbrule.model.finding import Severity
from tests.cli.made import MISTAKES, UNEASY, spec
from tests.cli.test_validate_hooks import ACTION, HOOK, ROOT, committed, repository, run, step
from tests.docs.pages import Page, plain

if TYPE_CHECKING:
    from pathlib import Path

PAGE: Final = Page(ROOT / "docs" / "how-to" / "check-specs-in-ci.md")
PRE_COMMIT, ANNOTATED, SCANNED, GITLAB = (
    yaml.safe_load(block.text) for block in PAGE.blocks if block.language == "yaml"
)
(JENKINS,) = (block.text for block in PAGE.blocks if block.language == "groovy")
(ELSEWHERE,) = (block.text for block in PAGE.blocks if block.language == "bash")

GOOD: Final = {"services/web.json": spec(), "other/tsconfig.json": "{}"}
BAD: Final = {**GOOD, "services/bad.json": spec(MISTAKES)}
UNEASY_ONE: Final = {**GOOD, "services/uneasy.yml": spec(task=UNEASY)}

each_state = pytest.mark.parametrize(
    ("files", "code"), [pytest.param(GOOD, 0, id="good specs"), pytest.param(BAD, 2, id="a broken spec")]
)


def test_the_page_says_which_forms_there_are_and_what_they_list() -> None:
    said = {plain(row["output"]): row["lists by itself"] for row in PAGE.table("output")}
    names = {Severity.WARNING: "errors and warnings", Severity.INFO: "everything"}
    assert said == {form: names[least_shown(form, None, Severity.ERROR)] for form in FORMS}


def test_the_page_lists_the_inputs_of_the_action() -> None:
    assert [plain(row["input"]) for row in PAGE.table("input")] == list(ACTION["inputs"])


@each_state
def test_the_pre_commit_example_checks_a_commit(tmp_path: Path, files: dict[str, str], code: int) -> None:
    (source,) = PRE_COMMIT["repos"]
    (own,) = source["hooks"]

    assert own["id"] == HOOK["id"]
    assert committed(repository(tmp_path, files), own).code == code


def test_the_pre_commit_example_fails_for_warnings(tmp_path: Path) -> None:
    assert committed(repository(tmp_path, UNEASY_ONE), PRE_COMMIT["repos"][0]["hooks"][0]).code == 2


def ours(workflow: dict[str, Any]) -> dict[str, str]:
    """The inputs that a workflow gives to the action."""
    (found,) = [one for one in workflow["jobs"]["validate"]["steps"] if "/plumbrule@" in one["uses"]]
    return {name: str(value) for name, value in found["with"].items()}


@each_state
@pytest.mark.parametrize("workflow", [ANNOTATED, SCANNED], ids=["annotated", "scanned"])
def test_the_github_examples_check_a_pull_request(
    tmp_path: Path, files: dict[str, str], code: int, workflow: dict[str, Any]
) -> None:
    assert step(repository(tmp_path / "repo", files), ours(workflow)).code == code


def test_the_file_that_is_uploaded_is_the_one_that_was_written(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", BAD)
    upload = SCANNED["jobs"]["validate"]["steps"][-1]

    step(root, ours(SCANNED))

    assert upload["if"] == "always()"
    assert json.loads((root / upload["with"]["sarif_file"]).read_text())["runs"][0]["results"]
    assert SCANNED["permissions"]["security-events"] == "write"


@each_state
def test_the_gitlab_example_fails_with_a_report(tmp_path: Path, files: dict[str, str], code: int) -> None:
    root, job = repository(tmp_path, files), GITLAB["specs"]

    said = run("bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"]), cwd=root)

    assert said.code == code
    assert failures(root / job["artifacts"]["reports"]["junit"]) == (1 if code else 0)
    assert ("services/bad.json: 2 errors" in said.out) == bool(code)
    assert job["artifacts"]["when"] == "always"


@each_state
def test_the_jenkins_example_fails_with_a_report(tmp_path: Path, files: dict[str, str], code: int) -> None:
    root = repository(tmp_path, files)
    _, line = re.findall(r"sh '(.+)'", JENKINS)
    (report,) = re.findall(r"junit '(.+)'", JENKINS)

    assert run("sh", "-e", "-c", line, cwd=root).code == code
    assert failures(root / report) == (1 if code else 0)


@each_state
def test_the_example_for_anything_else_writes_findings(tmp_path: Path, files: dict[str, str], code: int) -> None:
    root = repository(tmp_path, files)

    said = run("bash", "-e", "-c", ELSEWHERE, cwd=root)

    found = json.loads((root / "findings.json").read_text())["findings"]
    assert said.code == 0
    assert any(one["severity"] == "error" for one in found) == bool(code)


def failures(report: Path) -> int:
    return int(ET.parse(report).getroot().get("failures", ""))  # noqa: S314 - our own report


def test_every_example_installs_the_same_version() -> None:
    named = re.findall(r"(?:plumbrule@|rev: )(v[\d.]+)", PAGE.text)
    assert len(named) == 5
    assert set(named) == {"v0.1.0"}


def test_a_job_that_cannot_run_does_not_pass(tmp_path: Path) -> None:
    root = repository(tmp_path, {"README.md": ""})

    for line in ("\n".join(GITLAB["specs"]["script"]), ELSEWHERE):
        assert run("bash", "-e", "-c", line, cwd=root).code == 1
