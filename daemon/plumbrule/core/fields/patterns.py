"""Keyed paths as people write them to mean one value or many: `containerDefinitions[*].image`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.core import did_you_mean
from plumbrule.core.fields.contextual import DECIDING
from plumbrule.core.fields.fact import ListKind
from plumbrule.core.fields.node import ROOT, UNKNOWN, below
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from plumbrule.core.fields.node import Node

LONGEST: Final = 512
"""Characters of one path."""


class Every(Enum):
    """Stands for each element of a keyed list."""

    ELEMENT = "*"


Step: TypeAlias = "str | Every"
Pattern: TypeAlias = "tuple[Step, ...]"

EVERY: Final = Every.ELEMENT

_NAME: Final = re.compile(r"\.?([^.\[\]\"\\\s]+)")
_TEXT: Final = re.compile(r'\[("(?:[^"\\]|\\.)*")\]')
_KEY: Final = re.compile(r'\[([^\s\[\]"\\]+)\]')
_FORM: Final = "write it like `containerDefinitions[app].image`, or `containerDefinitions[*].image` for all of them"


@dataclass(frozen=True, slots=True)
class _Token:
    """One step as written: `[…]` or a name after a dot."""

    text: str
    in_brackets: bool
    in_quotes: bool = False

    @property
    def is_star(self) -> bool:
        return self.text == "*" and self.in_brackets and not self.in_quotes


class UnfitPath(Exception):
    """A path that means nothing, or nothing that may be meant; `message` completes "the path …"."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@lru_cache(maxsize=4096)
def pattern_of(path: str) -> Pattern:
    """The steps of a path that names fields of the table and may be left to others.

    Raises:
        UnfitPath: it is no such path.
    """
    if len(path) > LONGEST:
        raise UnfitPath(f"has {len(path)} characters; at most {LONGEST} are read")
    tokens = _tokens(path)
    _refuse_whole(tokens)
    node, in_element, after = ROOT, False, ""
    for token in tokens:
        if node.kind is ListKind.KEYED and not in_element:
            _expect_brackets(token, after)
            in_element = True
        else:
            _expect_member(node, token, after, in_element=in_element)
            node, in_element = below(node, token.text), False
        after = after if token.is_star else brief(token.text)
    return tuple(EVERY if token.is_star else token.text for token in tokens)


def owned_pattern_of(path: str) -> Pattern:
    """As `pattern_of`, for a path whose value somebody else sets.

    Raises:
        UnfitPath: it is no such path, or other fields mean something else by it.
    """
    found = pattern_of(path)
    if found[0] in DECIDING:
        raise UnfitPath("cannot belong to somebody else, since what other fields mean depends on it")
    return found


def _tokens(path: str) -> tuple[_Token, ...]:
    found: list[_Token] = []
    at = 0
    while at < len(path):
        token, at = _next(path, at)
        found.append(token)
    if not found:
        raise UnfitPath("is empty", _FORM)
    return tuple(found)


def _next(path: str, at: int) -> tuple[_Token, int]:
    if text := _TEXT.match(path, at):
        return _Token(_unquoted(text[1]), in_brackets=True, in_quotes=True), text.end()
    if key := _KEY.match(path, at):
        return _Token(key[1], in_brackets=True), key.end()
    name = _NAME.match(path, at)
    if name and name[0].startswith(".") == bool(at):
        return _Token(name[1], in_brackets=False), name.end()
    raise UnfitPath("is not understood", _FORM)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        raise UnfitPath("is not understood", _FORM) from None


def _refuse_whole(tokens: tuple[_Token, ...]) -> None:
    first, rest = tokens[0].text, tokens[1:]
    if first == "family":
        raise UnfitPath("is what says which family this is about")
    if first == "tags":
        raise UnfitPath("is about tags, which are compared apart from the content")
    if first == "containerDefinitions" and (not rest or (rest[0].is_star and len(rest) == 1)):
        raise UnfitPath("means every container whole, so nothing would be left to hold", _FORM)


def _expect_brackets(token: _Token, after: str) -> None:
    if not token.in_brackets:
        hint = f"write `{after}[*].{brief(token.text)}`, or the element's key in place of `*`"
        raise UnfitPath(f"leads into the list `{after}` without saying which element", hint)


def _expect_member(node: Node, token: _Token, after: str, *, in_element: bool) -> None:
    if node.kind is not None and not in_element:
        raise UnfitPath(f"leads into the list `{after}`, whose elements have no names", f"name `{after}` as a whole")
    if token.is_star:
        raise UnfitPath("has `[*]` where there is no list of named elements", _FORM)
    if node.value is None and below(node, token.text) is UNKNOWN:
        message = (
            f"names `{brief(token.text)}`, which {f'`{after}` does' if after else 'a task definition does'} not have"
        )
        raise UnfitPath(message, did_you_mean(token.text, node.members) if node.members else "")
    if in_element and any(token.text in part for part, _ in node.key):
        raise UnfitPath(f"names `{token.text}`, by which the elements of the list are told apart")
