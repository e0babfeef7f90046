"""Containers against their task: the rules agree with plain sums, and what is not known counts nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque, Tree
from tests.core.load.files import UNTIMED
from tests.core.validate.rules.edits import findings_of

ALL = "/containerDefinitions"
UNKNOWN = Opaque("${var.X}")
SIZES = st.fixed_dictionaries(
    {}, optional={"cpu": st.integers(0, 400), "memory": st.integers(6, 1200), "memoryReservation": st.integers(6, 900)}
)


def _containers(sizes: list[dict[str, Tree]]) -> dict[str, Tree]:
    return {ALL: [beside(f"c{index}", **one) for index, one in enumerate(sizes)]}


def _told(sizes: list[dict[str, Tree]]) -> set[str]:
    return {one.rule for one in findings_of(_containers(sizes), "R068", "R073")}


@UNTIMED
@given(st.lists(SIZES, min_size=1, max_size=4))
def test_the_rules_agree_with_the_sums_of_the_sizes(sizes: list[dict[str, int]]) -> None:
    cpu = sum(one.get("cpu", 0) for one in sizes)
    limits = [one.get("memory", 0) for one in sizes]
    reserved = sum(one.get("memoryReservation", one.get("memory", 0)) for one in sizes)
    is_larger = max(limits) > 1024
    expected = {
        "R068": cpu > 512,
        "R070": is_larger,
        "R071": any(one.get("memoryReservation", 0) > one.get("memory", 9999) for one in sizes),
        "R072": not is_larger and reserved > 1024,
        "R073": not is_larger and reserved <= 1024 < sum(limits),
    }
    assert _told([dict(one) for one in sizes]) == {rule for rule, is_told in expected.items() if is_told}


def test_a_sum_that_is_too_large_without_the_unknown_part_is_told() -> None:
    assert _told([{"cpu": 513}, {"cpu": UNKNOWN}]) == {"R068"}
    assert _told([{"memoryReservation": 1025}, {"memoryReservation": UNKNOWN, "memory": 800}]) == {"R072"}


def test_nothing_is_told_while_the_unknown_part_decides() -> None:
    assert _told([{"cpu": 512}, {"cpu": UNKNOWN}]) == set()
    assert _told([{"memory": 1024}, {"memory": UNKNOWN}]) == set()
    assert _told([{"memory": 512, "memoryReservation": UNKNOWN}]) == set()
    assert (
        findings_of(
            {**_containers([{"cpu": 9999, "memory": 9999}]), "/cpu": UNKNOWN, "/memory": UNKNOWN}, "R068", "R073"
        )
        == ()
    )


def test_the_hint_names_the_next_size_that_fargate_has() -> None:
    def hints(size: dict[str, Tree], **task: Tree) -> list[str]:
        edits = {**_containers([size]), **{f"/{name}": value for name, value in task.items()}}
        return [one.hint for one in findings_of(edits, "R068", "R073")]

    assert hints({"cpu": 600}) == ["lower them, or raise the task's `cpu` to 1024"]
    assert hints({"memory": 2049}) == ["lower it to 1024 or less, or raise the task's `memory` to 3072"]
    assert hints({"memory": 4097}) == ["lower it to 1024 or less, or raise the task's `cpu` and `memory`"]
    assert hints({"cpu": 40000}) == ["lower them"]
