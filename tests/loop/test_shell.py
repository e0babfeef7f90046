from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.loop.names import ReadSource, SweepTarget
from plumbrule.model.event import Event
from plumbrule.model.ids import TargetName
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.definitions import definition
from tests.loop.stage import POLICY, PROD

if TYPE_CHECKING:
    from tests.loop.stage import Stage

V1, V2 = definition(), definition(cpu="512", memory="1024")


def test_before_the_first_snapshot_neither_a_sweep_nor_a_pass_does_anything(stage: Stage) -> None:
    stage.sweep()
    stage.shell.work(stage.key())
    assert stage.heard.notices == []
    assert stage.calls("GetCallerIdentity") == []


def test_the_first_snapshot_is_followed_by_a_sweep_of_everything(stage: Stage) -> None:
    stage.put(definition("a"), definition("b"))
    stage.read()
    (summary,) = stage.heard.of(Event.SWEEP_FINISHED)
    assert (summary["target"], summary["families"], summary["registered"]) == ("prod", 2, 2)
    assert stage.shell.sweeps.finished(PROD) == 1


def test_a_source_without_news_is_not_read(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.read()
    assert len(stage.heard.of(Event.SNAPSHOT_TAKEN)) == 1


def test_a_new_commit_queues_only_what_it_changed(stage: Stage) -> None:
    stage.put(definition("a"), definition("b"))
    stage.read()
    before = len(stage.calls("DescribeTaskDefinition"))
    stage.put(definition("a", cpu="512", memory="1024"))
    stage.read()
    asked = {call.family for call in stage.calls("DescribeTaskDefinition")[before:]}
    assert asked == {"a"}


def test_a_sweep_looks_at_families_whose_file_is_gone(stage: Stage) -> None:
    stage.put(definition("a"), definition("b"))
    stage.read()
    del stage.shelf.files["specs/a.json"]
    stage.read()
    stage.heard.forget()
    stage.sweep()
    (summary,) = stage.heard.of(Event.SWEEP_FINISHED)
    assert (summary["families"], summary["states"]) == (2, {"orphan": 1, "in_sync": 1})


def test_a_sweep_that_is_asked_for_twice_is_made_once(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.heard.forget()
    stage.shell.ask_sweep(PROD)
    stage.shell.ask_sweep(PROD)
    stage.run()
    assert len(stage.heard.of(Event.SWEEP_FINISHED)) == 1


def test_a_target_without_families_is_swept_and_proved(stage: Stage) -> None:
    stage.read()
    assert [told["families"] for told in stage.heard.of(Event.SWEEP_FINISHED)] == [0]
    assert [told["id"] for told in stage.heard.of(Event.TARGET_PROVED)] == [f"aws/{stage.account}/eu-west-1"]


def test_whose_credentials_they_are_is_asked_once(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.sweep()
    assert len(stage.calls("GetCallerIdentity")) == 1
    stage.shell.proofs.forget(TargetName("another"))
    stage.sweep()
    assert len(stage.calls("GetCallerIdentity")) == 1
    stage.shell.proofs.forget(PROD)
    stage.sweep()
    assert len(stage.calls("GetCallerIdentity")) == 2


def test_a_target_that_is_not_in_the_settings_any_more_is_left_alone(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.reload(targets={}, generation="g2")
    stage.heard.forget()
    stage.sweep()
    stage.shell.work(stage.key())
    assert stage.heard.notices == []


def test_new_settings_look_at_everything_again_and_prove_again(stage: Stage) -> None:
    stage.put(V1)
    ports = stage.shell.world.targets[PROD]
    stage.reload(targets={PROD: type(ports)(ports.target, TargetPolicy(routes=POLICY.routes), ports.revisions)})
    assert (stage.state(), stage.gates()) == (State.MISSING, ["awaiting_approval"])
    stage.reload(targets={PROD: ports}, generation="g2")
    assert (stage.state(), len(stage.made())) == (State.IN_SYNC, 1)
    assert len(stage.calls("GetCallerIdentity")) == 2


def test_a_sweep_under_way_is_forgotten_when_the_settings_change(stage: Stage) -> None:
    stage.put(V1)
    stage.shell.work(ReadSource())
    stage.shell.work(SweepTarget(PROD))  # open: its family was not looked at yet
    assert not stage.shell.sweeps.begin(PROD, (), 0)
    stage.shell.swap(stage.shell.world)
    assert stage.shell.sweeps.begin(PROD, (), 0)


def test_names_that_were_queued_while_they_were_looked_at_are_looked_at_again(stage: Stage) -> None:
    stage.put(V1)
    stage.read()

    def happen(_: object) -> None:
        stage.ecs.before.clear()
        stage.by_hand(V2)
        stage.shell.queue.put(PROD, stage.key())

    stage.ecs.before["latest"] = happen
    stage.sweep()
    assert stage.state() is State.OUT_OF_BAND
