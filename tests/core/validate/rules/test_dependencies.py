"""What containers wait for, in tasks of several."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, beside, edited
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque, Tree
from tests.core.load.files import UNTIMED
from tests.core.validate.judging import TODAY

LIST = "/containerDefinitions"
UNKNOWN = Opaque("${var.X}")
MINE = tuple(f"R{number}" for number in range(183, 194))
NAMES = "abcde"


def _told(containers: Tree, *rules: str) -> list[tuple[str, str, str]]:
    definition = edited(BASE, {LIST: containers})
    found = validate(definition, api_shape(), lambda at: Place("w.json", pointer=at), today=TODAY)
    return [(one.rule, one.pointer, f"{one.message} [{one.hint}]") for one in found if one.rule in rules]


def _waiting(name: str, *others: str, condition: str = "START") -> Tree:
    return beside(name, dependsOn=[{"containerName": other, "condition": condition} for other in others])


def test_a_circle_is_told_once_at_its_first_container_and_names_all_of_them() -> None:
    told = _told([_waiting("a", "b"), _waiting("b", "c"), _waiting("c", "b", "d"), _waiting("d", "b")], "R185")
    assert [(pointer, text.partition(" [")[0]) for _, pointer, text in told] == [
        (f"{LIST}/1/dependsOn", "`b` and `c` wait for one another, so none of them starts"),
        (f"{LIST}/1/dependsOn", "`b`, `c` and `d` wait for one another, so none of them starts"),
    ]


@UNTIMED
@given(st.sets(st.sampled_from([pair for pair in product(NAMES, NAMES) if pair[0] != pair[1]]), max_size=9))
def test_a_circle_is_told_exactly_when_the_containers_have_no_order_to_start_in(pairs: set[tuple[str, str]]) -> None:
    containers = [_waiting(name, *sorted(other for who, other in pairs if who == name)) for name in NAMES]
    left = set(NAMES)
    while ready := {name for name in left if not any((name, other) in pairs for other in left)}:
        left -= ready
    assert bool(_told(containers, "R185")) is bool(left)


def test_a_name_that_is_almost_there_is_told_with_the_one_that_was_meant() -> None:
    (told,) = _told([_waiting("app", "databse"), beside("database")], *MINE)
    assert told == (
        "R183",
        f"{LIST}/0/dependsOn/0/containerName",
        'the task has no container "databse" to wait for [did you mean `database`?]',
    )


def test_a_container_that_waits_for_itself_is_told_once_whatever_the_condition() -> None:
    for condition in ("START", "COMPLETE", "SUCCESS", "HEALTHY"):
        told = _told([_waiting("app", "app", condition=condition)], *MINE)
        assert [rule for rule, *_ in told] == ["R184"]


def test_a_container_that_several_wait_for_is_told_once_to_lack_a_limit() -> None:
    waiting = [_waiting(name, "job", condition="SUCCESS") for name in ("a", "b")]
    told = _told([*waiting, beside("job", essential=False)], *MINE)
    assert [(rule, pointer) for rule, pointer, _ in told] == [("R190", f"{LIST}/2/startTimeout")]


@pytest.mark.parametrize(
    "containers",
    [
        [_waiting("app", "gone"), UNKNOWN],
        [_waiting("app", "gone"), {**beside("x"), "name": UNKNOWN}],
        [{**beside("app"), "dependsOn": UNKNOWN}],
        [{**beside("app"), "dependsOn": [UNKNOWN]}],
        [{**beside("app"), "dependsOn": [{"containerName": UNKNOWN, "condition": "HEALTHY"}]}],
        [{**beside("app"), "dependsOn": [{"containerName": "b", "condition": UNKNOWN}]}, beside("b")],
        [_waiting("app", "b", condition="SUCCESS"), beside("b", essential=UNKNOWN, startTimeout=UNKNOWN)],
        [
            _waiting("app", "b", condition="HEALTHY"),
            beside("b", healthCheck=UNKNOWN, startTimeout=2),
        ],
        [
            _waiting("app", "b", condition="HEALTHY"),
            beside("b", startTimeout=2, healthCheck={"command": ["CMD", "/ok"], "retries": UNKNOWN}),
        ],
        [
            _waiting("app", "b", condition="SUCCESS"),
            beside(
                "b", essential=False, startTimeout=9, restartPolicy={"enabled": True, "ignoredExitCodes": [UNKNOWN]}
            ),
        ],
    ],
)
def test_what_is_not_known_offline_is_neither_missing_nor_wrong(containers: Tree) -> None:
    assert _told(containers, *MINE) == []
