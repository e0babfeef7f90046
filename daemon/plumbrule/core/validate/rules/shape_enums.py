"""R009: words outside the API's enumerations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.rule import EVERY, Remark, Rule, Source
from plumbrule.core.validate.rules.shape_required import REFUSED
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.model.finding import Severity
from plumbrule.model.shape import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value


OWN_NUMBERS: Final = frozenset(
    {
        "networkMode",  # R014
        "containerDefinitions[].logConfiguration.logDriver",  # R137
        "containerDefinitions[].firelensConfiguration.type",  # R157
        "runtimePlatform.operatingSystemFamily",  # R015
        "pidMode",  # R022
        "ipcMode",  # R023
        "containerDefinitions[].ulimits[].name",  # R204
        "containerDefinitions[].portMappings[].protocol",  # R103
        "containerDefinitions[].portMappings[].appProtocol",  # R109
        "containerDefinitions[].environmentFiles[].type",  # R131
        "containerDefinitions[].dependsOn[].condition",  # R186
    }
)
"""Paths whose words have a rule of their own."""


def not_in_enum(_: Subject, value: Value) -> Iterator[Remark]:
    """A text where only certain words are known; their letter case counts."""
    if value.path in OWN_NUMBERS or value.path.startswith(REFUSED):
        return
    if isinstance(value.shape, Text) and value.shape.enum and isinstance(value.tree, str):
        words = value.shape.enum
        if value.tree not in words:
            listed = ", ".join(f"`{word}`" for word in words)
            near = None if is_hidden(value) else closest(value.tree, words)
            hint = f"did you mean `{near}`?" if near else ""
            yield Remark(value.pointer, f"`{value.name}` is {quoted(value)}; ECS knows {listed}", hint)


RULES: Final = (
    Rule(
        id="R009",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="The SDK lets any text pass here, but the service refuses words outside its enumeration.",
        source=Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", "2026-11"),
        check=not_in_enum,
        hint="write one of these words as it stands here; letter case counts",
        of_shape=True,
        bad=(
            Example({"/runtimePlatform/cpuArchitecture": "arm64"}),
            Example({"/requiresCompatibilities/0": "fargate"}),
            Example({"/containerDefinitions/0/versionConsistency": "sometimes"}),
        ),
        good=(
            Example({"/runtimePlatform/cpuArchitecture": "ARM64"}),
            Example({"/requiresCompatibilities/0": "FARGATE"}),
            Example({"/containerDefinitions/0/versionConsistency": "enabled"}),
        ),
    ),
)
