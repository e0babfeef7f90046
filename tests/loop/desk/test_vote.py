from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.errors import Declined, JournalError
from plumbrule.model.event import Event
from plumbrule.model.ids import CommitId
from plumbrule.model.people import Identity, Method, Signed
from plumbrule.model.policy import Clause, Consent, Freeze, Requirement
from plumbrule.model.risk import Risk
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.loop.desk.office import ADA, BOB, CAT, DAN, NEW_TAG, NOBODY, V1, V2, V3, Office, policy
from tests.loop.stage import AUTO, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 86_400
EMPTY = CommitId("")


def declined(call: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(Declined) as raised:
        call()
    return raised.value.why, raised.value.message


def asks(**requirement: Any) -> Clause:  # noqa: ANN401 - any field
    return Clause(Consent.APPROVE, requirement=Requirement(**requirement))


# A yes.


def test_what_nobody_approved_waits_and_what_somebody_approved_is_registered_once(waiting: Office) -> None:
    assert (waiting.gates(), waiting.made()) == (["awaiting_approval"], [])
    view = waiting.approve(ADA, reason="looks right")
    assert (view.needs, [one.person for one in view.approvals]) == ((), ["ada"])
    (made,) = waiting.ours()
    assert made.tags["plumbrule:plan"] == view.id
    assert waiting.state() is State.IN_SYNC
    waiting.sweep()
    waiting.wait(DAY)
    assert len(waiting.made()) == 1


def test_another_tag_of_the_same_repository_asks_nobody(waiting: Office) -> None:
    waiting.approve()
    waiting.put(NEW_TAG)
    waiting.read()
    assert (len(waiting.ours()), waiting.state()) == (2, State.IN_SYNC)


def test_what_was_approved_is_told_and_kept(waiting: Office) -> None:
    plan = waiting.plan()
    assert plan.needs == ("the policy wants approval for creation",)
    waiting.approve(ADA, reason="looks right")
    (told,) = waiting.heard.of(Event.PLAN_APPROVED)
    assert (told["person"], told["plan"], told["reason"]) == ("ada", plan.id, "looks right")
    past = waiting.desk.plan(plan.id[:12])
    assert (past.because, past.superseded_by) == ("it was registered as revision 1", None)
    (used,) = waiting.desk.history("prod", "web").revisions[0].approvals
    assert (used.person, used.reason) == ("ada", "looks right")


def test_twelve_digits_name_a_plan_and_eleven_do_not(waiting: Office) -> None:
    name = waiting.plan().id
    assert declined(lambda: waiting.desk.approve(ADA, name[:11]))[0] == "wrong"
    waiting.desk.approve(ADA, name[:12])
    waiting.run()
    assert len(waiting.made()) == 1


# Whose yes counts.


def test_two_of_a_group_are_two(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=policy(clauses=(asks(count=2, group="platform"),)))
    office.put(V1)
    office.read()
    assert "2 approvals of platform; ada said yes" in office.approve(ADA).needs[0]
    assert "ada said yes" in office.approve(ADA).needs[0]
    assert (office.made(), office.gates()) == ([], ["awaiting_approval"])
    office.approve(BOB)
    assert len(office.made()) == 1


def test_who_does_not_count_is_told_so_at_once(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=policy(clauses=(asks(group="platform"),)))
    office.put(V1)
    office.read()
    why, words = declined(lambda: office.approve(CAT))
    assert why == "not_allowed"
    assert "a yes of cat counts for nothing here" in words
    assert office.desk.plan(office.plan().id).approvals == ()


@pytest.mark.parametrize("caller", [NOBODY, Identity(Method.TOKEN, "0" * 64), Identity(Method.SSH, "ada")])
def test_whoever_is_mapped_to_nobody_is_nobody(caller: Identity, waiting: Office) -> None:
    assert declined(lambda: waiting.approve(caller))[0] == "nobody"
    assert waiting.desk.whoami(caller).person == ""
    assert waiting.made() == []


FOUR_EYES = policy(clauses=(asks(not_author=True),))


def signed_by(name: str) -> Signed:
    return Signed(Identity(Method.SSH, f"{name}@example.com"), emails=(f"{name}@example.com",))


def test_the_author_s_own_yes_is_refused_and_another_one_s_counts(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=FOUR_EYES)
    office.shelf.signatures[EMPTY] = signed_by("ada")
    office.put(V1)
    office.read()
    assert "not by who wrote it" in declined(lambda: office.approve(ADA))[1]
    office.approve(BOB)
    assert len(office.made()) == 1


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        pytest.param(Signed(None, "it is not signed"), "it is not signed", id="nobody signed it"),
        pytest.param(
            Signed(Identity(Method.SSH, "eve@example.com")), "who is mapped to nobody", id="a stranger signed it"
        ),
    ],
)
def test_where_nobody_can_prove_who_wrote_it_four_eyes_refuse_everybody(
    signature: Signed, words: str, opened: Callable[..., Office]
) -> None:
    office = opened(policy_of_all=FOUR_EYES)
    office.shelf.signatures[EMPTY] = signature
    office.put(V1)
    office.read()
    for caller in (ADA, BOB):
        assert words in declined(lambda who=caller: office.approve(who))[1]  # type: ignore[misc]
    assert office.made() == []


