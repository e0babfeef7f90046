"""Who registered a revision, and which kind of identity that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plumbrule.model.tags import INSTANCE_TAG, PLAN_TAG

if TYPE_CHECKING:
    from plumbrule.model.ids import Instance
    from plumbrule.model.revision import Revision

_SSO: Final = "AWSReservedSSO_"
"""Roles that Identity Center makes for people; the session's name is the person's
(IAM Identity Center User Guide, "Referencing permission sets", seen 2026-11)."""

_SERVICE: Final = "AWSServiceRoleFor"
"""Service-linked roles (IAM User Guide, "Create a service-linked role", seen 2026-11)."""

_ARN: Final = re.compile(
    r"arn:[\w-]+:(?:sts|iam)::\d*:(?P<type>assumed-role|federated-user|user|role|root)(?:/(?P<rest>.+))?", re.DOTALL
)
_TOKEN: Final = re.compile(r"\*|\?|[^*?]+")
_NAME: Final = 64
_MEANING: Final = {"*": ".*", "?": "."}


class RegistrantKind(StrEnum):
    """A closed set, so that rules and metrics can name its members."""

    PLUMBRULE = "plumbrule"
    """This very installation: the revision bears its tags and a plan."""
    PERSON = "person"
    """A session of Identity Center, an IAM user, a federated user, or root."""
    CI = "ci"
    """A role or session that the operator's `ci_roles` names."""
    SERVICE = "service"
    """A service of AWS."""
    ROLE = "role"
    """Any other role: a program, or a person who assumed it."""


@dataclass(frozen=True, slots=True)
class Registrant:
    """Who it was.

    Attributes:
        name: a person's, a session's or a role's; the whole text where it is no ARN of IAM.
    """

    kind: RegistrantKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind.value} {self.name}"


@dataclass(frozen=True, slots=True)
class Registrants:
    """What tells identities apart.

    Attributes:
        instance: our own.
        ci_roles: globs for names of roles and sessions; `*` is any text, `?` one character.
    """

    instance: Instance | None = None
    ci_roles: tuple[str, ...] = ()

    def of(self, revision: Revision) -> Registrant | None:
        """Who registered `revision`; None when ECS does not say."""
        by = revision.registered_by
        if self.instance and revision.tags.get(INSTANCE_TAG) == self.instance and revision.tags.get(PLAN_TAG):
            return Registrant(RegistrantKind.PLUMBRULE, self.instance)
        return self._of_arn(by) if by else None

    def _of_arn(self, arn: str) -> Registrant:
        found = _ARN.fullmatch(arn)
        if found is None:
            kind = RegistrantKind.SERVICE if arn.endswith(".amazonaws.com") else RegistrantKind.ROLE
            return Registrant(kind, arn)
        rest = found["rest"] or ""
        if found["type"] in {"assumed-role", "role"}:
            return self._of_role(rest)
        name = rest.rpartition("/")[2] or found["type"]
        return Registrant(RegistrantKind.CI if self._is_ci(name) else RegistrantKind.PERSON, name)

    def _of_role(self, rest: str) -> Registrant:
        role, _, session = rest.partition("/")
        if self._is_ci(role) or self._is_ci(session):
            return Registrant(RegistrantKind.CI, role)
        if role.startswith(_SSO):
            return Registrant(RegistrantKind.PERSON, session or role)
        return Registrant(RegistrantKind.SERVICE if role.startswith(_SERVICE) else RegistrantKind.ROLE, role)

    def _is_ci(self, name: str) -> bool:
        return bool(name) and any(_fits(pattern, name) for pattern in self.ci_roles)


WRITER: Final = "-writer"
"""Ends the name of our sessions that only write."""


def session_name(instance: str, purpose: str = "") -> str:
    """What our sessions of an assumed role are called: it stands in CloudTrail and in `registeredBy`.

    At most 64 characters (STS API reference, AssumeRole, seen 2026-11).
    """
    return f"plumbrule-{instance}"[: _NAME - len(purpose)] + purpose


def session_arn(role_arn: str, instance: str, purpose: str = "") -> str:
    """Who we are once `role_arn` is assumed; a role's path is left out there (IAM User Guide, "IDs", seen 2026-11)."""
    _, partition, _, _, account, role = role_arn.split(":", 5)
    name = session_name(instance, purpose)
    return f"arn:{partition}:sts::{account}:assumed-role/{role.rpartition('/')[2]}/{name}"


UNTOLD: Final = Registrants()
"""Knows neither an installation nor CI."""


def _fits(pattern: str, name: str) -> bool:
    text = "".join(_MEANING.get(token) or re.escape(token) for token in _TOKEN.findall(pattern))
    return re.fullmatch(text, name, re.DOTALL) is not None
