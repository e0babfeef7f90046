"""People of a small company, what they say, and policies about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from plumbrule.model.ballot import Approval, Halt, HaltKind, Rejection
from plumbrule.model.people import Identity, Method, People, Person
from plumbrule.model.permits import Demand, Permits
from plumbrule.model.policy import Consent, Requirement
from tests.builders.cases import AUTHORED, KEY, PLAN
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from plumbrule.model.ids import Family, TargetName


def unix(name: str) -> Identity:
    """Somebody at the Unix socket."""
    return Identity(Method.SOCKET, name)


def person(name: str, *groups: str, **changes: Any) -> Person:  # noqa: ANN401 - any field
    """Somebody whose user and principal are their name."""
    identities = frozenset({unix(name), Identity(Method.SSH, f"{name}@example.com")})
    emails = frozenset({f"{name}@example.com"})
    return Person(name, frozenset(groups), **{"identities": identities, "emails": emails, **changes})


ADA = person("ada", "platform")
BOB = person("bob", "platform")
CAT = person("cat", "shop")
DAN = person("dan", "platform", may_break_glass=True)
EVERYBODY = People((ADA, BOB, CAT, DAN))


def yes(of: str, **changes: Any) -> Approval:  # noqa: ANN401 - any field
    """An approval by somebody."""
    start = {
        "id": f"yes-{of}",
        "key": KEY,
        "plan": PLAN,
        "person": of,
        "identity": unix(of),
        "at": T0,
        "until": T0 + timedelta(hours=24),
    }
    return Approval(**{**start, **changes})


def no(of: str, reason: str = "not now") -> Rejection:
    """A rejection by somebody."""
    return Rejection(f"no-{of}", KEY, PLAN, of, unix(of), T0, reason)


def halt(
    kind: HaltKind = HaltKind.SUSPEND,
    target: TargetName | None = None,
    family: Family | None = None,
    **changes: Any,  # noqa: ANN401 - any field
) -> Halt:
    """Hands off."""
    start = {"id": "h1", "kind": kind, "target": target, "family": family, "person": "ada", "identity": unix("ada")}
    digest = AUTHORED if kind is HaltKind.HOLD else None
    return Halt(**{**start, "at": T0, "reason": "an incident", "input_digest": digest, **changes})


def permits(*requirements: Requirement, **changes: Any) -> Permits:  # noqa: ANN401 - any field
    """What people and policy say: nobody has to be asked but for `requirements`."""
    consent = Consent.APPROVE if requirements else Consent.AUTO
    start = {"demand": Demand(consent, requirements, because="user (user)"), "people": EVERYBODY}
    return Permits(**{**start, **changes})