def test_an_address_in_the_commit_excludes_whom_it_names_although_another_one_signed(
    opened: Callable[..., Office],
) -> None:
    office = opened(policy_of_all=FOUR_EYES)
    office.shelf.signatures[EMPTY] = Signed(signed_by("ada").identity, emails=("bob@example.com",))
    office.put(V1)
    office.read()
    for caller in (ADA, BOB):
        assert declined(lambda who=caller: office.approve(who))[0] == "not_allowed"  # type: ignore[misc]
    office.approve(CAT)
    assert len(office.made()) == 1


# One yes, one registration.


def test_a_yes_is_spent_by_what_it_registered_and_does_not_count_for_the_same_change_again(waiting: Office) -> None:
    waiting.approve()
    waiting.put(V2)
    waiting.read()
    first = waiting.plan().id
    waiting.approve()
    waiting.by_hand(V1)
    waiting.wait(600)
    waiting.sweep()
    assert (waiting.plan().id, waiting.state()) == (first, State.OUT_OF_BAND)
    waiting.sweep()
    assert (len(waiting.ours()), waiting.gates()) == (2, ["awaiting_approval"])
    waiting.approve()
    assert len(waiting.ours()) == 3


def test_a_yes_that_made_nothing_is_not_spent(waiting: Office) -> None:
    waiting.fail("RegisterTaskDefinition", "throttled")
    waiting.approve()
    assert (waiting.made(), waiting.gates()) == ([], ["backing_off"])
    waiting.wait(10)
    assert len(waiting.made()) == 1


def test_a_yes_whose_answer_was_lost_is_spent(waiting: Office) -> None:
    waiting.fail("RegisterTaskDefinition", "reset")
    waiting.approve()
    waiting.wait(400)
    waiting.wait(400)
    assert (waiting.made(), waiting.gates()) == ([], ["awaiting_approval"])
    waiting.approve()
    assert len(waiting.made()) == 1


def test_a_yes_expires(waiting: Office) -> None:
    waiting.desk.suspend(ADA, reason="an incident")
    waiting.approve(lasts=timedelta(hours=2))
    waiting.wait(2 * 3600)
    waiting.desk.resume(ADA)
    waiting.run()
    assert (waiting.made(), waiting.gates()) == ([], ["awaiting_approval"])


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(hours=-1), timedelta(hours=25)])
def test_nobody_chooses_a_time_that_the_policy_does_not_allow(lasts: timedelta, waiting: Office) -> None:
    assert declined(lambda: waiting.approve(lasts=lasts))[0] == "wrong"
    assert waiting.made() == []


def test_a_yes_that_cannot_be_kept_counts_for_nothing(waiting: Office) -> None:
    waiting.journal.close()
    with pytest.raises(JournalError):
        waiting.desk.approve(ADA, "0" * 64)


# Another plan.


def test_a_yes_to_what_git_said_before_is_void_and_says_what_followed(waiting: Office) -> None:
    first = waiting.plan().id
    waiting.put(V2)
    waiting.read()
    second = waiting.plan().id
    why, words = declined(lambda: waiting.desk.approve(ADA, first))
    assert (why, second[:12] in words, "Git says something else" in words) == ("superseded", True, True)
    past = waiting.desk.plan(first)
    assert (past.superseded_by, past.risks) == (second, ("creation",))
    assert waiting.made() == []


def test_a_yes_given_before_somebody_registered_does_not_count_after(waiting: Office) -> None:
    waiting.desk.suspend(ADA, reason="an incident")
    waiting.approve()
    waiting.by_hand(V3)
    waiting.desk.resume(ADA)
    waiting.sweep()
    assert (waiting.state(), waiting.gates(), waiting.ours()) == (State.UNADOPTED, ["awaiting_approval"], [])
    assert waiting.plan().risks == ("overwrite", "user")


def test_a_prefix_that_fits_two_plans_names_none(waiting: Office) -> None:
    known = waiting.journal.planned(waiting.key())
    assert known is not None
    assert known.plan is not None

    twin = replace(known, key=waiting.key("twin"), plan=type(known.plan)(known.plan[:20] + "0" * 44))
    waiting.journal.record(twin)
    assert declined(lambda: waiting.desk.approve(ADA, twin.plan[:12] if twin.plan else ""))[0] == "ambiguous"
    assert waiting.made() == []


