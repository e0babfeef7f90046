"""Examples as people read them: a part of a definition, or an edit of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import yaml

from plumbrule.core.validate.example import Absent, edited
from plumbrule.model.pointer import tokens
from plumbrule.model.tree import Opaque
from plumbrule.reference.explain import titles as say
from plumbrule.reference.explain.page import Listing

if TYPE_CHECKING:
    from plumbrule.core.validate.example import Example
    from plumbrule.model.tree import Object, Tree
    from plumbrule.reference.explain.words import Lang

LONGEST: Final = 700
"""Characters of one value; what rules about size try is longer than anybody reads."""
MOST: Final = 3
"""Examples of one rule and kind."""


def snippet(edits: Mapping[str, Tree], fails: str, lang: Lang) -> Listing:
    """The part of a definition that the edits of an example touch, and whether it passes."""
    note = say.BAD_EXAMPLE(lang).format(rule=fails) if fails else say.GOOD_EXAMPLE(lang)
    return Listing(_cut(_pretty(_part(edits))), note)


def edits(example: Example, lang: Lang) -> Listing:
    """An example of a rule: each edit of a good definition in a line."""
    lines = [f"{_dotted(pointer)}: {_value(value, lang)}" for pointer, value in example.edits.items()]
    wanted = example.context is not None and example.context.enable_execute_command is True
    return Listing("\n".join(lines) or say.UNCHANGED(lang), say.EXEC_WANTED(lang) if wanted else "")


def _part(made: Mapping[str, Tree]) -> Object:
    """Only what was edited; a second container stands beside the name of the first."""
    first = any(pointer.startswith("/containerDefinitions/1") for pointer in made)
    base: Mapping[str, Tree] = {"containerDefinitions": [{"name": "app"}]} if first else {}
    return edited(base, made)


def _value(value: Tree | Absent, lang: Lang) -> str:
    if isinstance(value, Absent):
        return say.LEFT_OUT(lang)
    return _cut(json.dumps(value, ensure_ascii=False, default=_variable))


def _variable(value: object) -> str:
    """What only a target knows is shown as it is written."""
    if isinstance(value, Opaque):
        return value.text
    raise TypeError(f"{type(value).__name__} is no part of a definition")


def _dotted(pointer: str) -> str:
    found = ""
    for token in tokens(pointer):
        found += f"[{token}]" if token.isdecimal() else f".{token}"
    return found.removeprefix(".") or "."


def _pretty(tree: Object) -> str:
    """YAML, with what holds only plain values in one line below the top."""
    return "".join(_top(name, value) for name, value in tree.items()).rstrip()


def _top(name: str, value: Tree) -> str:
    style = None if isinstance(value, list | Mapping) else False
    return yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=100, default_flow_style=style)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def shown(examples: tuple[Example, ...], lang: Lang) -> tuple[Listing, ...]:
    """The first few examples, each once, shortest first where one is too long to read."""
    listings = dict.fromkeys(edits(one, lang) for one in examples)
    return tuple(sorted(listings, key=lambda one: len(one.text) > LONGEST)[:MOST])
