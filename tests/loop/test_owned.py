"""Paths that somebody else owns: information, never drift, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.event import Event, Level
from plumbrule.model.exemption import Exemptions, Owned
from plumbrule.model.state import State
from plumbrule.model.target_policy import Concession
from tests.builders.definitions import container, definition, manifest
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.definitions import Definition
    from tests.loop.stage import Stage

IMAGE = "containerDefinitions[*].image"
PATH = "specs/web.yaml"


def wanting(image: str = "git/placeholder:1", cpu: str = "256") -> Definition:
    """A definition with one container that runs `image`."""
    return definition(containerDefinitions=[container(image=image)], memory="2048", cpu=cpu)


def say(stage: Stage, of: Definition, *owned: object) -> None:
    """Git leaves `owned` to others."""
    stage.shelf.files[PATH] = manifest(of, owned_elsewhere=list(owned) or [IMAGE])
    stage.read()


def images(stage: Stage) -> list[str]:
    """The image of each revision that was ever registered."""
    return [one.definition["containerDefinitions"][0]["image"] for one in stage.made()]


@pytest.fixture
def deployed(stage: Stage) -> Stage:
    """Git registered its placeholder, then the pipeline its own image."""
    say(stage, wanting())
    stage.by_hand(wanting("ci/web:7"))
    stage.heard.forget()
    stage.sweep()
    return stage


def test_the_first_registration_has_gits_value(stage: Stage) -> None:
    say(stage, wanting())
    assert images(stage) == ["git/placeholder:1"]
    assert stage.state() is State.IN_SYNC


def test_another_live_value_is_information_told_once_and_never_drift(deployed: Stage) -> None:
    deployed.sweep()
    assert (deployed.state(), deployed.gates()) == (State.IN_SYNC, [])
    assert deployed.heard.of(Event.DRIFT_FOUND) == []
    (told,) = deployed.heard.of(Event.OWNER_DIFFERED)
    assert [(one["path"], one["live"]) for one in told["changes"]] == [("containerDefinitions[app].image", "ci/web:7")]
    assert {one.level for one in deployed.heard.notices if one.event is Event.OWNER_DIFFERED} == {Level.INFO}


def test_the_next_value_of_the_owner_is_told_again(deployed: Stage) -> None:
    deployed.by_hand(wanting("ci/web:8"))
    deployed.sweep()
    assert [told["revision"] for told in deployed.heard.of(Event.OWNER_DIFFERED)] == [2, 3]


def test_a_registration_carries_the_owners_value_over(deployed: Stage) -> None:
    say(deployed, wanting(cpu="512"))
    deployed.sweep()
    assert images(deployed) == ["git/placeholder:1", "ci/web:7", "ci/web:7"]
    assert (deployed.made()[-1].definition["cpu"], deployed.state()) == ("512", State.IN_SYNC)
    assert len(deployed.ours()) == 2


def test_what_git_says_of_an_owned_path_registers_nothing(deployed: Stage) -> None:
    say(deployed, wanting("git/placeholder:2"))
    assert len(deployed.made()) == 2
    assert deployed.state() is State.IN_SYNC


def test_what_else_changes_live_is_still_drift(deployed: Stage) -> None:
    deployed.by_hand(wanting("ci/web:8", cpu="1024"))
    deployed.sweep()
    (told,) = deployed.heard.of(Event.DRIFT_FOUND)
    assert [one["path"] for one in told["changes"]] == ["cpu"]
    assert deployed.state() is State.OUT_OF_BAND


def test_a_container_that_is_new_in_git_has_gits_image(deployed: Stage) -> None:
    both = wanting(cpu="512")
    both["containerDefinitions"].append(container(name="side", image="git/side:1", essential=False))
    say(deployed, both)
    made = {one["name"]: one["image"] for one in deployed.made()[-1].definition["containerDefinitions"]}
    assert made == {"app": "ci/web:7", "side": "git/side:1"}
    assert deployed.state() is State.IN_SYNC


def test_a_variable_of_the_owner_stays_although_git_has_none(stage: Stage) -> None:
    path = "containerDefinitions[app].environment[BUILD]"
    say(stage, wanting(), path)
    with_build = wanting()
    with_build["containerDefinitions"][0]["environment"] = [{"name": "BUILD", "value": "7"}]
    stage.by_hand(with_build)
    stage.sweep()
    assert stage.state() is State.IN_SYNC
    say(stage, wanting(cpu="512"), path)
    assert stage.made()[-1].definition["containerDefinitions"][0]["environment"] == [{"name": "BUILD", "value": "7"}]
    assert stage.state() is State.IN_SYNC


def test_an_owners_value_that_does_not_go_with_gits_sends_nothing(stage: Stage) -> None:
    say(stage, wanting(), "memory")
    stage.by_hand({**wanting(), "memory": "512"})
    stage.sweep()
    assert stage.state() is State.IN_SYNC
    say(stage, wanting(cpu="1024"), "memory")
    assert (len(stage.made()), stage.state(), stage.gates()) == (2, State.SPEC_AHEAD, ["invalid"])
    (reason,) = stage.heard.of(Event.PASS_SETTLED)[-1]["reasons"]
    assert reason.startswith("with what its owner set ECS would refuse it: ")
    stage.by_hand({**wanting(), "memory": "2048"})
    stage.sweep()
    assert (stage.made()[-1].definition["cpu"], stage.made()[-1].definition["memory"]) == ("1024", "2048")
    assert (len(stage.made()), stage.state()) == (4, State.IN_SYNC)


def test_a_plan_is_the_same_whatever_the_owner_does(staged: Callable[..., Stage]) -> None:
    plans = []
    stage = staged(policy=replace(POLICY, auto=frozenset()), on_settled=lambda one: plans.append(one.plan))
    say(stage, wanting(cpu="512"))
    for image in ("ci/web:7", "ci/web:8"):
        stage.by_hand(wanting(image))
        stage.sweep()
    first, seventh, eighth = (plan.id for plan in plans)
    assert first != seventh == eighth


def test_the_settings_may_say_so_for_native_files(staged: Callable[..., Stage]) -> None:
    left = Concession(Exemptions(owned=(Owned(IMAGE),)), family_prefix="we")
    stage = staged(policy=replace(POLICY, concessions=(left,)))
    stage.put(wanting())
    stage.read()
    stage.by_hand(wanting("ci/web:7"))
    stage.put(wanting(cpu="512"))
    stage.read()
    assert images(stage) == ["git/placeholder:1", "ci/web:7", "ci/web:7"]


def test_a_file_that_breaks_leaves_to_others_what_it_left_before(deployed: Stage) -> None:
    deployed.shelf.files[PATH] = "spec: [\n"
    deployed.read()
    deployed.by_hand(wanting("ci/web:8"))
    deployed.sweep()
    assert (deployed.state(), deployed.gates()) == (State.IN_SYNC, ["invalid"])
    assert deployed.heard.of(Event.DRIFT_FOUND) == []


def test_taking_a_path_back_makes_gits_value_count_again(deployed: Stage) -> None:
    deployed.shelf.files[PATH] = manifest(wanting())
    deployed.read()
    assert images(deployed)[2:] == ["git/placeholder:1"]
    assert deployed.state() is State.IN_SYNC


def test_without_its_journal_the_daemon_knows_its_revision_by_the_tag(
    staged: Callable[..., Stage], deployed: Stage
) -> None:
    again = staged()
    again.shelf.files.update(deployed.shelf.files)
    again.reload(confirmed_journal=again.journal.id)
    say(again, wanting(cpu="512"))
    assert again.state() is State.IN_SYNC
    assert (images(again)[-1], again.made()[-1].definition["cpu"]) == ("ci/web:7", "512")
