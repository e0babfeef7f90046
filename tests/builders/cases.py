"""Values to decide about: one family at one moment, but for what a test says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from plumbrule.core.decide.case import Case, Sides
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.ids import BlobId, CommitId, Digest, Family, Key, PlanId, Target, TargetId, TargetName
from plumbrule.model.place import Place
from plumbrule.model.record import Agreed, Ending, Intent, Pending, Result
from plumbrule.model.revision import NoActive, Revision
from plumbrule.model.spec import Spec
from plumbrule.model.state import State
from plumbrule.model.tags import PLAN_TAG
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from datetime import datetime

KEY = Key(TargetName("prod"), Family("web"))
TARGET = Target(KEY.target, TargetId("aws", "123456789012", "eu-west-1"))
PLAN = PlanId("f" * 64)
AUTHORED = Digest("i1:sha256:authored")
AUTHORED_BEFORE = Digest("i1:sha256:before")
BOTH = frozenset({State.MISSING, State.SPEC_AHEAD})


def digest(letter: str | None) -> Digest | None:
    """A digest that is known by one letter."""
    return None if letter is None else Digest(f"c1:sha256:{letter * 64}")


def arn(number: int, family: str = "web") -> str:
    """The ARN of a revision of the target."""
    return f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{family}:{number}"


def finding(rule: str = "R001", severity: Severity = Severity.ERROR, message: str = "it is wrong") -> Finding:
    """A judgement on the spec."""
    return Finding(rule, severity, Place("web.json", 3, 5, "/cpu"), message)


def spec(*findings: Finding, **changes: Any) -> Spec:  # noqa: ANN401 - any field
    """A spec."""
    start = {
        "key": KEY,
        "path": "web.json",
        "blob": BlobId("b" * 40),
        "definition": {"family": "web"},
        "input_digest": AUTHORED,
        "findings": findings,
    }
    return Spec(**{**start, **changes})


def revision(number: int = 5, **changes: Any) -> Revision:  # noqa: ANN401 - any field
    """A live revision."""
    start = {"arn": arn(number), "family": KEY.family, "number": number, "definition": {"family": "web"}}
    return Revision(**{**start, **changes})


def agreed(number: int = 5, letter: str = "A", **changes: Any) -> Agreed:  # noqa: ANN401 - any field
    """What both sides stood on."""
    start = {
        "key": KEY,
        "arn": arn(number),
        "number": number,
        "digest": digest(letter),
        "input_digest": AUTHORED_BEFORE,
        "definition": {"family": "web"},
        "at": T0 - timedelta(days=1),
        "path": "web.json",
        "blob": BlobId("b" * 40),
    }
    return Agreed(**{**start, **changes})


def intent(at: datetime = T0, **changes: Any) -> Intent:  # noqa: ANN401 - any field
    """A registration that was sent."""
    start = {
        "id": "i1",
        "key": KEY,
        "plan": PLAN,
        "desired": digest("A"),
        "input_digest": AUTHORED,
        "base_number": 5,
        "highest": 5,
        "commit": CommitId("c" * 40),
        "path": "web.json",
        "epoch": 1,
        "at": at,
    }
    return Intent(**{**start, **changes})


def pending(at: datetime = T0, *looks: datetime, **changes: Any) -> Pending:  # noqa: ANN401 - any field
    """A registration without an answer."""
    return Pending(intent(at, **changes), looks)


def made_by(of: Intent, number: int = 6) -> Revision:
    """The revision that an intent made."""
    return revision(number, tags={PLAN_TAG: of.plan})


def result(ending: Ending, at: datetime = T0, **changes: Any) -> Result:  # noqa: ANN401 - any field
    """How an attempt ended."""
    start = {"intent": "i1", "key": KEY, "plan": PLAN, "ending": ending, "at": at, "words": "their words"}
    if ending is Ending.REGISTERED:
        start |= {"arn": arn(6), "number": 6}
    return Result(**{**start, **changes})


def situation(
    desired: str | None,
    live: str | None,
    before: str | None,
    *,
    live_number: int = 5,
    agreed_number: int = 5,
    input_changed: bool = True,
    **changes: Any,  # noqa: ANN401 - any field
) -> Case:
    """What Git wants, what is live and what was agreed before, each known by a letter; everything else fits."""
    authored = AUTHORED if input_changed else AUTHORED_BEFORE
    start = {
        "key": KEY,
        "target": TARGET,
        "policy": TargetPolicy(),
        "commit": CommitId("c" * 40),
        "spec": None if desired is None else spec(input_digest=authored),
        "observed": NoActive(KEY.family) if live is None else revision(live_number),
        "sides": Sides(digest(desired), digest(live), digest(before)),
        "changes": (),
        "agreed": None if before is None else agreed(agreed_number, before),
        "pending": None,
        "registered": None,
        "ended": None,
        "journal_trusted": True,
        "now": T0,
    }
    return Case(**{**start, **changes})


def missing(*findings: Finding, **changes: Any) -> Case:  # noqa: ANN401 - any field
    """A family that ECS does not have, in a target that registers missing ones by itself."""
    start = {"spec": spec(*findings), "policy": TargetPolicy(auto=BOTH)}
    return situation("A", None, None, **{**start, **changes})
