"""What happens to teams: each row is told from the first commit to the last revision, on a real endpoint."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.errors import Declined
from plumbrule.model.event import Event
from plumbrule.model.fact import OwnFact
from plumbrule.model.policy import BlastRadius, Clause, Consent
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.definitions import definition_with, manifest
from tests.loop.desk.office import ADA, V1, V2, V3, Office, policy
from tests.loop.stage import AUTO, HANDS_FREE, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.definitions import Definition

FREE = (Clause(Consent.AUTO),)


@pytest.fixture
def free(opened: Callable[..., Office]) -> Office:
    """Where nobody is asked for what a state allows."""
    return opened(policy_of_all=policy(clauses=FREE))


def settled(office: Office, content: Definition = V1) -> Office:
    """Git and ECS stand on the same revision, which is ours."""
    office.put(content)
    office.read()
    assert office.state() is State.IN_SYNC
    return office


def test_first_start_with_equal_content_agrees_and_registers_nothing(free: Office) -> None:
    free.by_hand(V1)
    settled(free)
    agreed = free.journal.agreed(free.key())
    assert agreed is not None
    assert (agreed.number, free.ours()) == (1, [])


def test_first_start_with_different_content_waits_whatever_may_be_automatic(free: Office) -> None:
    free.by_hand(V2)
    free.put(V1)
    free.read()
    free.sweep()
    assert (free.state(), free.gates(), free.ours()) == (State.UNADOPTED, ["awaiting_approval"], [])
    assert free.plan().risks[0] == "overwrite"


def owned(**changes: Any) -> str:  # noqa: ANN401 - any member
    path = "containerDefinitions[*].image"
    return manifest(definition_with(**changes), owned_elsewhere=[{"path": path, "owner": "the release pipeline"}])


def test_ci_changes_a_path_it_owns_and_git_s_next_edit_keeps_it(free: Office) -> None:
    free.shelf.files["specs/web.yaml"] = owned(image="r/app:1", user="1000")
    free.read()
    free.by_hand(definition_with(image="r/app:7", user="1000"))
    free.sweep()
    assert free.state() is State.IN_SYNC
    free.shelf.files["specs/web.yaml"] = owned(image="r/app:1", user="1001")
    free.read()
    (app,) = free.ours()[-1].definition["containerDefinitions"]
    assert (app["image"], app["user"], free.state()) == ("r/app:7", "1001", State.IN_SYNC)


def test_ci_changes_another_path_and_git_s_next_edit_waits_for_somebody(free: Office) -> None:
    settled(free)
    free.by_hand(V3)
    free.sweep()
    assert free.state() is State.OUT_OF_BAND
    free.put(V2)
    free.read()
    free.sweep()
    assert (free.state(), free.gates(), len(free.ours())) == (State.DIVERGED, ["awaiting_approval"], 1)
    free.approve()
    assert (len(free.ours()), free.state()) == (2, State.IN_SYNC)


def test_the_newest_revision_is_deregistered_and_is_not_made_again_by_itself(free: Office) -> None:
    settled(free)
    free.endpoint.deregister(free.made()[-1].arn)
    free.wait(600)
    free.sweep()
    assert (free.state(), free.gates(), len(free.made())) == (State.WITHDRAWN, ["awaiting_approval"], 1)
    free.approve()
    assert (free.state(), len(free.made())) == (State.IN_SYNC, 2)


def test_an_old_revision_of_ours_that_is_registered_again_with_its_tags_is_somebody_s_revision(free: Office) -> None:
    settled(free)
    old = free.made()[-1]
    free.put(V2)
    free.read()
    free.by_hand(V1, **old.tags)
    free.wait(600)
    free.sweep()
    assert (free.state(), free.gates()) == (State.OUT_OF_BAND, ["awaiting_approval"])
    assert len([one for one in free.made() if one.tags.get("plumbrule:plan") == old.tags["plumbrule:plan"]]) == 2
    assert len(free.made()) == 3


def test_a_lost_journal_lets_nothing_happen_by_itself_until_it_is_confirmed(opened: Callable[..., Office]) -> None:
    settled(opened(policy_of_all=policy(clauses=FREE)))
    again = opened(policy_of_all=policy(clauses=FREE))
    again.put(V2)
    again.read()
    assert (again.gates(), len(again.made())) == (["held"], 1)
    again.reload(confirmed_journal=again.journal.id, generation="g2")
    assert (again.state(), len(again.made())) == (State.IN_SYNC, 2)


def _filled_in(definition: Definition) -> Definition:
    (container,) = definition["containerDefinitions"]
    return {**definition, "containerDefinitions": [{**container, "stopTimeout": 30}]}


def test_a_new_default_of_aws_is_nobody_s_change_and_nothing_is_registered(free: Office) -> None:
    free.ecs.sending = lambda definition: _filled_in(dict(definition))
    free.put(V1)
    free.read()
    free.wait(600)
    free.sweep()
    assert (free.state(), free.gates(), len(free.made())) == (State.UNEXPLAINED, ["awaiting_approval"], 1)


def test_our_own_upgrade_that_counts_differently_registers_nothing(free: Office) -> None:
    path = "containerDefinitions[].stopTimeout"
    known = OwnFact(path, "30", date(2099, 1, 1), "as the older version had it")
    free.reload(facts=(known,), generation="g2")
    free.ecs.sending = lambda definition: _filled_in(dict(definition))
    settled(free)
    free.wait(600)
    free.reload(facts=(), generation="g3")
    free.sweep()
    assert (free.state(), free.gates(), len(free.made())) == (State.UNEXPLAINED, ["awaiting_approval"], 1)


def test_a_file_that_moves_changes_nothing(free: Office) -> None:
    settled(free)
    free.shelf.files = {"elsewhere/web.json": free.shelf.files["specs/web.json"]}
    free.read()
    agreed = free.journal.agreed(free.key())
    assert agreed is not None
    assert (agreed.path, free.state(), len(free.made())) == ("elsewhere/web.json", State.IN_SYNC, 1)


def test_a_family_that_is_renamed_leaves_an_orphan_and_is_created_anew(free: Office) -> None:
    settled(free)
    free.shelf.files.clear()
    free.put({**V1, "family": "shop"})
    free.read()
    free.sweep()
    assert (free.state(), free.state("shop")) == (State.ORPHAN, State.IN_SYNC)
    assert (len(free.made()), len(free.made("shop"))) == (1, 1)
    free.desk.release(ADA, "prod", "web", reason="renamed")
    free.run()
    free.sweep()
    assert free.journal.agreed(free.key()) is None
    assert "web" not in [one.family for one in free.desk.status(family="*").families]


def test_a_file_that_cannot_be_parsed_keeps_its_family_and_stops_no_other(free: Office) -> None:
    settled(free)
    free.shelf.files["specs/web.json"] = "{"
    free.put({**V1, "family": "shop"})
    free.read()
    assert (free.state(), free.gates(), free.state("shop")) == (State.IN_SYNC, ["invalid"], State.IN_SYNC)
    assert len(free.made()) == 1


def test_a_service_on_an_old_revision_is_named_in_the_command_that_takes_it_back(opened: Callable[..., Office]) -> None:
    target = TargetPolicy(auto=AUTO, routes=POLICY.routes, clusters=("shop",))
    office = opened(policy=target, policy_of_all=policy(clauses=FREE))
    settled(office)
    office.put(V2)
    office.read()
    newest = office.made()[-1].arn
    runs = {"serviceName": "storefront", "taskDefinition": newest}
    office.endpoint.put_services("shop", [runs], account=office.account, region="eu-west-1")
    held = office.desk.hold(ADA, "prod", "web", reason="3 a.m.")
    assert held.commands == (
        "aws ecs update-service --region eu-west-1 --cluster shop --service storefront --task-definition web:1",
    )


def test_a_commit_that_touches_two_hundred_families_is_held_whole_and_goes_after_one_of_them(
    opened: Callable[..., Office],
) -> None:
    office = opened(policy_of_all=policy(clauses=FREE, blast_radius=BlastRadius(families=25)))
    office.put(*(definition_with(f"svc-{n:03}") for n in range(200)))
    office.read()
    office.sweep()
    assert {office.state(f"svc-{n:03}") for n in range(200)} == {State.MISSING}
    assert [one for one in office.endpoint.log() if one.account == office.account] == []
    view = office.desk.commit(str(office.shell.intake.commit if office.shell.intake else ""))
    assert len(view.plans) == 200
    with pytest.raises(Declined, match="the set has changed"):
        office.desk.approve_commit(ADA, view.commit, digest="0" * 64)
    office.ecs.before["register"] = lambda _: office.ecs.before.clear()
    office.desk.approve_commit(ADA, view.commit, digest=view.digest, reason="the yearly base image")
    office.run()
    made = [one for one in office.endpoint.log() if one.account == office.account]
    assert (len(made), made[0].tags["plumbrule:plan"]) == (200, view.canary)
    assert len({one.family for one in made}) == 200


def test_ci_that_registers_twenty_times_a_day_voids_every_approval_that_waits(opened: Callable[..., Office]) -> None:
    office = opened()
    office.put(V1)
    office.read()
    office.approve()
    office.put(V2)
    office.read()
    office.desk.suspend(ADA, reason="until tonight")
    plans = []
    for build in range(20):
        plans.append(office.plan().id)
        office.approve()
        office.by_hand(definition_with(user="1000", image=f"r/app:{build + 2}"))
        office.wait(3600)
        office.sweep()
    office.desk.resume(ADA)
    office.run()
    assert len(set(plans)) == 20
    assert (office.state(), office.gates(), len(office.ours())) == (State.DIVERGED, ["awaiting_approval"], 1)
    assert office.desk.plan(plans[3]).superseded_by == plans[4]
    office.approve()
    assert len(office.ours()) == 2


def test_a_suspension_ends_by_itself_reminds_and_is_told(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=HANDS_FREE.__class__(clauses=FREE, people=policy().people, remind=timedelta(hours=6)))
    settled(office)
    office.desk.suspend(ADA, target="prod", reason="an incident", lasts=timedelta(hours=13))
    office.put(V2)
    office.read()
    assert office.gates() == ["suspended"]
    for _ in range(12):
        office.wait(3600)
        office.sweep()
    assert [told["waiting"] for told in office.heard.of(Event.HALT_REMINDED)] == [1, 1]
    office.wait(3700)
    assert (office.state(), len(office.ours())) == (State.IN_SYNC, 2)
    office.sweep()
    assert len(office.heard.of(Event.HALT_ENDED)) == 1


def test_somebody_who_registers_while_we_do_makes_the_next_one_wait_for_people(free: Office) -> None:
    settled(free)

    def meanwhile(_: object) -> None:
        free.ecs.before.clear()
        free.by_hand(V3)

    free.ecs.before["register"] = meanwhile
    free.put(V2)
    free.read()
    assert [told["between"] for told in free.heard.of(Event.REGISTRATION_RACED)] == [[2]]
    free.put(definition_with(user="1003", image="r/app:1"))
    free.read()
    assert (free.gates(), len(free.ours())) == (["raced"], 2)
    free.approve()
    assert (free.state(), len(free.ours())) == (State.IN_SYNC, 3)


def test_what_iam_refuses_to_register_at_all_stalls_the_target_and_names_who_was_refused_what(free: Office) -> None:
    free.fail("RegisterTaskDefinition", "access_denied", 1)
    free.put(V1, {**V1, "family": "shop"})
    free.read()
    assert sorted((free.gates("shop"), free.gates("web"))) == [["denied"], ["denied"]]
    assert len(free.calls("RegisterTaskDefinition")) == 1
    message = free.plan("web").gates[0].message
    assert "ecs:RegisterTaskDefinition" in message
    assert "arn:aws" in message
    free.wait(400)
    assert (free.state("web"), free.state("shop")) == (State.IN_SYNC, State.IN_SYNC)


def test_what_ecs_refuses_is_a_finding_in_its_words_and_waits_for_an_edit(free: Office) -> None:
    free.ecs.sending = lambda definition: {**definition, "cpu": "300"}
    free.put(V1)
    free.read()
    (found,) = free.heard.of(Event.SPEC_REFUSED)
    assert (found["rule"], found["file"]) == ("refused-by-ecs", "specs/web.json")
    assert "300" in str(found["message"])
    free.by_hand(V3)
    free.wait(7200)
    free.sweep()
    assert "invalid" in free.gates()
    assert len(free.calls("RegisterTaskDefinition")) == 1
    free.ecs.sending = lambda definition: definition
    free.put(V2)
    free.read()
    assert "invalid" not in free.gates()
