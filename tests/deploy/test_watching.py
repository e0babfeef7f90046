"""Alert rules and dashboard ask only for what there is; the rules fire when they should, by Prometheus's own tool."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from plumbrule.model.metric import Kind
from plumbrule.model.metrics import METRICS
from plumbrule.model.state import DRIFT
from tests.docs.pages import ROOT, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES: Final = ROOT / "deploy" / "prometheus" / "alerts.yaml"
ALERTS: Final[list[dict[str, Any]]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
DASHBOARD: Final = json.loads((ROOT / "deploy" / "grafana" / "dashboard.json").read_text(encoding="utf-8"))
PROMTOOL: Final = shutil.which("promtool")
LABELS: Final = {
    name: {*one.labels, *({"le"} if one.kind is Kind.HISTOGRAM else ()), "instance", "job"}
    for one in METRICS
    for name in (one.name, *(f"{one.name}_{part}" for part in ("bucket", "sum", "count") if one.bounds))
}

needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not there; .ci/install brings it on Debian")


def queries() -> Iterator[str]:
    yield from (rule["expr"] for rule in ALERTS)
    yield from (target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    yield from (one["query"] for one in DASHBOARD["templating"]["list"] if one["type"] == "query")


@pytest.mark.parametrize("query", sorted(set(queries())))
def test_a_query_asks_for_metrics_and_labels_that_exist(query: str) -> None:
    named = re.findall(r"\b((?:plumbrule|process)_\w+)(?:\{([^}]*)\})?", query)
    assert named
    known = set[str]()
    for name, matchers in named:
        assert name in LABELS, name
        known |= LABELS[name]
        assert set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", matchers)) <= LABELS[name], query
    for grouped in re.findall(r"\bby \(([^)]*)\)", query):
        assert set(re.split(r",\s*", grouped)) <= known, query


def test_drift_is_what_the_code_calls_drift() -> None:
    asked = [set(found.split("|")) for query in queries() for found in re.findall(r'state=~"([^"]+)"', query)]
    assert asked
    assert all(one == {state.value for state in DRIFT} for one in asked)


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_an_alert_says_what_to_do_and_where_that_is_written(rule: dict[str, Any]) -> None:
    told = rule["annotations"]
    assert told["summary"].endswith(".")
    assert told["description"].endswith(".")
    path, _, anchor = told["runbook"].partition("#")
    page = Page(ROOT / path)
    assert anchor in page.anchors
    assert set(re.findall(r"\$labels\.(\w+)", json.dumps(rule))) <= {"target", "sink", "instance"}
    if anchor == "by-alert":
        assert f"`{rule['alert']}`" in page.text


def test_every_alert_that_the_runbook_names_exists() -> None:
    named = set(re.findall(r"`(Plumbrule[A-Z]\w+)`", Page(ROOT / "docs/how-to/at-3-am.md").text))
    assert named <= {rule["alert"] for rule in ALERTS}


def test_the_dashboard_has_no_panel_twice_in_one_place() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len(places) == len(set(places)) > 10
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)


@needs_promtool
def test_prometheus_takes_the_rules_and_they_fire_when_they_should() -> None:
    assert PROMTOOL is not None
    tests = ROOT / "tests" / "deploy" / "alerts.test.yaml"
    tried = {one["alertname"] for case in yaml.safe_load(tests.read_text())["tests"] for one in case["alert_rule_test"]}
    assert tried == {rule["alert"] for rule in ALERTS}
    for words in (["check", "rules", str(RULES)], ["test", "rules", str(tests)]):
        done = subprocess.run([PROMTOOL, *words], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
