"""Signatures, approvals in Git, and promotion from one target to the next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.world import TargetPorts
from plumbrule.model.event import Event
from plumbrule.model.ids import CommitId, Target, TargetId, TargetName
from plumbrule.model.people import Identity, Method, Signed
from plumbrule.model.policy import Clause, Consent, Requirement, Signing, SigningMode
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.loop.desk.office import V1, V2, Office, policy
from tests.loop.stage import AUTO, POLICY, PROD, revisions_at

if TYPE_CHECKING:
    from collections.abc import Callable

FREE = (Clause(Consent.AUTO),)
HEAD = Signing(SigningMode.HEAD)
EVERYWHERE = CommitId("")


def signed_by(name: str) -> Signed:
    return Signed(Identity(Method.SSH, f"{name}@example.com"), emails=(f"{name}@example.com",))


# Signed commits.


@pytest.mark.parametrize("mode", [SigningMode.HEAD, SigningMode.EVERY])
def test_a_commit_that_nobody_signed_waits_for_one_that_somebody_did(
    mode: SigningMode, opened: Callable[..., Office]
) -> None:
    office = opened(policy_of_all=policy(clauses=FREE, signing=Signing(mode)))
    office.put(V1)
    office.read()
    assert (office.gates(), office.made()) == (["unsigned"], [])
    assert "it is not signed" in office.plan().gates[0].message
    office.shelf.signatures[EVERYWHERE] = signed_by("ada")
    office.shelf.files["README.md"] = "another commit, the same family"
    office.read()
    assert (office.state(), len(office.ours())) == (State.IN_SYNC, 1)


def test_a_verdict_is_kept_although_the_signer_s_key_proves_nothing_any_more(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=policy(signing=HEAD))
    office.shelf.signatures[EVERYWHERE] = signed_by("ada")
    office.put(V1)
    office.read()
    assert office.gates() == ["awaiting_approval"]
    office.shelf.signatures.clear()
    office.sweep()
    office.approve()
    assert office.state() is State.IN_SYNC


# Approvals in Git.


def vote(office: Office, text: str = "reason: OPS-1234\n", plan: str = "") -> str:
    """An approvals file of the family's plan, committed."""
    path = f"approvals/prod/web/{plan or office.plan().id}.yaml"
    office.shelf.files[path] = text
    office.read()
    return path


@pytest.fixture
def proving(waiting: Office) -> Office:
    waiting.shelf.signatures[EVERYWHERE] = signed_by("ada")
    return waiting


def test_a_file_in_a_commit_that_somebody_signed_is_their_yes(proving: Office) -> None:
    vote(proving)
    assert (proving.state(), len(proving.ours())) == (State.IN_SYNC, 1)
    (told,) = proving.heard.of(Event.PLAN_APPROVED)
    assert (told["person"], told["identity"], told["reason"]) == ("ada", "ssh:ada@example.com", "OPS-1234")


def test_a_file_counts_once(proving: Office) -> None:
    path = vote(proving)
    commit = CommitId("a" * 40)
    proving.shelf.touched[path] = (commit,)
    proving.put(V2)
    proving.read()
    plan = proving.plan().id
    path = f"approvals/prod/web/{plan}.yaml"
    proving.shelf.touched[path] = (commit,)
    vote(proving)
    assert len(proving.ours()) == 2
    proving.by_hand(V1)
    proving.wait(600)
    proving.sweep()
    assert proving.plan().id == plan
    proving.shelf.files["other.txt"] = "another commit"
    proving.read()
    proving.sweep()
    assert (len(proving.ours()), proving.gates()) == (2, ["awaiting_approval"])


