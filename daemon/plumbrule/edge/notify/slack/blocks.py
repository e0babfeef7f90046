"""A message in Block Kit. What strangers wrote stands in plain_text and rich_text, which Slack never parses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from plumbrule.core.tell.plaintext import headline
from plumbrule.core.tell.safe import cut, plain
from plumbrule.edge.notify.slack import limits
from plumbrule.model.message import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.model.message import Button, Link, Message

Block: TypeAlias = dict[str, Any]

LABELS: Final[Mapping[Wish, str]] = {
    Wish.APPROVE: "Approve",
    Wish.REJECT: "Reject…",
    Wish.ACKNOWLEDGE: "Acknowledge",
    Wish.SNOOZE: "Snooze 4 h",
    Wish.RECONCILE: "Look again now",
    Wish.SHOW: "Show full diff",
}
STYLES: Final[Mapping[Wish, str]] = {Wish.APPROVE: "primary", Wish.REJECT: "danger"}
NOTHING: Final = "-"
"""Slack refuses texts without a character."""
ACTION: Final = "plumbrule:"
"""What our buttons' action ids begin with."""


def blocks(message: Message) -> list[Block]:
    """The whole message."""
    return [*_blocks(message)][: limits.BLOCKS]


def line_blocks(message: Message) -> list[Block]:
    """One line of a thread."""
    return [_section(message.title), *_mentions(message.mentions)]


def fallback(message: Message) -> str:
    """The text for notifications and screen readers: Slack parses it, so what strangers wrote is escaped."""
    text = headline(message) if message.lead or message.facts or message.items else plain(message.title, limits.TEXT)
    return escaped(text, limits.TEXT) or NOTHING


def escaped(text: str, most: int) -> str:
    """Without `&`, `<` and `>` as Slack's own signs, at most `most` characters, and no sign cut in two.

    Source: docs.slack.dev/messaging/formatting-message-text#escaping, seen 2026-11.
    """
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    found: list[str] = []
    length = 0
    for one in text:
        sign = signs.get(one, one)
        if length + len(sign) > most - 1:
            return "".join([*found, "…"])
        found.append(sign)
        length += len(sign)
    return "".join(found)


def text_object(text: str, most: int) -> Block:
    """A text that is shown as it is: no markup, no emoji, no links; never empty, which Slack refuses."""
    return {"type": "plain_text", "text": plain(text, most) or NOTHING, "emoji": False}


def preformatted(lines: Sequence[str], most: int = limits.PREFORMATTED) -> Block:
    """Lines in a fixed width."""
    text = cut("\n".join(plain(line, 400) for line in lines), most)
    return _rich({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or NOTHING}]})


def _blocks(message: Message) -> Iterator[Block]:
    yield {"type": "header", "text": text_object(headline(message, limits.HEADER), limits.HEADER)}
    yield from _mentions(message.mentions)
    if message.lead:
        yield _section(message.lead)
    for start in range(0, len(message.facts), limits.FIELDS):
        some = message.facts[start : start + limits.FIELDS]
        yield {"type": "section", "fields": [text_object(f"{one.name}: {one.value}", limits.FIELD) for one in some]}
    if message.diff:
        yield preformatted(message.diff)
    if message.items:
        yield _list([*message.items, *([f"and {message.more} more"] if message.more else [])])
    if message.commands:
        yield preformatted(message.commands)
    for start in range(0, len(message.said), limits.CONTEXT):
        yield _context(message.said[start : start + limits.CONTEXT])
    links = [one for one in message.links if len(one.url) <= limits.URL]
    if links:
        yield _links(links)
    if message.buttons:
        yield {"type": "actions", "elements": [_button(one, message) for one in message.buttons]}
    if message.footing:
        yield _context([" · ".join(message.footing)])


def _mentions(names: Sequence[str]) -> Iterator[Block]:
    """The operator's own words, checked when the settings are read: the only text that Slack may parse."""
    if names:
        yield {"type": "section", "text": {"type": "mrkdwn", "text": cut(" ".join(names), limits.SECTION)}}


def _section(text: str) -> Block:
    return {"type": "section", "text": text_object(text, limits.SECTION)}


def _context(lines: Sequence[str]) -> Block:
    return {"type": "context", "elements": [text_object(line, limits.CONTEXT_TEXT) for line in lines]}


def _rich(element: Block) -> Block:
    return {"type": "rich_text", "elements": [element]}


def _list(items: Sequence[str]) -> Block:
    texts = [{"type": "text", "text": plain(one, 300) or NOTHING} for one in items]
    sections = [{"type": "rich_text_section", "elements": [one]} for one in texts]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": sections})


def _links(links: Sequence[Link]) -> Block:
    elements: list[Block] = []
    for one in links:
        between = [{"type": "text", "text": "  "}] if elements else []
        elements += [*between, {"type": "link", "url": one.url, "text": plain(one.text, limits.BUTTON) or NOTHING}]
    return _rich({"type": "rich_text_section", "elements": elements})


def _button(button: Button, message: Message) -> Block:
    made: Block = {
        "type": "button",
        "action_id": f"{ACTION}{button.wish.value}",
        "text": text_object(LABELS[button.wish], limits.BUTTON),
        "value": button.value,
    }
    if button.wish in STYLES:
        made["style"] = STYLES[button.wish]
    if button.wish is Wish.APPROVE:
        made["confirm"] = _confirm(message)
    return made


def _confirm(message: Message) -> Block:
    """What is about to be said yes to, once more."""
    risk = next((f" Risk: {one.value}." for one in message.facts if one.name == "Risk"), "")
    plan = next((one.value for one in message.facts if one.name == "Plan"), "")
    return {
        "title": text_object("Approve this plan?", limits.CONFIRM_TITLE),
        "text": text_object(f"{message.title}. Plan {plan}.{risk}", limits.CONFIRM_TEXT),
        "confirm": text_object("Approve", 30),
        "deny": text_object("Not now", 30),
    }
