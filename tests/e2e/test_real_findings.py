"""Eleven published definitions get exactly the findings that the rules' own table implies, derived by hand from it.

An id R000 is the number of a rule; `null` is what loading says about a member that is null.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from tests.cli.ground import plumbrule
from tests.e2e.real_specs import FOLDER, MENDS, mended, names, needs_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

pytestmark = needs_folder

APP: Final = "/containerDefinitions/0"
NEXT: Final = "/containerDefinitions/1"
LAST: Final = "/containerDefinitions/2"

NO_ROLE: Final = ("error", "R044", "/executionRoleArn")
"""It logs with awslogs, and no execution role is stated."""

SERIOUS: Final[Mapping[str, set[tuple[str, str, str]]]] = {
    "firelens-appmesh-colorteller.json": {
        ("warning", "R028", "/proxyConfiguration"),  # App Mesh has ended
        ("warning", "R065", f"{APP}/image"),  # :latest
        ("warning", "R065", f"{NEXT}/image"),  # :latest
        ("warning", "R136", f"{NEXT}/logConfiguration"),  # the app logs nowhere
        ("warning", "R190", f"{LAST}/startTimeout"),  # the app waits until envoy is HEALTHY, without an end
    },
    "firelens-internal-metrics.json": {
        ("warning", "R065", f"{APP}/image"),  # :latest
        ("warning", "R065", f"{NEXT}/image"),  # no tag
    },
    "firelens-newrelic.json": {
        ("error", "R049", "/executionRoleArn"),  # `aws_account_id` where twelve digits belong
        ("error", "R049", "/taskRoleArn"),  # the same
        ("warning", "R051", "/taskRoleArn"),  # one role for both
        ("warning", "R065", f"{APP}/image"),  # no tag
        ("warning", "R065", f"{NEXT}/image"),  # no tag
        ("warning", "R136", f"{APP}/logConfiguration"),  # the router logs nowhere
    },
    "firelens-split-streams-fluentbit.json": {
        ("warning", "R065", f"{APP}/image"),  # :latest
        ("warning", "R065", f"{NEXT}/image"),  # :latest
    },
    "firelens-split-streams-fluentd.json": {
        ("error", "R158", f"{APP}/firelensConfiguration/options/config-file-type"),  # S3 cannot run on Fargate
        ("warning", "R065", f"{APP}/image"),  # :latest
        ("warning", "R065", f"{NEXT}/image"),  # :latest
    },
    "gunicorn.json": {NO_ROLE, ("warning", "R065", f"{APP}/image")},  # no tag
    "jetty.json": {NO_ROLE, ("warning", "R065", f"{APP}/image")},  # no tag
    "kibana.json": {NO_ROLE},
    "nginx.json": {NO_ROLE, ("warning", "R065", f"{APP}/image")},  # :latest
    "tomcat.json": {NO_ROLE, ("warning", "R065", f"{APP}/image")},  # no tag
    "wildfly.json": {
        NO_ROLE,
        ("warning", "R065", f"{APP}/image"),  # no tag
        ("warning", "null", f"{APP}/ulimits"),
    },
}
"""File → (severity, id, pointer) of everything that is an error or a warning."""

ALWAYS: Final = {"R017", "R018", "R096", "R181", "R203"}
"""No platform, so X86_64; a root that can be written; no health check; no user."""

ADVICE: Final[Mapping[str, set[str]]] = {
    "firelens-appmesh-colorteller.json": {"R178", "R180"},  # 15 s to become healthy; curl without `|| exit 1`
    # awslogs-create-group twice over, a worker's stopTimeout, and nothing about memory.
    "firelens-internal-metrics.json": {"R057", "R076", "R146", "R198"},
    "firelens-newrelic.json": {"R057", "R093"},  # secretsmanager:GetSecretValue; Docker Hub
    "firelens-split-streams-fluentbit.json": {"R057", "R146", "R198"},
    "firelens-split-streams-fluentd.json": {"R057", "R146", "R198"},
    "gunicorn.json": {"R093"},
    "jetty.json": {"R093"},
    "kibana.json": set(),  # a registry of its own
    "nginx.json": {"R093"},
    "tomcat.json": {"R093"},
    "wildfly.json": {"R093"},
}
"""File → ids of the advice beside `ALWAYS`.

R165 is not among them: without a health check of the router, ECS itself lets every user wait for the router's start
(https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html, seen 2026-11).
"""

Said = dict[str, list[tuple[str, str, str]]]


def _said(folder: Path) -> Said:
    """What `plumbrule validate` says of each file of a folder; paths in its answer end with the file's name."""
    answer = plumbrule("validate", str(folder), "--output", "json", cwd=folder)
    found: Said = {}
    for one in json.loads(answer.out)["findings"]:
        row = (one["severity"], one["rule"], one["pointer"])
        found.setdefault(one["file"].rpartition("/")[2], []).append(row)
    return found


def _serious(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return sorted(row for row in rows if row[0] != "info")


@pytest.fixture(scope="module")
def said() -> Said:
    return _said(FOLDER)


def test_the_tables_name_every_published_definition() -> None:
    assert names() == sorted(SERIOUS) == sorted(ADVICE)


@pytest.mark.parametrize("name", SERIOUS)
def test_a_published_definition_has_exactly_these_errors_and_warnings(said: Said, name: str) -> None:
    assert _serious(said[name]) == sorted(SERIOUS[name])


@pytest.mark.parametrize("name", ADVICE)
def test_a_published_definition_gets_exactly_this_advice(said: Said, name: str) -> None:
    assert {rule for severity, rule, _ in said[name] if severity == "info"} == ALWAYS | ADVICE[name]


def test_the_mends_take_the_errors_away_and_leave_every_other_finding(said: Said, tmp_path: Path) -> None:
    for name, text in mended().items():
        (tmp_path / name).write_text(text)
    left = {name: _serious(rows) for name, rows in _said(tmp_path).items()}
    assert left.pop("kibana.json", []) == []
    assert left == {
        name: [row for row in _serious(rows) if row[0] != "error"]
        for name, rows in said.items()
        if name != "kibana.json"
    }


def test_only_what_is_an_error_is_mended() -> None:
    faults = {name: {at for severity, _, at in rows if severity == "error"} for name, rows in SERIOUS.items()}
    assert {name for name, found in faults.items() if found} == set(MENDS)
    value = f"{APP}/firelensConfiguration/options/config-file-value"
    assert {name: set(edits) - faults[name] for name, edits in MENDS.items() if set(edits) - faults[name]} == {
        "firelens-split-streams-fluentd.json": {value}
    }
