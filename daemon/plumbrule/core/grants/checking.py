"""A policy held against what is needed: what is missing, and what is too much.

Conditions are told, not judged: what is allowed under one counts as allowed, what is denied under one does not count.
Source: IAM user guide, "Policy evaluation logic" and the elements Action, NotAction, Resource and NotResource, seen
2026-11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from plumbrule.core.grants.named import SUFFIX
from plumbrule.model.tree import as_list, as_object, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.grants.statement import Needs
    from plumbrule.model.tree import Object, Tree

_PARTS: Final = 5
"""Of an ARN before the resource."""


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
        missing: needed, and not allowed, or denied.
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
    allowing = [one for one in statements if one.get("Effect") == "Allow"]
    denying = [one for one in statements if one.get("Effect") == "Deny" and "Condition" not in one]
    missing = [one for one in needed if not _any_covers(allowing, one) or _any_covers(denying, one)]
    too_much = [grant for one in allowing for grant in _grants(one) if not _is_needed(grant, needed)]
    return Checked(tuple(missing), tuple(dict.fromkeys(too_much)), tuple(_unsure(statements)))


def matches(pattern: str, text: str) -> bool:
    """Whether an action or an ARN with `*` and `?` covers another one, which may have some of its own."""
    return _expression(pattern).fullmatch(text) is not None


@lru_cache(1024)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = (".*" if one == "*" else "[^*]" if one == "?" else re.escape(one) for one in pattern)
    return re.compile("".join(parts), re.DOTALL)


def _any_covers(statements: Sequence[Object], wanted: Grant) -> bool:
    return any(_acts(one, wanted.action) and _reaches(one, wanted.resource) for one in statements)


def _acts(statement: Object, action: str) -> bool:
    """IAM compares actions without regard to letter case, resources with it."""
    if "NotAction" in statement:
        return not any(matches(one.lower(), action.lower()) for one in _texts(statement["NotAction"]))
    return any(matches(one.lower(), action.lower()) for one in _texts(statement.get("Action")))


def _reaches(statement: Object, resource: str) -> bool:
    if "NotResource" in statement:
        return not any(_is_within(resource, one) for one in _texts(statement["NotResource"]))
    return any(_is_within(resource, one) for one in _texts(statement.get("Resource")))


def _is_within(needed: str, allowed: str) -> bool:
    """What the definition leaves open, an account, a Region or a secret's last characters, the policy may fill in."""
    if needed.endswith(SUFFIX) and matches(needed, allowed):
        return True
    return matches(allowed, _placed(needed, allowed))


def _placed(needed: str, allowed: str) -> str:
    """The needed ARN with the Region and account of the allowed one where it has `*` itself."""
    ours, theirs = needed.split(":", _PARTS), allowed.split(":", _PARTS)
    if len(ours) != len(theirs):
        return needed
    return ":".join(their if our == "*" else our for our, their in zip(ours, theirs, strict=True))


def _is_needed(allowed: Grant, needed: Sequence[Grant]) -> bool:
    """Whether all that it allows lies within one of the needs: a wildcard beyond them is more."""
    return any(
        allowed.action.lower() == one.action.lower() and matches(one.resource, allowed.resource) for one in needed
    )


def _grants(statement: Object) -> Iterator[Grant]:
    actions = _all_but("NotAction", statement) or _texts(statement.get("Action"))
    resources = _all_but("NotResource", statement) or _texts(statement.get("Resource"))
    for action in actions:
        for resource in resources:
            yield Grant(action, resource)


def _all_but(key: str, statement: Object) -> Sequence[str]:
    return (f"all but {' and '.join(_texts(statement[key]))}",) if key in statement else ()


def _unsure(statements: Sequence[Object]) -> Iterator[str]:
    for number, one in enumerate(statements, start=1):
        name = str(one.get("Sid") or f"number {number}")
        if "Condition" in one:
            yield f"statement {name} has Condition, which was not judged"


def _texts(value: Tree) -> Sequence[str]:
    return [str(one) for one in _many(value)]


def _many(value: Tree) -> Sequence[Tree]:
    """IAM takes one thing in the place of a list of one."""
    return as_list(value) if is_list(value) else () if value is None else (value,)
