"""Rounds over what was agreed: each thing asked about once, told once, and nothing missing that nobody could see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.tell.grouping import group_of
from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.loop.incidents import is_muted
from plumbrule.loop.verifier import Verifier
from plumbrule.model.dependency import Verification
from plumbrule.model.event import Event
from plumbrule.model.ids import Family
from plumbrule.model.incident import Concern, Incident, Kind, Status, Urgency
from plumbrule.model.running import Fleet, Use
from tests.builders.cupboard import Cupboard
from tests.builders.definitions import definition_with
from tests.loop.stage import POLICY, PROD, REGION

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

PACE = Verification(per_second=10_000.0)


def logs(group: str = "/ecs/all") -> dict[str, Any]:
    options = {"awslogs-group": group, "awslogs-region": REGION, "awslogs-stream-prefix": "web"}
    return {"logDriver": "awslogs", "options": options}


OLD, NEW = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"


class Scene:
    """A stage with families that were agreed on, and a cupboard of things they need."""

    def __init__(self, stage: Stage, families: int = 1, pace: Verification = PACE, **policy: Any) -> None:  # noqa: ANN401
        self.stage, self.cupboard = stage, Cupboard()
        self.image = f"{stage.account}.dkr.ecr.{REGION}.amazonaws.com/web:v1"
        ports = stage.shell.world.targets[PROD]
        ports = replace(ports, dependencies=self.cupboard, policy=replace(POLICY, **policy))
        stage.reload(targets={PROD: ports}, verification=pace)
        self.verifier = Verifier(stage.shell)
        for number in range(families):
            self.put(f"web-{number}")
        stage.read()
        stage.sweep()
        stage.heard.forget()

    def put(self, family: str, group: str = "/ecs/all") -> None:
        """Write a family that logs to a group."""
        made = definition_with(family, image=self.image, logConfiguration=logs(group))
        self.stage.put({**made, "executionRoleArn": f"arn:aws:iam::{self.stage.account}:role/execution"})

    def round(self, after: timedelta = PACE.every) -> None:
        """Let time pass until the next round, and do what follows from it."""
        self.stage.clock.advance(after.total_seconds())
        self.verifier.look()
        self.stage.run()

    def told(self, event: Event) -> list[Any]:
        return self.stage.heard.of(event)

    def incident(self, family: str = "web-0") -> Incident | None:
        return self.stage.journal.incident(f"dependency/{PROD}/{family}")

    def open(self) -> list[str]:
        """Families with an open incident of this kind."""
        found = [one.concern for one in self.stage.journal.incidents() if one.kind is Kind.DEPENDENCY]
        return sorted(one.family for one in found)


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return Scene(stage)


def test_a_thing_that_many_families_need_is_asked_about_once(stage: Stage) -> None:
    scene = Scene(stage, families=20)
    scene.round()
    assert sorted(one.thing for one in scene.cupboard.asked) == ["image", "log_group", "role"]
    (summary,) = scene.told(Event.VERIFICATION_FINISHED)
    assert (summary["families"], summary["asked"], summary["missing"], summary["unknown"]) == (20, 3, 0, 0)
    assert scene.incident() is None


def test_what_is_gone_is_told_once_with_all_who_need_it_and_so_is_its_return(stage: Stage) -> None:
    scene = Scene(stage, families=2)
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    scene.round()
    (told,) = scene.told(Event.DEPENDENCY_MISSING)
    assert (told["thing"], told["name"], told["families"]) == ("log_group", "/ecs/all", ["web-0", "web-1"])
    assert "does not exist" in told["message"]
    scene.cupboard.gone = set()
    scene.round()
    (found,) = scene.told(Event.DEPENDENCY_FOUND)
    assert (found["name"], found["families"]) == ("/ecs/all", ["web-0", "web-1"])


def test_an_incident_begins_changes_and_ends(scene: Scene) -> None:
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    first = scene.incident()
    assert first is not None
    assert (first.kind, first.status) == (Kind.DEPENDENCY, Status.OPEN)
    assert "log group /ecs/all does not exist" in str(first.concern.facts["words"])
    scene.cupboard.gone = {"/ecs/all", "web:v1"}
    scene.round()
    second = scene.incident()
    assert second is not None
    assert (second.id, second.status) == (first.id, Status.OPEN)
    assert second.concern.fingerprint != first.concern.fingerprint
    scene.cupboard.gone = set()
    scene.round()
    last = scene.incident()
    assert last is not None
    assert (last.id, last.status) == (first.id, Status.RESOLVED)


def test_only_families_that_need_it_have_an_incident(stage: Stage) -> None:
    scene = Scene(stage, families=3)
    scene.put("web-1", "/ecs/other")
    stage.read()
    stage.sweep()
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    assert scene.open() == ["web-0", "web-2"]
    scene.cupboard.gone = {"/ecs/other"}
    scene.round()
    assert scene.open() == ["web-1"]


def test_families_that_miss_the_same_share_the_cause_and_the_others_do_not(stage: Stage) -> None:
    scene = Scene(stage, families=3)
    scene.put("web-1", "/ecs/other")
    stage.read()
    stage.sweep()
    scene.cupboard.gone = {"/ecs/all", "/ecs/other"}
    scene.round()
    groups = {family: group_of(found) for family in scene.open() if (found := scene.incident(family))}
    assert groups["web-0"] == groups["web-2"] != groups["web-1"]


def test_an_incident_of_a_whole_target_as_there_was_before_is_over(scene: Scene) -> None:
    now = scene.stage.clock.now()
    concern = Concern(f"dependency/{PROD}", Kind.DEPENDENCY, PROD, "", "f", Urgency.WARNING)
    scene.stage.journal.record(Incident("1" * 32, concern, Status.OPEN, now, now))
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    assert scene.open() == ["web-0"]


def test_what_is_missing_is_told_while_ecs_cannot_be_asked(scene: Scene) -> None:
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    found = scene.incident()
    assert found is not None
    assert not is_muted(found, frozenset({f"target/{PROD}", "source", f"breaker/{PROD}"}))


def test_a_restart_ends_no_incident_before_it_has_looked(staged: Callable[..., Stage]) -> None:
    scene = Scene(staged())
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    again = staged(journal=scene.stage.journal, verification=PACE)
    ports = replace(again.shell.world.targets[PROD], dependencies=Cupboard())
    again.reload(targets={PROD: ports})
    again.sweep()
    assert again.shell.sweeps.finished(PROD)
    found = scene.incident()
    assert found is not None
    assert found.is_open


def test_whoever_is_not_asked_any_more_has_no_incident(scene: Scene) -> None:
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    scene.stage.reload(verification=replace(PACE, enabled=False))
    scene.stage.shell.ask_remind()
    scene.stage.run()
    found = scene.incident()
    assert found is not None
    assert found.status is Status.RESOLVED


@pytest.mark.parametrize(
    "trouble", [Unavailable("no answer"), Throttled("too many", after=0.0)], ids=["lost", "throttled"]
)
def test_what_does_not_answer_is_never_missing_and_is_asked_again(scene: Scene, trouble: Unavailable) -> None:
    scene.cupboard.refused = {"log_group": trouble}
    scene.round()
    assert scene.told(Event.DEPENDENCY_MISSING) == []
    assert [one.thing.value for one in scene.cupboard.asked].count("log_group") == 3
    assert scene.told(Event.VERIFICATION_FINISHED)[0]["unknown"] == 1
    assert scene.incident() is None


def test_what_was_missing_stays_missing_while_nobody_can_say(scene: Scene) -> None:
    scene.cupboard.gone = {"/ecs/all"}
    scene.round()
    scene.cupboard.refused = {"log_group": Unavailable("no answer")}
    scene.round()
    assert scene.told(Event.DEPENDENCY_FOUND) == []
    found = scene.incident()
    assert found is not None
    assert found.is_open


def test_a_permission_that_is_missing_is_told_once_and_once_when_it_is_there(stage: Stage) -> None:
    scene = Scene(stage, families=3)
    for family in range(3):
        scene.put(f"web-{family}", f"/ecs/{family}")
    stage.read()
    stage.sweep()
    scene.cupboard.refused = {"log_group": Denied("not logs:DescribeLogGroups")}
    scene.round()
    scene.round()
    (told,) = scene.told(Event.VERIFICATION_DENIED)
    assert (told["target"], told["action"]) == (PROD, "logs:DescribeLogGroups")
    assert scene.incident() is None
    scene.cupboard.refused = {}
    scene.round()
    scene.round()
    (allowed,) = scene.told(Event.VERIFICATION_ALLOWED)
    assert allowed["action"] == "logs:DescribeLogGroups"


def test_a_tag_that_moves_is_told_once(scene: Scene) -> None:
    scene.cupboard.digests = {"web:v1": OLD}
    scene.round()
    assert scene.told(Event.IMAGE_MOVED) == []
    scene.cupboard.digests = {"web:v1": NEW}
    scene.round()
    scene.round()
    (told,) = scene.told(Event.IMAGE_MOVED)
    assert told["message"] == "image web:v1 means sha256:bbbbbbbbbbbb now, and meant sha256:aaaaaaaaaaaa before"
    assert scene.incident() is None


def test_a_tag_that_moves_again_is_told_again(scene: Scene) -> None:
    for digest in (OLD, NEW, f"sha256:{'c' * 64}"):
        scene.cupboard.digests = {"web:v1": digest}
        scene.round()
    assert [one["message"].partition(" now")[0] for one in scene.told(Event.IMAGE_MOVED)] == [
        "image web:v1 means sha256:bbbbbbbbbbbb",
        "image web:v1 means sha256:cccccccccccc",
    ]


def test_what_comes_back_as_something_else_that_is_missing_was_not_found(scene: Scene) -> None:
    scene.cupboard.gone = {"web:v1"}
    scene.round()
    scene.cupboard.gone, scene.cupboard.unusable = set(), {"web:v1": "is archived"}
    scene.round()
    assert [one["message"] for one in scene.told(Event.DEPENDENCY_MISSING)][1] == "image web:v1 is archived"
    assert scene.told(Event.DEPENDENCY_FOUND) == []


def test_tasks_of_stated_clusters_are_asked_which_image_they_run(stage: Stage) -> None:
    scene = Scene(stage, clusters=("shop",))
    scene.cupboard.digests = {"web:v1": NEW}
    scene.cupboard.tasks = {scene.image: frozenset({OLD})}
    scene.round()
    (told,) = scene.told(Event.IMAGE_MOVED)
    assert "tasks run sha256:aaaaaaaaaaaa" in told["message"]
    assert scene.cupboard.families == ["web-0"]


def test_tasks_are_left_alone_where_the_settings_say_so(stage: Stage) -> None:
    scene = Scene(stage, clusters=("shop",), pace=replace(PACE, tasks=False))
    scene.round()
    assert scene.cupboard.families == []


def test_tasks_that_may_not_be_asked_are_a_missing_permission_and_cost_one_call(stage: Stage) -> None:
    scene = Scene(stage, families=3, clusters=("shop",))
    scene.cupboard.tasks = Denied("not ecs:ListTasks")
    scene.round()
    (told,) = scene.told(Event.VERIFICATION_DENIED)
    assert told["action"] == "ecs:ListTasks and ecs:DescribeTasks"
    assert len(scene.cupboard.families) == 1
    assert scene.told(Event.VERIFICATION_FINISHED)[0]["unknown"] == 0


def test_a_round_is_due_once_in_a_while_and_not_before_the_first_sweep(stage: Stage) -> None:
    scene = Scene(stage)
    scene.round(timedelta(0))
    scene.round(PACE.every - timedelta(seconds=1))
    assert len(scene.told(Event.VERIFICATION_FINISHED)) == 1
    scene.round(timedelta(seconds=1))
    assert len(scene.told(Event.VERIFICATION_FINISHED)) == 2


def test_nobody_is_asked_before_the_first_sweep(staged: Callable[..., Stage]) -> None:
    stage, cupboard = staged(verification=PACE), Cupboard()
    ports = replace(stage.shell.world.targets[PROD], dependencies=cupboard)
    stage.shell.world = replace(stage.shell.world, targets={PROD: ports})
    Verifier(stage.shell).look()
    assert stage.heard.of(Event.VERIFICATION_FINISHED) == []


def test_where_it_is_switched_off_nobody_is_asked(stage: Stage) -> None:
    scene = Scene(stage, pace=replace(PACE, enabled=False))
    scene.round()
    assert scene.cupboard.asked == []


def test_a_fault_of_ours_is_told_once_and_the_next_round_goes_on(scene: Scene) -> None:
    scene.cupboard.refused = {"log_group": ValueError("a bug")}  # type: ignore[dict-item]
    scene.round()
    scene.round()
    (told,) = scene.told(Event.FAILURE_CONTAINED)
    assert (told["name"], told["message"]) == ("verify prod", "a bug")
    scene.cupboard.refused = {}
    scene.round()
    assert len(scene.told(Event.FAILURE_ENDED)) == 1
    assert len(scene.told(Event.VERIFICATION_FINISHED)) == 1


def test_a_slow_round_ends_at_once_when_told_to_stop(stage: Stage) -> None:
    scene = Scene(stage, families=3, pace=replace(PACE, per_second=0.01))
    scene.verifier.start()
    assert scene.verifier.stop(5.0)
    assert scene.cupboard.asked == []


def test_without_stated_clusters_tasks_are_asked_where_the_family_was_seen(stage: Stage) -> None:
    scene = Scene(stage, families=2, clusters=None)
    use = Use("shop", "web", Family("web-1"), 1)
    stage.shell.world.fleets.found(PROD, Fleet(stage.clock.now(), uses={Family("web-1"): (use,)}))
    scene.round()
    assert scene.cupboard.families == ["web-1"]