@pytest.mark.parametrize(
    ("signature", "text", "words"),
    [
        pytest.param(Signed(None, "it is not signed"), "", "it is not signed", id="a commit that nobody signed"),
        pytest.param(
            Signed(None, "its signature is forged"), "", "its signature is forged", id="a signature that is forged"
        ),
        pytest.param(
            Signed(Identity(Method.SSH, "eve@example.com")), "", "is mapped to nobody", id="somebody nobody knows"
        ),
        pytest.param(signed_by("ada"), "person: bob\n", "at most one key, reason", id="a file that says who it is"),
        pytest.param(signed_by("ada"), "[", "at most one key, reason", id="a file that is no YAML"),
    ],
)
def test_a_file_proves_nothing_with(signature: Signed, text: str, words: str, waiting: Office) -> None:
    waiting.shelf.signatures[EVERYWHERE] = signature
    vote(waiting, text)
    waiting.sweep()
    (told,) = waiting.heard.of(Event.APPROVAL_REFUSED)
    assert words in str(told["message"])
    assert (waiting.made(), waiting.gates()) == ([], ["awaiting_approval"])


def test_a_file_whose_history_cannot_be_told_proves_nothing(proving: Office) -> None:
    proving.shelf.touched[f"approvals/prod/web/{proving.plan().id}.yaml"] = None
    vote(proving)
    assert "history cannot tell" in str(proving.heard.of(Event.APPROVAL_REFUSED)[0]["message"])
    assert proving.made() == []


def test_a_file_for_another_plan_or_another_family_is_no_yes_to_this_one(proving: Office) -> None:
    vote(proving, plan="0" * 64)
    proving.shelf.files[f"approvals/prod/shop/{proving.plan().id}.yaml"] = ""
    proving.shelf.files[f"approvals/staging/web/{proving.plan().id}.yaml"] = ""
    proving.read()
    assert (proving.made(), proving.gates()) == ([], ["awaiting_approval"])


def test_the_author_s_own_file_is_no_second_pair_of_eyes(opened: Callable[..., Office]) -> None:
    four_eyes = Clause(Consent.APPROVE, requirement=Requirement(not_author=True))
    office = opened(policy_of_all=policy(clauses=(four_eyes,)))
    office.shelf.signatures[EVERYWHERE] = signed_by("ada")
    office.put(V1)
    office.read()
    vote(office)
    assert (office.made(), office.gates()) == ([], ["awaiting_approval"])


# Promotion.

STAGING = TargetName("staging")


def staged(office: Office, wait: timedelta) -> None:
    """Another target before prod, in another Region of the same account."""
    world = office.shell.world
    before = Target(STAGING, TargetId("aws", office.account, "eu-central-1"))
    clients = revisions_at(office.endpoint.url, office.clock, region="eu-central-1")
    ports = TargetPorts(before, POLICY, clients)
    after = TargetPolicy(auto=AUTO, routes=POLICY.routes, after=(STAGING,), after_wait=wait)
    prod = TargetPorts(world.targets[PROD].target, after, world.targets[PROD].revisions)
    office.reload(targets={STAGING: ports, PROD: prod}, generation="g2")


def test_a_file_comes_to_prod_after_it_was_in_sync_in_staging_for_long_enough(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=policy(clauses=FREE))
    staged(office, timedelta(hours=1))
    office.put(V1)
    office.read()
    assert (office.gates(), len(office.made())) == (["not_ready"], 1)
    assert "has to be in sync until" in office.plan().gates[0].message
    office.wait(3500)
    assert len(office.made()) == 1
    office.wait(200)
    assert (office.state(), len(office.made())) == (State.IN_SYNC, 2)
    office.put(V2)
    office.read()
    assert (office.gates(), len(office.made())) == (["not_ready"], 3)


def test_a_file_that_staging_does_not_have_never_comes_to_prod(opened: Callable[..., Office]) -> None:
    office = opened(policy_of_all=policy(clauses=FREE))
    staged(office, timedelta(0))
    office.fail("RegisterTaskDefinition", "access_denied", 1)
    office.put(V1)
    office.read()
    assert office.gates() == ["not_ready"]
    assert "is not in sync with this content" in office.plan().gates[0].message
    office.wait(400)
    assert (office.state(), len(office.made())) == (State.IN_SYNC, 2)
