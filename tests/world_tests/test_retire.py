"""Deregister and delete: one way only, and numbers are never reused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world_tests.clients import Aws


def test_every_registration_makes_a_new_number_even_of_the_same_content(ecs: Aws) -> None:
    assert [ecs.register(web())["revision"] for _ in range(3)] == [1, 2, 3]


def test_numbers_are_not_reused_after_everything_is_deregistered_and_deleted(ecs: Aws) -> None:
    for number in (1, 2):
        ecs.register(web())
        ecs("DeregisterTaskDefinition", taskDefinition=f"web:{number}")
    deleted = ecs("DeleteTaskDefinitions", taskDefinitions=["web:1", "web:2"])
    assert [each["status"] for each in deleted["taskDefinitions"]] == ["DELETE_IN_PROGRESS"] * 2
    assert deleted["failures"] == []
    assert all("deleteRequestedAt" in each for each in deleted["taskDefinitions"])
    assert ecs.register(web())["revision"] == 3


def test_many_registrations_at_once_get_as_many_numbers(ecs: Aws) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ecs.register(web())["revision"], range(40)))
    assert sorted(answers) == list(range(1, 41))


def test_deregistering_keeps_the_content_and_adds_the_time(ecs: Aws) -> None:
    before = ecs.register(web())
    after = ecs("DeregisterTaskDefinition", taskDefinition="web:1")["taskDefinition"]
    added = {name: value for name, value in after.items() if before.get(name) != value}
    assert set(added) == {"status", "deregisteredAt"}
    assert added["status"] == "INACTIVE"


def test_deregistering_twice_changes_nothing(ecs: Aws) -> None:
    ecs.register(web())
    first = ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    assert ecs("DeregisterTaskDefinition", taskDefinition="web:1") == first


def test_deregistering_needs_a_revision_that_exists(ecs: Aws) -> None:
    ecs.register(web())
    assert ecs.refusal("DeregisterTaskDefinition", taskDefinition="web")[:2] == (400, "ClientException")
    assert ecs.refusal("DeregisterTaskDefinition", taskDefinition="web:2")[:2] == (400, "ClientException")
    assert ecs.describe("web")["status"] == "ACTIVE"


def test_active_and_unknown_revisions_are_not_deleted_but_listed_as_failures(ecs: Aws) -> None:
    arn = ecs.register(web())["taskDefinitionArn"]
    answer = ecs("DeleteTaskDefinitions", taskDefinitions=["web:1", "web:9"])
    assert answer["taskDefinitions"] == []
    assert [failure["arn"] for failure in answer["failures"]] == [arn, arn[:-1] + "9"]
    assert ecs.describe("web")["status"] == "ACTIVE"


def test_at_most_ten_are_deleted_at_once(ecs: Aws) -> None:
    names = [f"web:{number}" for number in range(1, 12)]
    assert ecs.refusal("DeleteTaskDefinitions", taskDefinitions=names)[:2] == (400, "ClientException")
