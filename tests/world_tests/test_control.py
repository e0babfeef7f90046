"""The control door and its client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.world.client import WorldError
from tests.world_tests.clients import ACCOUNT, REGION, Aws
from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world.client import World

CONSOLE = "arn:aws:sts::123456789012:assumed-role/Admin/kim"


def test_the_log_holds_everything_in_order_as_it_was_sent(world: World, ecs: Aws) -> None:
    ecs("RegisterTaskDefinition", **web(cpu=".25 vCPU"), tags=[{"key": "a", "value": "b"}])
    world.register_by_hand(web(family="api"), by=CONSOLE, region="us-west-2", account="222222222222")
    first, second = world.log()
    assert (first.family, first.revision, first.account, first.region) == ("web", 1, ACCOUNT, REGION)
    assert first.tags == {"a": "b"}
    assert first.definition == web(cpu=".25 vCPU")
    assert (second.family, second.by, second.account, second.region) == ("api", CONSOLE, "222222222222", "us-west-2")
    assert second.at >= first.at


def test_somebody_registers_and_deregisters_by_hand(world: World, ecs: Aws) -> None:
    arn = world.register_by_hand(web(), by=CONSOLE, tags={"who": "kim"}, region=REGION)
    answer = ecs("DescribeTaskDefinition", taskDefinition="web", include=["TAGS"])
    assert answer["taskDefinition"]["registeredBy"] == CONSOLE
    assert answer["tags"] == [{"key": "who", "value": "kim"}]
    world.deregister(arn)
    assert ecs.describe(arn)["status"] == "INACTIVE"


def test_many_are_registered_in_one_request(world: World, ecs: Aws) -> None:
    arns = world.register_many([web(family=f"f{n}") for n in range(3)], region=REGION, by=CONSOLE, tags={"a": "b"})
    assert [arn.rpartition("/")[2] for arn in arns] == ["f0:1", "f1:1", "f2:1"]
    assert {(entry.by, entry.tags["a"]) for entry in world.log()} == {(CONSOLE, "b")}
    assert ecs.describe("f2")["taskDefinitionArn"] == arns[2]


def test_by_hand_the_same_checks_hold(world: World) -> None:
    with pytest.raises(WorldError, match="Container list cannot be empty"):
        world.register_by_hand(web(containerDefinitions=[]))
    assert world.log() == ()


def test_calls_are_counted_by_operation_and_outcome_and_kept_with_their_time(world: World, ecs: Aws) -> None:
    ecs.register(web())
    ecs.refusal("DescribeTaskDefinition", taskDefinition="never")
    ecs.describe("web")
    calls = world.calls()
    assert calls.counts == {
        ("RegisterTaskDefinition", "ok"): 1,
        ("DescribeTaskDefinition", "ClientException"): 1,
        ("DescribeTaskDefinition", "ok"): 1,
    }
    assert calls.count("DescribeTaskDefinition") == 2
    assert [(call.family, call.outcome) for call in calls.recent] == [
        ("web", "ok"),
        ("never", "ClientException"),
        ("web", "ok"),
    ]
    assert {(call.account, call.region) for call in calls.recent} == {(ACCOUNT, REGION)}


def test_reset_forgets_everything_and_turns_the_knobs_back(world: World, ecs: Aws) -> None:
    ecs.register(web())
    world.knobs(page_size=3, shuffle=False)
    world.fail("*", "reset")
    world.reset()
    assert (world.log(), world.calls().counts, world.dump()) == ((), {}, [])
    assert (world.knobs()["page_size"], world.knobs()["shuffle"], world.knobs()["fail"]) == (100, True, [])
    assert ecs.register(web())["revision"] == 1


def test_a_lag_passes_for_what_was_made_to_age_and_begins_anew_for_what_comes_after(world: World, ecs: Aws) -> None:
    world.knobs(visibility_seconds=600)
    ecs.register(web())
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition="web")[1] == "ClientException"
    world.age(601)
    ecs.register(web())
    assert ecs.describe("web")["revision"] == 1


REFUSED: list[dict[str, Any]] = [
    {"colour": 1},
    {"page_size": 0},
    {"page_size": True},
    {"latency_ms": -1},
    {"shuffle": 1},
    {"era": 1999},
    {"era": "yesterday"},
    {"buckets": {"all": {"burst": 1, "rate": 1}}},
    {"buckets": {"read": {"burst": 1}}},
    {"bad_keys": "BAD"},
    {"external_ids": {"role": 1}},
    {"seed": "x"},
]


@pytest.mark.parametrize("wanted", REFUSED, ids=str)
def test_a_knob_that_is_unknown_or_turned_too_far_stays(world: World, wanted: dict[str, Any]) -> None:
    before = world.knobs()
    with pytest.raises(WorldError):
        world.knobs(**wanted)
    assert world.knobs() == before


def test_every_knob_can_be_set_to_what_it_shows(world: World) -> None:
    shown = world.knobs(era=2024, buckets={"read": {"burst": 50, "rate": 20}}, bad_keys=["x"], external_ids={"r": "1"})
    assert world.knobs(**shown) == shown


def test_an_unknown_door_and_a_broken_body_are_told(world: World) -> None:
    with pytest.raises(WorldError, match="no door GET /world/nowhere"):
        world.ask("nowhere")
    with pytest.raises(WorldError, match="KeyError"):
        world.ask("deregister", {})


def test_the_dump_holds_every_revision_as_it_would_be_shown(world: World, ecs: Aws) -> None:
    world.knobs(shuffle=False)
    arn = ecs.register(web())["taskDefinitionArn"]
    (held,) = world.dump()
    assert (held["account"], held["region"], held["tags"]) == (ACCOUNT, REGION, {})
    assert held["taskDefinition"]["taskDefinitionArn"] == arn
    assert held["taskDefinition"]["containerDefinitions"][0]["systemControls"] == []


def test_services_are_what_was_put_in(world: World, ecs: Aws) -> None:
    arn = ecs.register(web())["taskDefinitionArn"]
    world.put_services("main", [{"serviceName": "web", "taskDefinition": arn}], region=REGION)
    (cluster,) = ecs("ListClusters")["clusterArns"]
    (service,) = ecs("ListServices", cluster=cluster)["serviceArns"]
    answer = ecs("DescribeServices", cluster="main", services=[service, "nope"])
    assert [(row["serviceName"], row["taskDefinition"], row["status"]) for row in answer["services"]] == [
        ("web", arn, "ACTIVE")
    ]
    assert [failure["reason"] for failure in answer["failures"]] == ["MISSING"]
    assert ecs.refusal("ListServices", cluster="other")[1] == "ClusterNotFoundException"
    assert ecs.refusal("DescribeServices", cluster="main", services=["x"] * 11)[1] == "InvalidParameterException"
