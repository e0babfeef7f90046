"""What an operator knows of a field: one value of it is absence, every other one counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.canon.context import CanonContext
from plumbrule.core.canon.lens import Lens
from plumbrule.core.canon.own import root_of, why_not
from plumbrule.core.fields import ROOT
from plumbrule.model.digest import canonical_json
from plumbrule.model.fact import OwnFact, counting

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

DAY = date(2026, 11, 23)


def fact(path: str, default: Any, until: date = DAY) -> OwnFact:  # noqa: ANN401 - any value
    return OwnFact(path, canonical_json(default), until, "seen")


def lens(*facts: OwnFact, git: Object | None = None) -> Lens:
    return Lens(CanonContext("123456789012"), root_of(facts)).hearing(git or {})


def in_container(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - any value
    return {"containerDefinitions": [{"name": "app", **members}]}


NOTHING = {"containerDefinitions": {"app": {"name": "app"}}}

C = "containerDefinitions[]"
ABSENT: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "a known field without a default": (f"{C}.readonlyRootFilesystem", True, in_container(readonlyRootFilesystem=True)),
    "a field nobody knows": (f"{C}.newField", "on", in_container(newField="on")),
    "an unknown field of an unknown object": (f"{C}.new.inner", 3, in_container(new={"inner": 3})),
    "an unknown field in an unknown list": (f"{C}.new[].inner", 3, in_container(new=[])),
    "an unknown object": (f"{C}.new", {"mode": "A"}, in_container(new={"mode": "A", "later": 1})),
    "a list without order, in another order": (
        f"{C}.restartPolicy.ignoredExitCodes",
        [1, 2],
        in_container(restartPolicy={"ignoredExitCodes": [2, 1]}),
    ),
    "a keyed list, in another order": (
        f"{C}.environment",
        [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
        in_container(environment=[{"value": "2", "name": "B"}, {"name": "A", "value": "1"}]),
    ),
    "one entry of a map": (
        f"{C}.logConfiguration.options.mode",
        "blocking",
        in_container(logConfiguration={"options": {"mode": "blocking"}}),
    ),
    "one entry of a map with a key of many words": (
        f'{C}.dockerLabels["com.example/x"]',
        "1",
        in_container(dockerLabels={"com.example/x": "1"}),
    ),
    "another default than the table's": (f"{C}.essential", False, in_container(essential=False)),
}


@pytest.mark.parametrize(("path", "default", "live"), ABSENT.values(), ids=ABSENT)
def test_the_value_counts_as_absence_on_both_sides(path: str, default: Any, live: Object) -> None:  # noqa: ANN401
    assert why_not(path) is None
    assert lens(fact(path, default)).live(live) == NOTHING
    assert lens(fact(path, default), git=live).git(live) == lens(fact(path, default), git=live).live(live)


COUNTS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "another value": (f"{C}.newField", "on", in_container(newField="off")),
    "a value that would say nothing without the fact": (f"{C}.newField", True, in_container(newField=False)),
    "an equal value of another type": (f"{C}.newField", 1, in_container(newField=True)),
    "an equal list of another type": (f"{C}.newField", [1], in_container(newField=[True])),
    "the default that it stands in the place of": (f"{C}.essential", False, in_container(essential=True)),
    "another entry of the map": (f"{C}.dockerLabels.a", "1", in_container(dockerLabels={"b": "1"})),
}


@pytest.mark.parametrize(("path", "default", "live"), COUNTS.values(), ids=COUNTS)
def test_everything_else_is_a_difference(path: str, default: Any, live: Object) -> None:  # noqa: ANN401
    assert lens(fact(path, default)).live(live) != NOTHING


def test_a_field_that_a_fact_tells_of_is_not_unknown() -> None:
    live = in_container(newField="off", other=1)
    assert lens(fact(f"{C}.newField", "on")).unknown(live) == {f"{C}.other": 1}


def test_the_table_itself_stays_as_it_is() -> None:
    root_of((fact(f"{C}.essential", default=False), fact("newField", 1)))
    assert "newField" not in ROOT.members
    assert ROOT.members["containerDefinitions"].members["essential"].default is True


def test_a_fact_counts_on_its_last_day_and_not_after() -> None:
    facts = (fact("a", 1), fact("b", 1, date(2026, 11, 22)), fact("c", 1, date(2026, 11, 24)))
    assert [one.path for one in counting(facts, DAY)] == ["a", "c"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("containerDefinitions.image", "is a list"),
        ("containerDefinitions[]", "the items of a list"),
        ("cpu[]", "where there is no list"),
        ("containerDefinitions[][].image", "where there is no list"),
    ],
)
def test_a_path_that_no_fact_can_be_about_says_why(path: str, words: str) -> None:
    assert words in (why_not(path) or "")