def test_there_is_no_such_plan(waiting: Office) -> None:
    assert declined(lambda: waiting.desk.approve(ADA, "0" * 12))[0] == "no_such_plan"


# A no.


def test_a_no_stands_until_the_same_person_says_yes(waiting: Office) -> None:
    waiting.desk.reject(BOB, waiting.plan().id, reason="wait for the fix")
    waiting.run()
    waiting.approve(ADA)
    assert (waiting.gates(), waiting.made()) == (["rejected"], [])
    assert "bob rejected it: wait for the fix" in waiting.plan().gates[0].message
    waiting.approve(BOB)
    assert len(waiting.made()) == 1


def test_a_no_is_about_one_plan(waiting: Office) -> None:
    waiting.desk.reject(BOB, waiting.plan().id, reason="wait for the fix")
    waiting.put(V2)
    waiting.read()
    assert waiting.gates() == ["awaiting_approval"]


def test_a_no_needs_a_reason_and_a_person(waiting: Office) -> None:
    plan = waiting.plan().id
    assert declined(lambda: waiting.desk.reject(BOB, plan, reason=" "))[0] == "wrong"
    assert declined(lambda: waiting.desk.reject(NOBODY, plan, reason="no"))[0] == "nobody"


def test_what_the_policy_refuses_nobody_can_approve(opened: Callable[..., Office]) -> None:
    refuse = Clause(Consent.REFUSE, risks=frozenset({Risk.CREATION}))
    office = opened(policy_of_all=policy(clauses=(refuse,)))
    office.put(V1)
    office.read()
    assert office.gates() == ["rejected", "awaiting_approval"] or office.gates() == ["rejected"]
    assert declined(lambda: office.approve(ADA))[0] == "not_allowed"
    assert declined(lambda: office.approve(DAN, glass=True, reason="fire"))[0] == "not_allowed"


# Broken glass.

FROZEN = policy(clauses=(asks(count=2),), freezes=(Freeze("* * * * *", timedelta(hours=1), reason="the holidays"),))


def test_one_who_is_listed_passes_freeze_and_four_eyes_with_a_reason_and_everybody_hears(
    opened: Callable[..., Office],
) -> None:
    office = opened(policy_of_all=FROZEN)
    office.put(V1)
    office.read()
    assert office.gates() == ["frozen", "awaiting_approval"]
    office.approve(DAN, glass=True, reason="checkout is down")
    assert len(office.made()) == 1
    (told,) = office.heard.of(Event.GLASS_BROKEN)
    assert (told["person"], told["reason"]) == ("dan", "checkout is down")
    assert [one.reason for one in office.desk.status().glass] == ["checkout is down"]
    office.sweep()
    assert office.heard.of(Event.GLASS_LISTED) == []
    office.wait(DAY)
    office.sweep()
    office.sweep()
    assert len(office.heard.of(Event.GLASS_LISTED)) == 1


def test_broken_glass_needs_a_reason_and_one_who_may(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=FROZEN)
    office.put(V1)
    office.read()
    assert declined(lambda: office.approve(DAN, glass=True))[0] == "wrong"
    assert declined(lambda: office.approve(ADA, glass=True, reason="fire"))[0] == "not_allowed"
    assert office.made() == []


def test_broken_glass_passes_no_error(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=FROZEN)
    office.put({**V1, "cpu": "300"})
    office.read()
    assert declined(lambda: office.approve(DAN, glass=True, reason="fire"))[0] == "wrong"


# State and risk must both permit.


@pytest.mark.parametrize(
    ("auto", "clauses", "goes"),
    [
        pytest.param(AUTO, (Clause(Consent.AUTO),), True, id="both do"),
        pytest.param(frozenset(), (Clause(Consent.AUTO),), False, id="the state does not"),
        pytest.param(AUTO, (), False, id="the risk does not"),
        pytest.param(frozenset(), (), False, id="neither does"),
        pytest.param(AUTO, (Clause(Consent.MERGE),), True, id="the merge counts"),
    ],
)
def test_a_family_goes_by_itself_only_where_both_permit(
    auto: frozenset[State],
    clauses: tuple[Clause, ...],
    goes: bool,  # noqa: FBT001 - a table's column
    opened: Callable[..., Office],
) -> None:
    target = TargetPolicy(auto=auto, routes=POLICY.routes)
    office = opened(policy=target, policy_of_all=policy(clauses=clauses))
    office.put(V1)
    office.read()
    assert bool(office.made()) is goes
    assert (office.state() is State.IN_SYNC) is goes
