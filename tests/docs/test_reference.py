"""The reference pages say what the code says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from plumbrule.cli.exits import Exit
from plumbrule.core.decide.gates import CHAIN
from plumbrule.core.fields import FIELDS, ListKind
from plumbrule.edge.admin.routes import ROUTES
from plumbrule.model.event import Event
from plumbrule.model.risk import Risk
from plumbrule.model.state import DRIFT, MAY_BE_AUTOMATIC, Gate, State
from plumbrule.model.tags import COMMIT_TAG, DIGEST_TAG, INSTANCE_TAG, MOST_SPEC_TAGS, PATH_TAG, PLAN_TAG
from tests.deploy.policies import allowed
from tests.docs.pages import ROOT, Page, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCE: Final = ROOT / "docs" / "reference"
SOURCES: Final = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "daemon").rglob("*.py"))
    if path.name != "event.py"  # the catalogue itself tells nothing
)
EVENTS: Final = {plain(row["event"]): row for row in Page(REFERENCE / "events.md").table("event")}


def yes(cell: str) -> bool:
    """A yes or a no, and nothing else."""
    assert cell in {"yes", "no"}
    return cell == "yes"


def test_states_say_which_are_drift_and_which_may_be_automatic() -> None:
    rows = {plain(row["state"]): row for row in Page(REFERENCE / "states.md").table("state")}
    assert list(rows) == [state.value for state in State]
    assert {name for name, row in rows.items() if yes(row["drift"])} == {state.value for state in DRIFT}
    assert {name for name, row in rows.items() if yes(row["may be automatic"])} == {
        state.value for state in MAY_BE_AUTOMATIC
    }


def test_gates_are_told_in_the_order_of_the_chain() -> None:
    said = re.findall(r"^\| `(\w+)` \|", Page(REFERENCE / "gates.md").text, re.MULTILINE)
    assert said == [gate.__name__ for gate in CHAIN]
    assert sorted(said) == sorted(gate.value for gate in Gate)


def test_every_class_of_risk_has_its_grade_on_the_page_of_the_policy() -> None:
    rows = Page(REFERENCE / "policy.md").table("class")
    assert [(plain(row["class"]), row["grade"]) for row in rows] == [(one.value, one.grade.value) for one in Risk]


def test_every_question_of_the_admin_api_is_on_its_page() -> None:
    rows = Page(REFERENCE / "admin-api.md").table("question")
    assert [(plain(row["question"]), row["what it does"]) for row in rows] == [
        (f"{route.method} {route.path}", route.words) for route in ROUTES
    ]


def test_exit_codes_are_those_of_the_one_table() -> None:
    rows = Page(REFERENCE / "exit-codes.md").table("code")
    assert [(int(row["code"]), plain(row["name"])) for row in rows] == [(code.value, code.name) for code in Exit]


def test_the_readme_has_every_exit_code() -> None:
    rows = Page(ROOT / "README.md").table("exit code")
    assert {int(code) for row in rows for code in row["exit code"].split(",")} == {code.value for code in Exit}


def comments() -> Mapping[str, str]:
    """The comment of each event in the catalogue."""
    text = (ROOT / "daemon" / "plumbrule" / "model" / "event.py").read_text(encoding="utf-8")
    return dict(re.findall(r'^    \w+ = "(\w+)"  # (.+)$', text, re.MULTILINE))


def test_events_are_told_when_the_catalogue_says() -> None:
    assert list(EVENTS) == [event.value for event in Event]
    assert {name: row["told when"] for name, row in EVENTS.items()} == comments()


@pytest.mark.parametrize("event", Event)
def test_every_event_of_the_catalogue_is_told_by_somebody(event: Event) -> None:
    assert f"Event.{event.name}" in SOURCES


@pytest.mark.parametrize("event", Event)
def test_an_event_has_the_level_that_the_code_gives_it(event: Event) -> None:
    for level in re.findall(rf"\(\s*Event\.{event.name},\s*Level\.(\w+)\b(?! if)", SOURCES):
        assert level.lower() in EVENTS[event.value]["level"].split(", ")


def test_keyed_lists_have_their_keys() -> None:
    rows = {plain(row["list"]): plain(row["key"]) for row in Page(REFERENCE / "spec-format.md").table("list")}
    facts = FIELDS.values()
    assert rows == {
        fact.path: " and ".join(" or ".join(part) for part in fact.keys)
        for fact in facts
        if fact.kind is ListKind.KEYED
    }


def test_our_tags_are_all_there() -> None:
    page = Page(REFERENCE / "spec-format.md")
    assert [plain(row["tag"]) for row in page.table("tag")] == [
        INSTANCE_TAG,
        PLAN_TAG,
        DIGEST_TAG,
        COMMIT_TAG,
        PATH_TAG,
    ]
    assert f"a spec may carry {MOST_SPEC_TAGS}" in page.prose


def test_the_policies_allow_the_actions_that_are_listed_and_no_other() -> None:
    listed = {plain(row["action"]) for row in Page(ROOT / "SECURITY.md").table("action")}
    # Needs no permission.
    assert listed - allowed() == {"sts:GetCallerIdentity"}
    assert allowed() <= listed


def test_the_actions_are_those_that_the_code_calls() -> None:
    # What a spec's own role is to be allowed is no call of ours.
    grants = ROOT / "daemon" / "plumbrule" / "core" / "grants"
    rules = ROOT / "daemon" / "plumbrule" / "core" / "validate" / "rules"
    ours = SOURCES
    for path in (*grants.glob("*.py"), *rules.glob("*.py")):
        ours = ours.replace(path.read_text(encoding="utf-8"), "")
    called = set(re.findall(r'"((?:ecs|sts|iam|sns|sqs|ecr|secretsmanager|ssm|logs|s3):[A-Z]\w+)"', ours))
    listed = {plain(row["action"]) for row in Page(ROOT / "SECURITY.md").table("action")}
    # IAM asks for these beside a call of another name.
    assert listed - called == {"iam:PassRole", "s3:ListBucket"}
    assert called <= listed
