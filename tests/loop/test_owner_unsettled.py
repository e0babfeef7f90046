"""An owner's value that is another in the revision that runs than in the latest: nobody knows which one is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.loop.stage import POLICY, REGION
from tests.loop.test_owned import images, say, wanting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

CLUSTERS = ("shop", "night")


@pytest.fixture
def stage(staged: Callable[..., Stage]) -> Stage:
    """Git registered its placeholder; then the pipeline registered two images, and nothing runs yet."""
    made: Stage = staged(policy=replace(POLICY, clusters=CLUSTERS))
    say(made, wanting())
    for image in ("ci/web:7", "ci/web:8"):
        made.by_hand(wanting(image))
    made.sweep()
    run(made, "shop")
    run(made, "night")
    return made


def run(stage: Stage, cluster: str, *arns: str, **more: object) -> None:
    """Services of a cluster run these revisions, and nothing else."""
    services = [{"serviceName": f"web-{place}", "taskDefinition": arn, **more} for place, arn in enumerate(arns)]
    stage.endpoint.put_services(cluster, services, account=stage.account, region=REGION)


def arn(stage: Stage, number: int, family: str = "web") -> str:
    """A revision's."""
    return f"arn:aws:ecs:{REGION}:{stage.account}:task-definition/{family}:{number}"


def reasons(stage: Stage) -> list[str]:
    """Of the gates, as the last line of the last pass told them."""
    told: list[str] = stage.heard.of(Event.PASS_SETTLED)[-1]["reasons"]
    return told


def test_after_a_rollback_nothing_is_registered_and_both_revisions_are_named(stage: Stage) -> None:
    run(stage, "night", arn(stage, 2))
    say(stage, wanting(cpu="512"))
    assert (len(stage.made()), stage.state(), stage.gates()) == (3, State.SPEC_AHEAD, ["owner_unsettled"])
    assert reasons(stage) == ["services run revision 2, where what Git does not own is another than in revision 3"]


def test_when_the_owner_deploys_the_latest_it_is_registered_at_the_next_sweep(stage: Stage) -> None:
    run(stage, "shop", arn(stage, 2))
    say(stage, wanting(cpu="512"))
    run(stage, "shop", arn(stage, 3))
    stage.sweep()
    assert images(stage)[3:] == ["ci/web:8"]
    assert stage.state() is State.IN_SYNC


@pytest.mark.parametrize(
    "running",
    [
        pytest.param({"taskDefinition": 3}, id="the latest runs"),
        pytest.param({}, id="nothing runs"),
        pytest.param({"taskDefinition": 2, "status": "DRAINING"}, id="what runs the older one is being deleted"),
    ],
)
def test_the_owner_has_settled_where(stage: Stage, running: dict[str, int | str]) -> None:
    if running:
        number, more = int(running["taskDefinition"]), {"status": running.get("status", "ACTIVE")}
        run(stage, "shop", arn(stage, number), **more)
    say(stage, wanting(cpu="512"))
    assert (images(stage)[3:], stage.state()) == (["ci/web:8"], State.IN_SYNC)


def test_a_task_set_that_serves_counts_like_a_service(stage: Stage) -> None:
    sets = [{"status": "PRIMARY", "taskDefinition": arn(stage, 2)}, {"status": "ACTIVE", "taskDefinition": "x:1"}]
    service = {"serviceName": "web", "taskSets": sets}
    stage.endpoint.put_services("shop", [service], account=stage.account, region=REGION)
    say(stage, wanting(cpu="512"))
    assert stage.gates() == ["owner_unsettled"]


def test_what_else_differs_in_the_revision_that_runs_does_not_matter(stage: Stage) -> None:
    stage.by_hand(wanting("ci/web:8", cpu="1024"))
    stage.sweep()
    assert stage.state() is State.OUT_OF_BAND
    run(stage, "shop", arn(stage, 3), arn(stage, 1, "other"))
    stage.sweep()
    assert "owner_unsettled" not in stage.gates()


def test_more_services_than_one_call_describes_are_all_asked(stage: Stage) -> None:
    run(stage, "shop", *[arn(stage, 1, "other")] * 23, arn(stage, 2))
    say(stage, wanting(cpu="512"))
    assert stage.gates() == ["owner_unsettled"]
    assert len(stage.calls("DescribeServices")) == 3


def test_what_cannot_be_asked_refuses_this_family_alone_and_says_why(stage: Stage) -> None:
    stage.fail("ListServices", "access_denied")
    say(stage, wanting(cpu="512"))
    assert (len(stage.made()), stage.gates()) == (3, ["owner_unsettled"])
    assert "ecs:ListServices" in reasons(stage)[0]
    stage.put(definition("other"))
    stage.read()
    stage.sweep()
    assert stage.state("other") is State.IN_SYNC
    assert (images(stage)[3:], stage.state()) == (["ci/web:8"], State.IN_SYNC)


def test_a_cluster_that_does_not_exist_is_named(stage: Stage) -> None:
    world = stage.shell.world
    ports = {
        name: replace(one, policy=replace(one.policy, clusters=("nowhere",))) for name, one in world.targets.items()
    }
    stage.reload(targets=ports)
    say(stage, wanting(cpu="512"))
    assert stage.gates() == ["owner_unsettled"]
    assert "there is no cluster nowhere" in reasons(stage)[0]


def test_where_nobody_named_clusters_and_asking_is_not_allowed_the_latest_revision_counts(stage: Stage) -> None:
    world = stage.shell.world
    ports = {name: replace(one, policy=replace(one.policy, clusters=None)) for name, one in world.targets.items()}
    stage.reload(targets=ports)
    run(stage, "shop", arn(stage, 2))
    stage.fail("ListClusters", "access_denied")
    say(stage, wanting(cpu="512"))
    assert (images(stage)[3:], stage.state()) == (["ci/web:8"], State.IN_SYNC)


def test_at_rest_no_service_is_asked_for_but_by_the_look_after_each_sweep(stage: Stage) -> None:
    run(stage, "shop", arn(stage, 2))
    stage.sweep()
    before = len(stage.calls("ListServices"))
    for _ in range(3):
        stage.sweep()
    assert (stage.state(), len(stage.calls("ListServices"))) == (State.IN_SYNC, before + 3 * len(CLUSTERS))
