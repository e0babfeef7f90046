"""What stands for a secret in somebody's output, pasted into a spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import page
from plumbrule.core.validate.rule import EVERY, Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

HIDDEN: Final = "HIDDEN_DUE_TO_SECURITY_REASONS"
"""What CloudTrail writes in place of values (aws-samples/aws-batch-runtime-monitoring issue 20, seen 2026-11)."""
MASKS: Final = frozenset({MASK, HIDDEN})
_VALUE: Final = "/containerDefinitions/0/environment"


def no_value(_: Subject, value: Value) -> Iterator[Remark]:
    """A text that only says that there is another one."""
    if isinstance(value.tree, str) and value.tree in MASKS:
        yield Remark(value.pointer, f"`{value.tree}` stands for a value that was not shown; it is none itself")


RULES: Final = (
    Rule(
        id="mask",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="ECS would register the mask, and the container would get it in place of the value.",
        source=page("https://github.com/aws-samples/aws-batch-runtime-monitoring/issues/20"),
        check=no_value,
        hint="write the value, or better a reference to it in `secrets`",
        fixed="what was hidden is known to nobody here",
        bad=(
            Example({_VALUE: [{"name": "LEVEL", "value": MASK}]}, at=f"{_VALUE}/0/value"),
            Example({_VALUE: [{"name": "LEVEL", "value": HIDDEN}]}, at=f"{_VALUE}/0/value"),
        ),
        good=(Example({_VALUE: [{"name": "LEVEL", "value": "(none)"}]}),),
    ),
)
