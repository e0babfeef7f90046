"""Whether a role's trust policy lets ECS's tasks assume it, as far as that can be read.

Two conditions are judged, those which AWS itself advises: the account and the ARN that the task belongs to. Every other
one is said to be beyond telling. Source: ECS developer guide, "Amazon ECS task IAM role" and "Confused deputy", and IAM
user guide, "AWS JSON policy elements: Principal", seen 2026-11.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from plumbrule.core.grants.checking import matches
from plumbrule.model.tree import as_list, as_object, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.grants.statement import Where
    from plumbrule.model.tree import Object, Tree

TASKS: Final = "ecs-tasks.amazonaws.com"
ASSUME: Final = "sts:assumerole"
_TESTS: Final = {
    "stringequals": "text",
    "stringlike": "like",
    "arnlike": "like",
    "arnequals": "like",
}


class Trust(Enum):
    """What a trust policy says to ECS's tasks."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


def trusted(policy: Object, where: Where) -> Trust:
    """Whether tasks that run at `where` may assume a role with this trust policy."""
    statements = [as_object(one) for one in _many(policy.get("Statement"))]
    denied = {_applies(one, where) for one in statements if one.get("Effect") == "Deny"}
    allowed = {_applies(one, where) for one in statements if one.get("Effect") == "Allow"}
    if Trust.YES in denied or allowed <= {Trust.NO}:
        return Trust.NO
    return Trust.UNSURE if Trust.UNSURE in denied or Trust.YES not in allowed else Trust.YES


def _applies(statement: Object, where: Where) -> Trust:
    """Whether a statement speaks of tasks that assume the role."""
    parts = {_principal(statement), _action(statement), *_conditions(statement, where)}
    if Trust.NO in parts:
        return Trust.NO
    return Trust.UNSURE if Trust.UNSURE in parts else Trust.YES


def _principal(statement: Object) -> Trust:
    if "NotPrincipal" in statement:
        return Trust.UNSURE
    principal = statement.get("Principal")
    if principal == "*":
        return Trust.UNSURE
    named = {str(one).lower() for one in _many(as_object(principal).get("Service"))}
    if TASKS in named:
        return Trust.YES
    return Trust.UNSURE if "*" in named else Trust.NO


def _action(statement: Object) -> Trust:
    if "NotAction" in statement:
        return Trust.UNSURE
    actions = (str(one).lower() for one in _many(statement.get("Action")))
    return Trust.YES if any(matches(one, ASSUME) for one in actions) else Trust.NO


def _conditions(statement: Object, where: Where) -> Iterator[Trust]:
    known = {"aws:sourceaccount": where.account, "aws:sourcearn": where.arn("ecs", "task/any")}
    for test, asked in as_object(statement.get("Condition")).items():
        for key, values in as_object(asked).items():
            yield _condition(test.lower(), known.get(key.lower()), values)


def _condition(test: str, found: str | None, values: Tree) -> Trust:
    if found is None or test not in _TESTS:
        return Trust.UNSURE
    wanted = [str(one) for one in _many(values)]
    if _TESTS[test] == "text":
        return Trust.YES if found in wanted else Trust.NO
    if any(matches(one, found) for one in wanted):
        return Trust.YES
    # A pattern with the name of a cluster covers some tasks of the account, and a variable nobody fills in here.
    home = _home(found)
    return Trust.UNSURE if any("${" in one or matches(_home(one), home) for one in wanted) else Trust.NO


def _home(arn: str) -> str:
    """An ARN up to its account."""
    return ":".join(arn.split(":")[:5])


def _many(value: Tree) -> tuple[Tree, ...]:
    """IAM takes one thing in the place of a list of one."""
    return tuple(as_list(value)) if is_list(value) else () if value is None else (value,)
