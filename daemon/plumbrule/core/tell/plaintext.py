"""A message as plain text: for sinks without a form of their own, for phones' previews, and for terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.safe import cut, plain
from plumbrule.model.message import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.model.message import Message

MARKS: Final[Mapping[Tone, str]] = {
    Tone.CRITICAL: "\N{LARGE RED CIRCLE}",
    Tone.WARNING: "\N{LARGE ORANGE CIRCLE}",
    Tone.ASKING: "\N{LARGE BLUE CIRCLE}",
    Tone.NOTE: "\N{MEDIUM WHITE CIRCLE}\N{VARIATION SELECTOR-16}",
    Tone.OVER: "\N{LARGE GREEN CIRCLE}",
}
"""What it is at a glance, also where there is no colour: the title says it as well."""

LINE: Final = 400
"""Characters of one line."""


def headline(message: Message, most: int = LINE) -> str:
    """The title with its mark."""
    return plain(f"{MARKS[message.tone]} {message.title}", most)


def as_text(message: Message, most: int) -> str:
    """The whole in lines, at most `most` characters."""
    return cut("\n".join(plain(one, LINE) for one in _lines(message)), most)


def _lines(message: Message) -> Iterator[str]:
    yield headline(message)
    if message.lead:
        yield message.lead
    yield from (f"{one.name}: {one.value}" for one in message.facts)
    yield from (f"  {one}" for one in message.diff)
    yield from (f"- {one}" for one in message.items)
    if message.more:
        yield f"- and {message.more} more"
    yield from message.said
    yield from (f"$ {one}" for one in message.commands)
    yield from (f"{one.text}: {one.url}" for one in message.links)
    if message.footing:
        yield " · ".join(message.footing)
