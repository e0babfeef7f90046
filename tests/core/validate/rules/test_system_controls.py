from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque
from tests.core.validate.rules.edits import findings_of

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree


def _set(namespace: Tree, value: Tree = "1") -> dict[str, Tree]:
    return {"namespace": namespace, "value": value}


def _told(*of_each: list[dict[str, Tree]]) -> list[str]:
    """What is said of a task whose containers set `of_each`, as `rule pointer`."""
    containers: Tree = [beside(f"c{number}", systemControls=own) for number, own in enumerate(of_each)]
    found = findings_of({"/containerDefinitions": containers}, "R220", "R224")
    return [f"{one.rule} {one.pointer}" for one in found]


@pytest.mark.parametrize(
    ("of_each", "told"),
    [
        (([_set("net.a")], [_set("net.a", "2")]), ["R223 /containerDefinitions/1/systemControls/0"]),
        (
            ([_set("net.a")], [], [_set("net.a", "2")], [_set("net.a", "3")]),
            ["R223 /containerDefinitions/2/systemControls/0", "R223 /containerDefinitions/3/systemControls/0"],
        ),
        (([_set("net.a")], [_set("net.a")], [_set("net.a")]), []),
        (([_set("net.a"), _set("net.a", "2")],), []),
        (([_set("kernel.sem")], [_set("kernel.sem", "2")]), []),
        (([_set("net.a")], [_set(Opaque("${var.X}"))]), []),
    ],
    ids=[
        "two values for one parameter",
        "each container after the first",
        "agreement",
        "one container alone",
        "parameters that are not shared",
        "a name that is not known offline",
    ],
)
def test_the_network_is_set_by_one_container_only(of_each: tuple[list[dict[str, Tree]], ...], told: list[str]) -> None:
    assert _told(*of_each) == told
