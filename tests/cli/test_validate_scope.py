"""`plumbrule validate` shows findings as bad as settings and annotations make them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.ground import plumbrule
from tests.core.validate.manifests import NO_STATUS, manifest, native, waiving
from tests.settings.texts import GOOD, SECOND, edited

if TYPE_CHECKING:
    from pathlib import Path


def severities(root: Path, text: str, *words: str) -> dict[str, str]:
    """What is said of one file, by rule; of the rules that these tests are about."""
    (root / "prod").mkdir()
    (root / "prod" / "web.json").write_text(text)
    said = plumbrule("validate", "prod", "--output", "json", *words, cwd=root)
    findings = json.loads(said.out)["findings"]
    told = {one["rule"]: one["severity"] for one in findings}
    assert [one["rule"] for one in findings].count("R259") <= 1
    assert (said.code == 2) is ("error" in told.values())
    return {rule: told[rule] for rule in sorted(told) if rule == "R259" or rule.startswith("waiver")}


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        pytest.param("", {"R259": "warning"}, id="nobody speaks of it"),
        pytest.param("rules: {R259: error}\n", {"R259": "error"}, id="it is raised"),
        pytest.param("rules: {R259: info}\n", {"R259": "info"}, id="it is lowered"),
        pytest.param("rules: {R259: off}\n", {}, id="it is off"),
    ],
)
def test_the_settings_decide(tmp_path: Path, settings: str, severity: dict[str, str]) -> None:
    (tmp_path / "plumbrule.yaml").write_text(GOOD + settings)
    assert severities(tmp_path, native(NO_STATUS), "--config", "plumbrule.yaml") == severity


def test_a_file_for_two_targets_is_told_once_and_as_bad_as_in_the_worst(tmp_path: Path) -> None:
    second = edited('"test/**"', '"prod/**"', SECOND)
    (tmp_path / "plumbrule.yaml").write_text(f"{GOOD}{second}    rules: {{R259: error}}\n")
    assert severities(tmp_path, native(NO_STATUS), "--config", "plumbrule.yaml") == {"R259": "error"}


@pytest.mark.parametrize(
    ("annotation", "severity"),
    [
        pytest.param("off: why", {}, id="it is off"),
        pytest.param("error: why", {"R259": "error"}, id="it is raised"),
        pytest.param(
            "off until 2026-01-01: why", {"R259": "warning", "waiver-expired": "warning"}, id="it has expired"
        ),
        pytest.param("off", {"R259": "warning", "waiver": "warning"}, id="it gives no reason"),
    ],
)
def test_annotations_count_without_settings_too(tmp_path: Path, annotation: str, severity: dict[str, str]) -> None:
    assert severities(tmp_path, manifest(NO_STATUS, waiving("R259", annotation))) == severity
