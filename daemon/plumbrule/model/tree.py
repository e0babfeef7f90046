"""The shape of parsed text: what JSON can say, plus `Opaque` for what is not known offline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that only the target knows, such as `${target.account_id}` without settings; rules skip it."""

    text: str


Scalar: TypeAlias = bool | int | float | str | None
Tree: TypeAlias = "Scalar | Opaque | Sequence[Tree] | Mapping[str, Tree]"
Object: TypeAlias = Mapping[str, Tree]


def is_list(tree: Tree) -> bool:
    """Whether `tree` is a sequence of trees; text is not."""
    return isinstance(tree, list | tuple)


def as_object(tree: Tree) -> Object:
    """`tree` when it is an object, else an empty one: for reading members that may not be there."""
    return tree if isinstance(tree, Mapping) else {}


def as_list(tree: Tree) -> Sequence[Tree]:
    """`tree` when it is a list, else an empty one."""
    return tree if isinstance(tree, list | tuple) else ()


def as_text(tree: Tree) -> str | None:
    """`tree` when it is text, else None."""
    return tree if isinstance(tree, str) else None
