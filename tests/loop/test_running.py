"""Three-way truth: Git, the latest ACTIVE revision, and what services, deployments and tasks run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.loop.desk import LoopDesk
from plumbrule.model.event import Event
from plumbrule.model.incident import Kind
from plumbrule.model.running import Running
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.loop.stage import POLICY, PROD, REGION

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.answers import FamilyView
    from plumbrule.model.incident import Incident
    from tests.builders.definitions import Definition
    from tests.loop.stage import Stage

UPDATE = "aws ecs update-service --region eu-west-1 --cluster shop --service front --task-definition web:2"


@pytest.fixture
def stage(staged: Callable[..., Stage]) -> Stage:
    """Git's first and second content are registered as web:1 and web:2; nothing runs yet."""
    made: Stage = staged()
    for cpu in ("256", "512"):
        made.put(web(cpu))
        made.read()
    assert [one.revision for one in made.made()] == [1, 2]
    return made


def web(cpu: str) -> Definition:
    return definition("web", cpu=cpu, memory="2048")


def arn(stage: Stage, number: int) -> str:
    return f"arn:aws:ecs:{REGION}:{stage.account}:task-definition/web:{number}"


def run(stage: Stage, **services: int | dict[str, Any]) -> None:
    """Services of one cluster by name, each with its revision's number or with more of DescribeServices."""
    rows = [
        {"serviceName": name, **(one if isinstance(one, dict) else {"taskDefinition": arn(stage, one)})}
        for name, one in services.items()
    ]
    stage.endpoint.put_services("shop", rows, account=stage.account, region=REGION)


def look(stage: Stage) -> None:
    stage.shell.ask_services(PROD)
    stage.run()


def running(stage: Stage) -> Running | None:
    judged = stage.shell.world.fleets.judged(stage.key())
    return judged.rollout.running if judged else None


def view(stage: Stage) -> FamilyView:
    (found,) = LoopDesk(stage.shell).status(family="web").families
    return found


def rollouts(stage: Stage) -> list[Incident]:
    stage.shell.ask_remind()
    stage.run()
    return [one for one in stage.journal.incidents() if one.kind is Kind.ROLLOUT]


def deployment(stage: Stage, number: int, status: str, state: str, tasks: int) -> dict[str, Any]:
    return {"status": status, "taskDefinition": arn(stage, number), "rolloutState": state, "runningCount": tasks}


@pytest.mark.parametrize(
    ("services", "expected"),
    [
        pytest.param({"front": 2}, Running.CURRENT, id="the service runs the latest"),
        pytest.param({"front": 1}, Running.REGISTERED_NOT_DEPLOYED, id="the service runs the one before"),
        pytest.param({"front": 2, "back": 1}, Running.RUNNING_STALE, id="one of two services runs the one before"),
        pytest.param({}, None, id="nothing runs"),
    ],
)
def test_services_are_looked_at_after_a_sweep(stage: Stage, services: dict[str, int], expected: Running | None) -> None:
    run(stage, **services)
    stage.sweep()
    assert running(stage) is expected
    assert len(stage.made()) == 2


def test_both_sides_of_a_deployment_count_while_nothing_replaces_the_old_one(stage: Stage) -> None:
    new, old = deployment(stage, 2, "PRIMARY", "COMPLETED", 1), deployment(stage, 1, "ACTIVE", "COMPLETED", 1)
    run(stage, front={"taskDefinition": arn(stage, 2), "deployments": [new, old]})
    look(stage)
    assert running(stage) is Running.RUNNING_STALE
    assert view(stage).runs == ("an older deployment of service shop/front runs revision 1",)
    run(stage, front={"taskDefinition": arn(stage, 2), "deployments": [{**new, "rolloutState": "IN_PROGRESS"}, old]})
    look(stage)
    assert running(stage) is Running.CURRENT


