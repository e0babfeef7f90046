from __future__ import annotations

import json
import pkgutil
from typing import TYPE_CHECKING

import pytest

from plumbrule.cli import report
from plumbrule.cli.report import FORMS, least_shown, render
from plumbrule.model.finding import Severity
from tests.cli.ground import plumbrule
from tests.cli.made import MISTAKES, UNEASY, finding, judged, lay, line_of, spec

if TYPE_CHECKING:
    from pathlib import Path

SHARED = {"judged", "words", "excerpt", "hidden", "block"}
EACH = [finding(severity=one, rule=f"of-{one}") for one in ("error", "warning", "info")]


def test_every_module_of_the_package_is_a_form_or_shared_by_forms() -> None:
    assert {module.name for module in pkgutil.iter_modules(report.__path__)} - SHARED == set(FORMS)


def test_the_help_names_every_form(tmp_path: Path) -> None:
    assert f"[{'|'.join(FORMS)}]" in plumbrule("validate", "--help", cwd=tmp_path).out


@pytest.mark.parametrize(("verb", "forms"), [("plan", "text|json|markdown"), ("version", "text|json")])
def test_other_verbs_have_forms_of_their_own(verb: str, forms: str, tmp_path: Path) -> None:
    assert f"[{forms}]" in plumbrule(verb, "--help", cwd=tmp_path).out


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("show", ["error", "warning", "info"])
def test_each_form_lists_what_it_is_told_to(form: str, show: str) -> None:
    said = render(form, judged({"web.json": "{}"}, *EACH, show=show))

    listed = ["error", "warning", "info"][: ["error", "warning", "info"].index(show) + 1]
    assert [one for one in ("error", "warning", "info") if f"of-{one}" in said] == listed


@pytest.mark.parametrize(
    ("form", "show", "fail_on", "expected"),
    [
        ("text", None, "error", "warning"),
        ("github", None, "error", "warning"),
        ("junit", None, "error", "warning"),
        ("json", None, "error", "info"),
        ("sarif", None, "error", "info"),
        ("json", "error", "error", "error"),
        ("sarif", "warning", "error", "warning"),
        ("text", "info", "error", "info"),
        ("text", None, "info", "info"),
        ("text", "error", "warning", "warning"),
        ("junit", "error", "info", "info"),
    ],
)
def test_what_one_fails_for_is_always_listed(form: str, show: str | None, fail_on: str, expected: str) -> None:
    assert least_shown(form, Severity(show) if show else None, Severity(fail_on)) is Severity(expected)


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 2), ("info", 2)])
@pytest.mark.parametrize("show", ["error", "info"])
def test_what_is_listed_does_not_change_the_exit_code(tmp_path: Path, fail_on: str, show: str, code: int) -> None:
    lay(tmp_path, {"web.json": spec(task=UNEASY)})

    assert plumbrule("validate", "web.json", "--fail-on", fail_on, "--show", show, cwd=tmp_path).code == code


def test_json_is_one_object_with_the_promised_members(tmp_path: Path) -> None:
    text = spec(MISTAKES)
    lay(tmp_path, {"web.json": text})

    said = plumbrule("validate", "web.json", "--output", "json", "--show", "error", cwd=tmp_path)

    assert json.loads(said.out) == {
        "findings": [
            {
                "rule": "R006",
                "severity": "error",
                "file": "web.json",
                "line": line_of(text, "esential"),
                "column": 7,
                "pointer": "/containerDefinitions/0/esential",
                "message": "ECS knows no `esential` in `containerDefinitions[0]`",
                "hint": "did you mean `essential`?",
            },
            {
                "rule": "R008",
                "severity": "error",
                "file": "web.json",
                "line": line_of(text, "containerPort"),
                "column": 28,
                "pointer": "/containerDefinitions/0/portMappings/0/containerPort",
                "message": '`containerPort` must be a whole number, but is the text "80"',
                "hint": "write 80 without quotes",
            },
        ]
    }
