"""Names of containers: who is meant, and what is not known."""

from __future__ import annotations

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque
from tests.core.validate.rules.edits import findings_of

ALL = "/containerDefinitions"
UNKNOWN = Opaque("${var.X}")


def test_every_container_after_the_first_of_its_name_is_told_and_names_the_first() -> None:
    edits = {ALL: [beside("a"), beside("b"), beside("a"), beside("a"), beside("b")]}
    assert [(one.pointer, one.message) for one in findings_of(edits, "R058", "R060")] == [
        (f"{ALL}/2/name", "container 3 is called `a`, as is container 1"),
        (f"{ALL}/3/name", "container 4 is called `a`, as is container 1"),
        (f"{ALL}/4/name", "container 5 is called `b`, as is container 2"),
    ]


def test_two_containers_without_names_are_not_told_to_share_one() -> None:
    found = findings_of({ALL: [beside(""), beside("")]}, "R058", "R060")
    assert [one.rule for one in found] == ["R058", "R058"]


def test_names_and_containers_that_only_the_target_knows_are_not_judged() -> None:
    unnamed = {**beside("a"), "name": UNKNOWN}
    assert findings_of({ALL: [unnamed, unnamed, UNKNOWN]}, "R058", "R060") == ()


def test_a_task_has_an_essential_container_as_long_as_one_may_be() -> None:
    assert findings_of({ALL: [beside("a", essential=False), UNKNOWN]}, "R067", "R067") == ()
    assert findings_of({ALL: [beside("a", essential=False), beside("b", essential=UNKNOWN)]}, "R067", "R067") == ()
