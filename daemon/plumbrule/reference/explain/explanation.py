"""What is written by hand: the words about one field, and those about one topic."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree

ALWAYS: Final = Both("Always: a definition without it is refused.", "必ず書きます。ないと登録を拒否されます。")
WITHIN: Final = Both("Always, wherever its parent is written.", "親の項目を書くなら必ず書きます。")
OPTIONAL: Final = Both("When what happens without it is not enough.", "書かないときの動作では足りない場合に書きます。")
NEVER: Final = Both(
    "Never on Fargate; it is for tasks on instances of your own.",
    "Fargate では使いません。自分のインスタンスで動かすタスク用の項目です。",
)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field of the API.

    Attributes:
        path: as in the field table.
        what: what it is.
        needed: when it is needed.
        docker: what `docker run` or a Dockerfile calls it; empty where Docker has no word for it.
        otherwise: what counts where nobody says it and ECS fills nothing in; None where that is nothing.
        pitfalls: what people run into; None where nobody was seen to.
        example: edits of the example definition (`core.validate.example.BASE`) that show it; a field without its own
            is shown by that of what holds it.
        fails: the rule that refuses the example; empty where the example is good.
        near: topics that tell more.
    """

    path: str
    what: Both
    needed: Both = OPTIONAL
    docker: str = ""
    otherwise: Both | None = None
    pitfalls: Both | None = None
    example: Mapping[str, Tree] = field(default_factory=dict)
    fails: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `code` stands in backticks."""

    text: Both


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type or to read, as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a definition: edits of the example definition, which then breaks just the rule `fails`, or none."""

    edits: Mapping[str, Tree]
    fails: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a topic."""

    text: Both


Block: TypeAlias = Prose | Points | Code | Snippet | Heading


@dataclass(frozen=True, slots=True)
class Read:
    """A page that statements rest on, and the month it was read (`2026-11`)."""

    url: str
    seen: str = "2026-11"


@dataclass(frozen=True, slots=True)
class Topic:
    """What several fields and rules have in common.

    Attributes:
        name: what is typed after `plumbrule explain`; `a-few-words`.
        title: for people.
        called: other words that lead here, in both languages; letter case does not count.
        body: in reading order.
        fields: API paths that belong to it.
        rules: ids that belong to it.
        sources: where its facts come from.
    """

    name: str
    title: Both
    called: tuple[str, ...]
    body: tuple[Block, ...]
    fields: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    sources: tuple[Read, ...] = ()
