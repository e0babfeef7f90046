"""Roles: GetRole by name, with the trust policy (IAM API reference, seen 2026-11)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from plumbrule.edge.aws.dependencies.absence import asked as asked_for
from plumbrule.model.dependency import Absent, Found
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from plumbrule.model.dependency import Dependency
    from plumbrule.model.tree import Object

ACTION: Final = "iam:GetRole"
GONE: Final = frozenset({"NoSuchEntity", "NoSuchEntityException"})


def asked(iam: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one role."""
    name = dependency.name.rpartition("/")[2]
    answer = asked_for(ACTION, lambda: iam.get_role(RoleName=name), GONE)
    if answer is None:
        return Absent()
    role = answer["Role"]
    if dependency.name.startswith("arn:") and role.get("Arn") != dependency.name:
        return Absent(f"the role of that name is {role.get('Arn')}")
    return Found(trust=_policy(role.get("AssumeRolePolicyDocument")))


def _policy(document: Any) -> Object:  # noqa: ANN401 - botocore decodes it where it can
    """IAM sends JSON in the form of a URL; what cannot be read trusts nobody we could name."""
    if not isinstance(document, str):
        return as_object(document)
    try:
        return as_object(json.loads(unquote(document)))
    except ValueError:
        return {}
