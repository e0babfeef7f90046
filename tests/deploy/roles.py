"""Roles by what they mean: as an account has them, and as the files of deploy/iam say."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.deploy.own_spec import settings
from tests.deploy.policies import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

QUEUE: Final = "plumbrule-events"
NOT_KNOWN_TO_A_STACK: Final = frozenset({"LookAtFiles", "LookAtBuckets", "WithItsTags"})
"""Statements for what a stack cannot know: the buckets that specs name, and `session_tags` of the settings."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who may be it, and what it may do: statements by their `Sid`, lists in order, one value as a list of one."""

    trust: Mapping[str, Any]
    may: Mapping[str, Any]


def roles_at(iam: Any) -> dict[str, Role]:  # noqa: ANN401 - a client of boto3's
    """The roles of an account, by name."""
    return {role["RoleName"]: _role(iam, role) for role in iam.list_roles()["Roles"]}


def roles_of_the_files() -> dict[str, Role]:
    """Detector and writer of deploy/iam, for the instance and the queue of deploy/ecs."""
    detector = ("detector.json", "detector-verify.json", "detector-events.json", "detector-writes.json")
    return {
        "plumbrule-detector": Role(_said("detector-trust.json"), _said(*detector)),
        "plumbrule-writer": Role(_said("writer-trust.json"), _said("writer.json")),
    }


def _role(iam: Any, role: Mapping[str, Any]) -> Role:  # noqa: ANN401 - a client of boto3's
    name = role["RoleName"]
    names = iam.list_role_policies(RoleName=name)["PolicyNames"]
    documents = [iam.get_role_policy(RoleName=name, PolicyName=one)["PolicyDocument"] for one in names]
    return Role(_by_sid(role["AssumeRolePolicyDocument"]), _by_sid(*map(_read, documents)))


def _read(document: Any) -> Any:  # noqa: ANN401 - as boto3 gives it
    # moto 5.2.5 keeps a policy that stands inside a template's role as Python would print it.
    return ast.literal_eval(document) if isinstance(document, str) else document


def _said(*names: str) -> dict[str, Any]:
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in names]
    ours = [text.replace("payments-prod", settings().instance).replace(':plumbrule"', f':{QUEUE}"') for text in texts]
    found = _by_sid(*(json.loads(text) for text in ours))
    return {sid: said for sid, said in found.items() if sid not in NOT_KNOWN_TO_A_STACK}


def _by_sid(*documents: Mapping[str, Any]) -> dict[str, Any]:
    found = [statement for document in documents for statement in document["Statement"]]
    assert len({one["Sid"] for one in found}) == len(found)
    return {one["Sid"]: {key: _plain(value) for key, value in one.items() if key != "Sid"} for one in found}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a policy
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return sorted(value) if isinstance(value, list) else [value]
