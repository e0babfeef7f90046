"""A page in one language, before it is shown: on a terminal, as JSON, or as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """What a page is about."""

    INDEX = "index"
    FIELD = "field"
    RULE = "rule"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Target:
    """A page by what it is about.

    Attributes:
        name: an API path, a rule's id, a topic's name, or empty for the index.
    """

    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `code` in backticks, **strong** in two stars."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands as it is; `note` says what it is an example of."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page, and what is said about it."""

    target: Target
    words: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Ways to other pages."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where statements come from: address, or name of a model, and month of reading."""

    read: tuple[tuple[str, str], ...]


Part: TypeAlias = Text | Items | Listing | Links | Origins


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a title; the first section of a page has none."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one thing.

    Attributes:
        title: the thing's name.
        sections: in reading order; sections without parts are never there.
    """

    about: Target
    title: str
    sections: tuple[Section, ...]


def section(title: str, *parts: Part | None) -> tuple[Section, ...]:
    """A section of what there is to say; none where there is nothing."""
    found = tuple(part for part in parts if part is not None)
    return (Section(title, found),) if found else ()
