"""own-tags: what Plumbrule needs of a definition's tags, since it puts five of its own on every revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.rule import Context, Remark, Rule, Source
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.tags import MOST_SPEC_TAGS, PREFIX
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree


def not_ours(subject: Subject, value: Value) -> Iterator[Remark]:
    """Too many tags to leave room for ours, and keys that say what only Plumbrule can know."""
    tags = as_list(value.tree)
    if subject.context.registers and len(tags) > MOST_SPEC_TAGS:
        message = (
            f"there are {len(tags)} tags; a spec may carry {MOST_SPEC_TAGS}, since ECS takes 50 and Plumbrule adds 5"
        )
        yield Remark(value.pointer, message, "remove some")
    for index, tag in enumerate(tags):
        key = as_text(as_object(tag).get("key")) or ""
        if key.lower().startswith(PREFIX):
            message = f"tags that begin with `{PREFIX}` are Plumbrule's own record of what it registered"
            yield Remark(child(child(value.pointer, index), "key"), message, "remove the tag, or rename its key")


def _tags(count: int) -> list[Tree]:
    return [{"key": f"key-{number}", "value": "x"} for number in range(count)]


RULES: Final = (
    Rule(
        id="own-tags",
        severity=Severity.ERROR,
        at=("tags",),
        why="A revision is recognised by Plumbrule's tags, so a spec must neither forge them nor crowd them out.",
        source=Source("ECS API reference, Tag and RegisterTaskDefinition (50 tags for a resource)", "2026-11"),
        check=not_ours,
        bad=(
            Example({"/tags": _tags(MOST_SPEC_TAGS + 1)}, context=Context(registers=True)),
            Example({"/tags": [{"key": f"{PREFIX}plan", "value": "x"}]}, at="/tags/0/key"),
            Example({"/tags": [*_tags(1), {"key": PREFIX.upper()}]}, at="/tags/1/key"),
        ),
        good=(
            Example({"/tags": _tags(MOST_SPEC_TAGS)}, context=Context(registers=True)),
            Example({"/tags": _tags(50)}),
            Example({"/tags": [{"key": "plumbrules", "value": "x"}, {"key": f"my-{PREFIX}", "value": "x"}]}),
        ),
        fixed="a revision is recognised by Plumbrule's own tags",
    ),
)
