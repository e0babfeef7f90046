"""Eleven task definitions that other people published: every one is read, and exactly this is said about them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plumbrule.core.render.rendering import render_offline
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.document import Document
from tests.core.load.files import load, short

FOLDER = Path(__file__).parents[4] / "shared" / "real-specs"
SAID: dict[str, list[str]] = {
    "firelens-appmesh-colorteller.json": [],
    "firelens-internal-metrics.json": [],
    "firelens-newrelic.json": [],
    "firelens-split-streams-fluentbit.json": [],
    "firelens-split-streams-fluentd.json": [],
    "gunicorn.json": [],
    "jetty.json": [],
    "kibana.json": [],
    "nginx.json": [],
    "tomcat.json": [],
    "wildfly.json": ["25:20 warning null"],
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of real specs is not beside the repository")


@pytest.mark.parametrize("name", SAID)
def test_a_real_spec_is_read_and_its_shape_is_judged(name: str) -> None:
    found = load((FOLDER / name).read_bytes(), name)
    assert isinstance(found, Document)
    (variant,) = render_offline(found, api_shape())
    of_shape = tuple(rule for rule in catalogue() if rule.of_shape)
    judged = validate(variant.definition, api_shape(), variant.locate, today=date(2026, 11, 1), rules=of_shape)
    assert short([*found.findings, *variant.findings, *judged]) == SAID[name]


def test_the_table_names_every_real_spec() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.json")) == sorted(SAID)


def test_sizes_with_units_stay_as_they_are() -> None:
    found = load((FOLDER / "firelens-newrelic.json").read_bytes(), "a.json")
    assert isinstance(found, Document)
    (variant,) = render_offline(found, api_shape())
    assert (variant.definition["cpu"], variant.definition["memory"]) == ("1 vcpu", "2 gb")
