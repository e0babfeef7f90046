"""A policy held against what is needed: what is missing, and what is too much.

Only Allow and Deny statements with actions and resources are judged; conditions and NotAction are told, not judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plumbrule.model.tree import as_list, as_object, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.grants.statement import Needs
    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on one resource."""

    action: str
    resource: str

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a policy comes to.

    Attributes:
        missing: needed, and not allowed or denied.
        too_much: allowed, and more than is needed.
        unsure: what was not judged, in sentences.
    """

    missing: tuple[Grant, ...]
    too_much: tuple[Grant, ...]
    unsure: tuple[str, ...]


def checked(needs: Needs, documents: Sequence[Object]) -> Checked:
    """Hold one or several policy documents, as one role has them, against the needs."""
    needed = [Grant(action, arn) for one in needs.statements for action in one.actions for arn in one.resources]
    statements = [as_object(one) for document in documents for one in _many(document.get("Statement"))]
    allowed = [grant for one in statements if one.get("Effect") == "Allow" for grant in _grants(one)]
    denied = [grant for one in statements if one.get("Effect") == "Deny" for grant in _grants(one)]
    missing = [one for one in needed if not _covers(allowed, one) or _covers(denied, one)]
    too_much = [one for one in allowed if not _is_needed(one, needed)]
    return Checked(tuple(missing), tuple(dict.fromkeys(too_much)), tuple(_unsure(statements)))


def matches(pattern: str, text: str) -> bool:
    """Whether an action or an ARN with `*` and `?` covers another one, which may have some of its own."""
    return _expression(pattern).fullmatch(text) is not None


@lru_cache(1024)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = (".*" if one == "*" else "." if one == "?" else re.escape(one) for one in pattern)
    return re.compile("".join(parts), re.DOTALL)


def _covers(grants: Sequence[Grant], wanted: Grant) -> bool:
    """IAM compares actions without regard to letter case, resources with it."""
    return any(
        matches(one.action.lower(), wanted.action.lower()) and matches(one.resource, wanted.resource) for one in grants
    )


def _is_needed(allowed: Grant, needed: Sequence[Grant]) -> bool:
    """Whether all that it allows lies within one of the needs: a wildcard beyond them is more."""
    return any(
        allowed.action.lower() == one.action.lower() and matches(one.resource, allowed.resource) for one in needed
    )


def _grants(statement: Object) -> Iterator[Grant]:
    for action in _many(statement.get("Action")):
        for resource in _many(statement.get("Resource")):
            yield Grant(str(action), str(resource))


def _unsure(statements: Sequence[Object]) -> Iterator[str]:
    for number, one in enumerate(statements, start=1):
        name = str(one.get("Sid") or f"number {number}")
        for key in ("Condition", "NotAction", "NotResource"):
            if key in one:
                yield f"statement {name} has {key}, which was not judged"


def _many(value: Tree) -> Sequence[Tree]:
    """IAM takes one thing in the place of a list of one."""
    return as_list(value) if is_list(value) else () if value is None else (value,)
