"""Names of volumes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, required_text
from plumbrule.core.validate.checks import unlike
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import items_of, repeated
from plumbrule.core.validate.pages import api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{0,255}")
_FIRST: Final = "/volumes/0/name"


def unnamed(_: Subject, value: Value) -> Iterator[Remark]:
    """No name, or an empty one."""
    if as_object(value.tree).get("name", "") == "":
        yield Remark(child(value.pointer, "name"), "the volume has no name, so no container can mount it")


def used_twice(_: Subject, value: Value) -> Iterator[Remark]:
    """One name for two volumes."""
    for volume, name in repeated(items_of(value.tree, value.pointer), "name"):
        if name:
            yield Remark(volume.at("name"), f"there are two volumes with the name `{brief(name)}`")


RULES: Final = (
    Rule(
        id="R230",
        severity=Severity.ERROR,
        at=("volumes[]",),
        why="Containers mount a volume by its name.",
        source=api("Volume"),
        check=Bound(unnamed, required_text("name")),
        hint="give it a name, or remove it",
        bad=(
            Example({"/volumes": [{"host": {}}]}, at=_FIRST),
            Example({"/volumes": [{"name": ""}]}, at=_FIRST),
        ),
        good=(Example({"/volumes": [{"name": "data", "host": {}}]}), Example({"/volumes": []})),
    ),
    Rule(
        id="R230",
        severity=Severity.ERROR,
        at=("volumes[].name",),
        why="ECS takes volume names of up to 255 letters, digits, hyphens and underscores.",
        source=api("Volume"),
        check=unlike(_NAME, "up to 255 letters, digits, `-` and `_`"),
        hint="rename it here and in each `sourceVolume`",
        bad=(
            Example({_FIRST: "my.data"}),
            Example({_FIRST: "my data"}),
            Example({_FIRST: "a" * 256}),
        ),
        good=(Example({_FIRST: "My_data-1"}), Example({_FIRST: "a" * 255})),
    ),
    Rule(
        id="R231",
        severity=Severity.ERROR,
        at=("volumes",),
        why="A mount point says only a name, so two volumes cannot share one.",
        source=api("Volume"),
        check=used_twice,
        hint="rename one of them, or remove it",
        bad=(Example({"/volumes": [{"name": "data"}, {"name": "logs"}, {"name": "data"}]}, at="/volumes/2/name"),),
        good=(Example({"/volumes": [{"name": "data"}, {"name": "Data"}]}),),
    ),
)