def test_a_task_set_that_serves_says_what_its_service_runs(stage: Stage) -> None:
    sets = [{"status": "PRIMARY", "taskDefinition": arn(stage, 1), "runningCount": 1}]
    run(stage, front={"taskDefinition": arn(stage, 2), "taskSets": sets})
    look(stage)
    assert running(stage) is Running.REGISTERED_NOT_DEPLOYED


def test_a_service_that_is_being_deleted_runs_nothing(stage: Stage) -> None:
    run(stage, front={"taskDefinition": arn(stage, 1), "status": "DRAINING"})
    look(stage)
    assert running(stage) is None


def test_tasks_that_no_service_started_count_where_they_are_asked(stage: Stage) -> None:
    run(stage, front=2)
    tasks = [
        {"taskId": "a1", "taskDefinitionArn": arn(stage, 1), "group": "family:web"},
        {"taskId": "b2", "taskDefinitionArn": arn(stage, 1), "group": "service:front"},
    ]
    stage.endpoint.put_tasks("shop", tasks, account=stage.account, region=REGION)
    look(stage)
    assert running(stage) is Running.CURRENT
    ports = stage.shell.world.targets[PROD]
    stage.reload(targets={PROD: replace(ports, policy=replace(POLICY, running_tasks=True))})
    look(stage)
    assert running(stage) is Running.RUNNING_STALE
    assert view(stage).runs == ("task shop/a1 runs revision 1",)


def test_an_older_revision_with_the_same_content_is_current(stage: Stage) -> None:
    stage.put(web("256"))
    stage.read()
    assert [one.revision for one in stage.made()] == [1, 2, 3]
    run(stage, front=1)
    look(stage)
    assert running(stage) is Running.CURRENT


def test_a_deregistered_revision_that_runs_is_told_and_is_an_incident_until_it_ends(stage: Stage) -> None:
    run(stage, front=1)
    stage.endpoint.deregister(arn(stage, 1))
    look(stage)
    assert running(stage) is Running.RUNNING_INACTIVE
    told = stage.heard.of(Event.RUNNING_CHANGED)[-1]
    assert (told["running"], told["runs"]) == ("running_inactive", ["service shop/front runs revision 1"])
    (incident,) = rollouts(stage)
    assert (
        incident.concern.facts["words"]
        == "What runs is deregistered: 1. It goes on, and nothing new can start from it."
    )
    run(stage, front=2)
    look(stage)
    assert rollouts(stage) == []


def test_status_lists_who_is_behind_and_the_command_that_moves_them(stage: Stage) -> None:
    run(stage, front=1)
    look(stage)
    status = LoopDesk(stage.shell).status()
    (found,) = status.families
    assert (found.state, found.running) == ("in_sync", "registered_not_deployed")
    assert found.runs == ("service shop/front runs revision 1",)
    assert found.commands == (UPDATE,)
    assert dict(status.targets[0].running) == {"registered_not_deployed": 1}


def test_nothing_is_moved_to_a_revision_that_is_not_what_git_says(stage: Stage) -> None:
    stage.by_hand(web("1024"))
    run(stage, front=1)
    stage.sweep()
    assert (stage.state(), view(stage).running) == (State.OUT_OF_BAND, "registered_not_deployed")
    assert view(stage).commands == ()
    (incident,) = [one for one in stage.journal.incidents() if one.kind is Kind.DRIFT]
    assert incident.concern.facts["runs"] == ["service shop/front runs revision 1"]


def test_what_is_not_deployed_becomes_an_incident_only_after_a_while(stage: Stage) -> None:
    run(stage, front=1)
    look(stage)
    stage.clock.advance(3599)
    assert rollouts(stage) == []
    stage.clock.advance(1)
    (incident,) = rollouts(stage)
    assert incident.concern.facts["services"] == [UPDATE]
    run(stage, front=2)
    look(stage)
    assert rollouts(stage) == []


