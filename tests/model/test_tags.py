from __future__ import annotations

import pytest

from plumbrule.core.decide.decision import plan_of
from plumbrule.model.digest import sha256_hex
from plumbrule.model.ids import CommitId, Instance
from plumbrule.model.state import State
from plumbrule.model.tags import MOST_VALUE, own_tags, spec_tags, tag_value
from tests.builders.cases import digest, missing, spec


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * MOST_VALUE, id="as long as a tag may be"),
        pytest.param("teams/pay/über uns_1.json", id="letters of any kind, spaces, slashes"),
        pytest.param("a:b=c+d-e@f", id="the signs that are allowed"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_fits_stays(text: str) -> None:
    assert tag_value(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * (MOST_VALUE + 1), id="one character too many"),
        pytest.param("a(b)", id="parentheses"),
        pytest.param("a#b", id="a hash sign"),
        pytest.param("a,b", id="a comma"),
        pytest.param("a\x00b", id="a control character"),
    ],
)
def test_what_does_not_fit_is_there_as_its_digest(text: str) -> None:
    assert tag_value(text) == f"sha256:{sha256_hex(text)}"
    assert tag_value(tag_value(text)) == tag_value(text)


@pytest.mark.parametrize(("commit", "shown"), [(CommitId("c" * 40), "c" * 40), (None, "none")])
def test_five_tags_are_ours(commit: CommitId | None, shown: str) -> None:
    plan = plan_of(missing(commit=commit, spec=spec(path="a(b).json")), State.MISSING)
    assert plan
    assert own_tags(plan, Instance("demo")) == {
        "plumbrule:instance": "demo",
        "plumbrule:plan": plan.id,
        "plumbrule:digest": digest("A"),
        "plumbrule:commit": shown,
        "plumbrule:path": f"sha256:{sha256_hex('a(b).json')}",
    }


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        pytest.param([{"key": "a", "value": "1"}, {"key": "b"}], {"a": "1", "b": ""}, id="a value may be missing"),
        pytest.param([{"value": "1"}, "odd", None], {}, id="what is no tag is none"),
        pytest.param(None, {}, id="no list"),
        pytest.param("text", {}, id="not a list"),
    ],
)
def test_the_tags_a_definition_asks_for(tags: object, found: dict[str, str]) -> None:
    assert spec_tags({"tags": tags}) == found  # type: ignore[dict-item] # hostile input is the point
    assert spec_tags({}) == {}
