"""Isolation that only ECS Managed Instances offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import REGISTER
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_MODE: Final = "/trustedExecutionConfiguration/isolationMode"
_USUAL: Final = "SHARED"


def no_sandbox(subject: Subject, value: Value) -> Iterator[Remark]:
    """A sandbox in a definition that Fargate is to run."""
    if isinstance(value.tree, str) and value.tree != _USUAL and _is_for_fargate(subject):
        yield Remark(value.pointer, f"`{value.tree}` is no way in which Fargate isolates tasks")


def _is_for_fargate(subject: Subject) -> bool:
    return "FARGATE" in as_list(subject.definition.get("requiresCompatibilities"))


RULES: Final = (
    Rule(
        id="trusted-execution",
        severity=Severity.WARNING,
        at=("trustedExecutionConfiguration.isolationMode",),
        why="Trusted execution is for ECS Managed Instances only; what Fargate does with it is documented nowhere.",
        source=REGISTER,
        check=no_sandbox,
        hint="remove `trustedExecutionConfiguration`: on Fargate no two tasks share a kernel in any case",
        bad=(Example({_MODE: "ISOLATED_SANDBOX"}), Example({_MODE: "CONFIDENTIAL_SANDBOX"})),
        good=(
            Example({_MODE: "SHARED"}),
            Example({_MODE: "ISOLATED_SANDBOX", "/requiresCompatibilities": ["MANAGED_INSTANCES"]}),
        ),
    ),
)
