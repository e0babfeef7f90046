"""docs/how-to/change-what-a-rule-says.md: its examples do what it says."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbrule.core.render.rendering import render
from plumbrule.core.validate.changing import ABOUT_WAIVERS, of_operators
from plumbrule.core.validate.judging import Candidate, judge
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.target_policy import Addressee
from plumbrule.settings.load import parse_settings
from tests.core.load.files import document
from tests.docs.pages import ROOT, Page, plain

PAGE: Final = Page(ROOT / "docs" / "how-to" / "change-what-a-rule-says.md")
SETTINGS, MANIFEST = (block.text for block in PAGE.blocks if block.language == "yaml")
WHOLE: Final = f"version: 1\ninstance: shop\nsource: {{kind: git, path: /srv/specs}}\n{SETTINGS}"


def counted(today: date) -> dict[str, dict[str, str]]:
    """What the manifest's rules count in each target of the settings, where the page speaks of them."""
    targets = {one.target.name: one for one in parse_settings(WHOLE, "plumbrule.yaml", {}).targets}
    read = document(MANIFEST, "services/web.yaml")
    addressees = [Addressee(one.target, one.policy.routes, one.policy.scope) for one in targets.values()]
    specs = render(read, addressees, api_shape()).specs
    candidates = [
        Candidate(spec.definition, spec.locate or read.locate, None, targets[name].policy.scope, name)
        for spec in specs
        for name in [spec.key.target]
    ]
    found = judge(read, candidates, api_shape(), today)
    return {
        spec.key.target: {one.rule: one.severity for one in said if one.rule in {"R065", "R017", *ABOUT_WAIVERS}}
        for spec, said in zip(specs, found, strict=True)
    }


def test_the_annotation_holds_where_it_is_admitted_and_as_long_as_it_says() -> None:
    assert counted(date(2027, 1, 31)) == {
        "production": {"R017": "warning", "R065": "error", "waiver-refused": "info"},
        "test": {"R017": "warning"},
    }
    assert counted(date(2027, 2, 1)) == {
        "production": {"R017": "warning", "R065": "error", "waiver-expired": "error"},
        "test": {"R017": "warning", "R065": "info", "waiver-expired": "warning"},
    }


def test_the_table_has_every_finding_about_annotations() -> None:
    rows = {plain(row["finding"]): row["severity"] for row in PAGE.table("finding")}
    assert rows == {rule: severity.value for rule, severity in ABOUT_WAIVERS.items()}


def test_what_nobody_can_change_cannot_be_changed() -> None:
    part = PAGE.text.split("\n## What nobody can change\n")[1]
    named = {code for line in part.splitlines() if line.startswith("- ") for code in _codes(line)}
    assert named == {"duplicate-key", "unrouted", "R006", "R008", "own-tags"}
    assert not named & of_operators().keys()


def _codes(line: str) -> list[str]:
    return line.split("`")[1::2]
