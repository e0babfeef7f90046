"""What becomes of one family, from the file to the endpoint: every state and every gate, on real parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.canon import canonical, context_of_arn
from plumbrule.model.digest import content_digest
from plumbrule.model.event import Event
from plumbrule.model.record import Agreed
from plumbrule.model.revision import Revision
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.clocks import T0
from tests.builders.definitions import as_text, definition, definition_with, manifest
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

V1, V2, V3 = (definition(cpu=cpu, memory="2048") for cpu in ("256", "512", "1024"))


@pytest.fixture
def settled(stage: Stage) -> Stage:
    """Version 1 is registered by us, and everybody agrees."""
    stage.put(V1)
    stage.read()
    assert (stage.state(), len(stage.ours())) == (State.IN_SYNC, 1)
    stage.heard.forget()
    return stage


def test_a_missing_family_is_registered_once(stage: Stage) -> None:
    stage.put(V1)
    stage.read()
    stage.read()
    stage.sweep()
    stage.wait(3600)
    (made,) = stage.made()
    assert (made.revision, made.definition) == (1, V1)
    assert stage.state() is State.IN_SYNC
    (told,) = stage.heard.of(Event.REVISION_REGISTERED)
    assert (told["arn"], told["state"]) == (made.arn, "in_sync")


def test_a_second_pass_changes_nothing_and_only_describes(settled: Stage) -> None:
    settled.sweep()  # says where the audit chain ends
    settled.heard.notices.clear()
    describes, lists = len(settled.calls("DescribeTaskDefinition")), len(settled.calls("ListTaskDefinitions"))
    skipped = settled.meter.read().get("passes_unchanged", 0)
    settled.sweep()
    assert len(settled.calls("DescribeTaskDefinition")) == describes + 1
    assert len(settled.calls("ListTaskDefinitions")) == lists
    assert settled.meter.read()["passes_unchanged"] == skipped + 1
    assert [one.event for one in settled.heard.notices] == [Event.SWEEP_FINISHED, Event.SERVICES_LOOKED_AT]


def test_a_changed_file_is_registered_on_top(settled: Stage) -> None:
    settled.put(V2)
    settled.read()
    assert [one.definition for one in settled.ours()] == [V1, V2]
    assert settled.state() is State.IN_SYNC


def test_a_file_that_goes_back_is_registered_again(settled: Stage) -> None:
    for version in (V2, V1, V2):
        settled.put(version)
        settled.read()
    assert [one.definition for one in settled.ours()] == [V1, V2, V1, V2]


def test_another_spelling_of_the_same_registers_nothing(settled: Stage) -> None:
    settled.put(definition(cpu=".25 vCPU", memory="2 GB", volumes=[]))
    settled.read()
    assert len(settled.ours()) == 1
    assert settled.state() is State.IN_SYNC


def test_without_permission_nothing_is_registered(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=TargetPolicy(routes=POLICY.routes))
    stage.put(V1)
    stage.read()
    assert stage.made() == []
    assert (stage.state(), stage.gates()) == (State.MISSING, ["awaiting_approval"])


def test_a_survey_registers_and_writes_nothing(staged: Callable[..., Stage]) -> None:
    stage = staged(may_act=False)
    stage.put(V1)
    stage.read()
    assert stage.made() == []
    assert stage.state() is State.MISSING
    assert stage.journal.settled(stage.key()) is None


def test_a_revision_made_by_hand_is_told_and_never_overwritten(settled: Stage) -> None:
    settled.by_hand(V3)
    settled.sweep()
    settled.wait(3600)
    settled.sweep()
    assert [one.definition for one in settled.made()] == [V1, V3]
    assert (settled.state(), settled.gates()) == (State.OUT_OF_BAND, ["awaiting_approval"])
    (told,) = settled.heard.of(Event.DRIFT_FOUND)
    assert (told["revision"], told["agreed_revision"]) == (2, 1)
    assert told["registered_by"].endswith("assumed-role/Console/somebody")
    assert (told["registered_kind"], told["registered_name"]) == ("role", "Console")
    assert [change["path"] for change in told["changes"]] == ["cpu"]


def test_another_revision_made_by_hand_is_told_again_and_the_skipped_one_is_named(settled: Stage) -> None:
    settled.by_hand(V2)
    settled.by_hand(V3)
    settled.sweep()
    assert settled.heard.of(Event.DRIFT_FOUND)[0]["skipped"] == (2,)
    settled.by_hand(V2)
    settled.sweep()
    assert [told["revision"] for told in settled.heard.of(Event.DRIFT_FOUND)] == [3, 4]


def test_a_container_added_by_hand_is_told_once_however_ecs_orders_it(settled: Stage) -> None:
    names = [{"name": f"N{number}", "value": "v"} for number in range(8)]
    extra = {"name": "debug", "image": "busybox", "essential": False, "environment": names}
    settled.by_hand({**V1, "containerDefinitions": [*V1["containerDefinitions"], extra]})
    for sweep in range(4):
        settled.sweep()
        settled.reload(generation=f"again-{sweep}")
    assert len(settled.heard.of(Event.DRIFT_FOUND)) == 1


def test_an_emergency_fix_that_git_follows_is_taken_over(settled: Stage) -> None:
    settled.by_hand(V3)
    settled.sweep()
    settled.put(V3)
    settled.read()
    assert len(settled.ours()) == 1
    assert settled.state() is State.IN_SYNC
    agreed = settled.journal.agreed(settled.key())
    assert agreed is not None
    assert agreed.number == 2
    assert [told["was"] for told in settled.heard.of(Event.DRIFT_RESOLVED)] == ["out_of_band"]


def test_when_both_sides_moved_apart_nothing_is_registered(settled: Stage) -> None:
    settled.by_hand(V3)
    settled.put(V2)
    settled.read()
    assert len(settled.ours()) == 1
    assert settled.state() is State.DIVERGED


def test_a_hand_made_revision_with_the_agreed_content_is_no_drift(settled: Stage) -> None:
    settled.by_hand(V1)
    settled.sweep()
    assert settled.state() is State.IN_SYNC
    settled.put(V2)
    settled.read()
    assert [one.revision for one in settled.ours()] == [1, 3]


def test_after_deregistering_everything_nothing_is_registered_again(settled: Stage) -> None:
    settled.endpoint.deregister(settled.made()[0].arn)
    settled.wait(600)
    settled.sweep()
    settled.put(V2)
    settled.read()
    assert len(settled.made()) == 1
    assert (settled.state(), settled.gates()) == (State.WITHDRAWN, ["awaiting_approval"])


def test_after_deregistering_the_newest_the_older_one_is_not_taken_for_drift_of_content(settled: Stage) -> None:
    settled.put(V2)
    settled.read()
    settled.endpoint.deregister(settled.made()[1].arn)
    settled.wait(600)
    settled.sweep()
    assert settled.state() is State.WITHDRAWN
    assert len(settled.ours()) == 2


def test_what_is_deregistered_within_the_visibility_bound_is_noticed_after_it(settled: Stage) -> None:
    settled.put(V2)
    settled.read()
    settled.endpoint.deregister(settled.made()[1].arn)
    settled.wait(60)
    settled.sweep()
    assert settled.state() is State.IN_SYNC  # may still be a lagging answer
    settled.wait(239)
    settled.sweep()
    assert settled.state() is State.IN_SYNC
    settled.wait(1)
    settled.sweep()
    assert settled.state() is State.WITHDRAWN
    assert len(settled.ours()) == 2


def test_a_family_that_ran_before_us_and_differs_waits_for_people(stage: Stage) -> None:
    stage.by_hand(V3)
    stage.put(V1)
    stage.read()
    assert stage.ours() == []
    assert (stage.state(), stage.gates()) == (State.UNADOPTED, ["awaiting_approval"])
    assert stage.heard.of(Event.DRIFT_FOUND) == []


def test_a_family_that_ran_before_us_and_fits_is_adopted(stage: Stage) -> None:
    stage.by_hand(V1)
    stage.put(V1)
    stage.read()
    assert stage.state() is State.IN_SYNC
    agreed = stage.journal.agreed(stage.key())
    assert agreed is not None
    assert (agreed.number, agreed.path) == (1, "specs/web.json")


def test_a_difference_that_nobody_wrote_is_unexplained_and_left_alone(stage: Stage) -> None:
    arn = stage.by_hand(V3)
    stage.put(V1)
    stage.read()
    live = stage.ecs.latest(stage.key().family)
    assert isinstance(live, Revision)
    assert stage.shell.intake is not None
    digest = content_digest(canonical(live.definition, context=context_of_arn(arn)))
    authored = stage.shell.intake.specs[stage.key()].input_digest
    stage.journal.record(Agreed(stage.key(), arn, 1, digest, authored, live.definition, T0, "specs/web.json"))
    stage.reload(generation="g2")
    assert (stage.state(), stage.gates()) == (State.UNEXPLAINED, ["awaiting_approval"])
    assert stage.ours() == []
    assert len(stage.heard.of(Event.DRIFT_FOUND, state="unexplained")) == 1


def test_a_file_that_is_gone_leaves_an_orphan_and_nothing_is_deregistered(settled: Stage) -> None:
    settled.shelf.files.clear()
    settled.put(definition("other"))
    settled.read()
    settled.sweep()
    assert settled.state() is State.ORPHAN
    assert [row for row in settled.endpoint.dump() if row["account"] == settled.account][1]["taskDefinition"][
        "status"
    ] == "ACTIVE"
    settled.put(V1)
    settled.read()
    assert (settled.state(), len(settled.ours())) == (State.IN_SYNC, 1)


def test_a_family_that_was_never_agreed_is_forgotten_with_its_file(stage: Stage) -> None:
    stage.by_hand(V1)
    stage.put(definition(cpu="512", memory="1024"), definition("other"))
    stage.read()
    assert stage.state() is State.UNADOPTED
    del stage.shelf.files["specs/web.json"]
    stage.read()
    assert stage.key() not in stage.shell.standings.all()
    assert stage.heard.of(Event.PASS_SETTLED, state="orphan") == []


def test_a_spec_with_an_error_is_not_registered_and_is_told_once(stage: Stage) -> None:
    stage.put(definition_with(esential=True))
    for _ in range(3):
        stage.read()
        stage.sweep()
    assert stage.made() == []
    assert stage.gates() == ["invalid"]
    assert len(stage.heard.of(Event.SPEC_REFUSED)) == 1


def test_a_file_that_cannot_be_read_any_more_is_not_deleted(settled: Stage) -> None:
    settled.shelf.files["specs/web.json"] = "{"
    settled.read()
    assert (settled.state(), settled.gates()) == (State.IN_SYNC, ["invalid"])
    settled.by_hand(V3)
    settled.sweep()
    assert settled.state() is State.OUT_OF_BAND
    settled.put(V1)
    settled.read()
    assert (settled.state(), settled.gates()) == (State.OUT_OF_BAND, ["awaiting_approval"])
    assert len(settled.ours()) == 1


def test_two_files_for_one_family_stop_it_until_one_is_gone(settled: Stage) -> None:
    settled.put(V2, folder="more")
    settled.read()
    settled.sweep()
    assert "conflict" in settled.gates()
    del settled.shelf.files["specs/web.json"]
    settled.read()
    assert settled.gates() == []
    assert [one.definition for one in settled.ours()] == [V1, V2]


def test_two_files_that_both_equal_what_is_live_are_a_conflict_all_the_same(settled: Stage) -> None:
    settled.put(V1, folder="more")
    settled.read()
    assert (settled.state(), settled.gates()) == (State.IN_SYNC, ["conflict"])


def test_a_suspended_family_is_compared_but_not_touched(settled: Stage) -> None:
    settled.shelf.files["specs/web.json"] = manifest(V2, suspend={"reason": "a hot fix runs"})
    settled.read()
    assert (settled.state(), settled.gates()) == (State.SPEC_AHEAD, ["suspended"])
    assert len(settled.ours()) == 1
    settled.shelf.files["specs/web.json"] = manifest(V2)
    settled.read()
    assert (settled.state(), len(settled.ours())) == (State.IN_SYNC, 2)


def test_drift_is_told_once_and_its_end_once_even_with_an_outage_between(settled: Stage) -> None:
    arn = settled.by_hand(V3)
    settled.sweep()
    settled.fail("DescribeTaskDefinition", "http_500")
    settled.sweep()
    assert settled.state() is State.UNKNOWN
    settled.wait(5)
    assert settled.state() is State.OUT_OF_BAND
    settled.endpoint.deregister(arn)
    settled.sweep()
    assert settled.state() is State.IN_SYNC
    assert len(settled.heard.of(Event.DRIFT_FOUND)) == len(settled.heard.of(Event.DRIFT_RESOLVED)) == 1


def test_a_field_that_ecs_invents_tomorrow_is_no_mass_drift_while_it_says_nothing(stage: Stage) -> None:
    families = [definition(f"web-{number}") for number in range(3)]
    stage.put(*families)
    stage.read()
    tomorrow = {"task": {"placementHints": [], "carbonAware": False}, "container": {"startupProbe": {}}}
    stage.endpoint.knobs(era={"year": 2026, **tomorrow})
    try:
        stage.reload(generation="g2")
        states = {stage.state(each["family"]) for each in families}
    finally:
        stage.endpoint.knobs(era=2026)
    assert states == {State.IN_SYNC}


def test_secrets_in_the_environment_reach_no_notice(settled: Stage) -> None:
    named = [{"name": "DB_PASSWORD", "value": "correct-horse"}]
    settled.by_hand({**V1, "containerDefinitions": [{**V1["containerDefinitions"][0], "environment": named}]})
    settled.sweep()
    assert settled.state() is State.OUT_OF_BAND
    assert "correct-horse" not in repr(settled.heard.notices)


def test_each_target_is_given_what_its_files_say_as_text_or_as_a_manifest(stage: Stage) -> None:
    stage.shelf.files = {"a.json": as_text(definition("a")), "b.yaml": manifest(definition("b"))}
    stage.read()
    assert [len(stage.ours(family)) for family in ("a", "b")] == [1, 1]