def test_the_same_is_told_once_whatever_the_number_of_looks(stage: Stage) -> None:
    run(stage, front=1)
    for _ in range(3):
        look(stage)
    assert [one["running"] for one in stage.heard.of(Event.RUNNING_CHANGED)] == ["registered_not_deployed"]
    run(stage, front=2)
    look(stage)
    assert [one["running"] for one in stage.heard.of(Event.RUNNING_CHANGED)][1:] == ["current"]


def test_a_look_reads_pages_to_their_end_by_tens(stage: Stage) -> None:
    stage.endpoint.knobs(page_size=7)
    run(stage, **{f"s{number}": 2 for number in range(23)}, last=1)
    before = len(stage.calls("DescribeServices"))
    look(stage)
    stage.endpoint.knobs(page_size=100)
    assert len(stage.calls("DescribeServices")) - before == 4
    assert view(stage).runs == ("service shop/last runs revision 1",)


def test_a_family_that_nobody_holds_to_git_costs_no_call(stage: Stage) -> None:
    other = stage.by_hand(definition("other"))
    stage.by_hand(definition("other", cpu="512", memory="2048"))
    run(stage, front={"taskDefinition": other})
    before = len(stage.calls("DescribeTaskDefinition"))
    look(stage)
    assert len(stage.calls("DescribeTaskDefinition")) == before
    assert stage.heard.of(Event.RUNNING_CHANGED) == []


def test_an_older_revision_is_asked_for_once_an_hour_and_no_more(stage: Stage) -> None:
    run(stage, front=1)
    look(stage)
    before = len(stage.calls("DescribeTaskDefinition"))
    look(stage)
    assert len(stage.calls("DescribeTaskDefinition")) == before
    stage.endpoint.deregister(arn(stage, 1))
    stage.wait(3600)
    look(stage)
    assert running(stage) is Running.RUNNING_INACTIVE


@pytest.mark.parametrize("operation", ["ListClusters", "ListServices", "DescribeServices"])
def test_what_may_not_be_asked_is_said_once_and_keeps_nothing_from_going_on(stage: Stage, operation: str) -> None:
    run(stage, front=1)
    for _ in range(2):
        stage.fail(operation, "access_denied")
        look(stage)
    (told,) = stage.heard.of(Event.SERVICES_UNSEEN)
    assert operation in told["message"]
    stage.put(web("1024"))
    stage.read()
    assert [one.revision for one in stage.made()] == [1, 2, 3]
    look(stage)
    assert len(stage.heard.of(Event.SERVICES_SEEN)) == 1
    assert running(stage) is Running.REGISTERED_NOT_DEPLOYED


def test_a_throttled_look_goes_on_where_it_was(stage: Stage) -> None:
    run(stage, front=1)
    stage.fail("DescribeServices", "throttled")
    look(stage)
    assert running(stage) is None
    stage.wait(60)
    assert running(stage) is Running.REGISTERED_NOT_DEPLOYED
    assert stage.heard.of(Event.SERVICES_UNSEEN) == []


def test_where_no_cluster_is_named_nobody_is_asked(stage: Stage) -> None:
    ports = stage.shell.world.targets[PROD]
    stage.reload(targets={PROD: replace(ports, policy=replace(POLICY, clusters=()))})
    before = len(stage.calls("ListClusters"))
    stage.sweep()
    assert len(stage.calls("ListClusters")) == before


def test_a_chosen_cluster_that_is_not_there_is_trouble_and_the_others_are_asked(stage: Stage) -> None:
    run(stage, front=1)
    ports = stage.shell.world.targets[PROD]
    stage.reload(targets={PROD: replace(ports, policy=replace(POLICY, clusters=("gone", "shop")))})
    look(stage)
    assert running(stage) is Running.REGISTERED_NOT_DEPLOYED
    assert stage.heard.of(Event.SERVICES_UNSEEN)[-1]["message"] == "there is no cluster gone"
