"""What Slack refuses in a message (docs.slack.dev/reference/block-kit, seen 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Block: TypeAlias = dict[str, Any]

MOST_BLOCKS = 50
RICH = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
LEAVES = {"text", "link", "emoji", "user", "usergroup", "broadcast"}


class Refused(Exception):
    """Slack's word for it."""


def check(blocks: list[Block], most: int = MOST_BLOCKS) -> None:
    """Raises Refused: `invalid_blocks`, with what is wrong as its second argument."""
    if len(blocks) > most:
        raise Refused("invalid_blocks", f"{len(blocks)} blocks")
    for words in (words for block in blocks for words in _wrong(block)):
        raise Refused("invalid_blocks", words)
    names = [block["block_id"] for block in blocks if "block_id" in block]
    if len(names) != len(set(names)):
        raise Refused("invalid_blocks", "a block_id comes twice")


def _wrong(block: Block) -> Iterator[str]:  # noqa: C901 - one case for each kind of block
    match block.get("type"):
        case "header":
            yield from _text(block["text"], 150, "header", {"plain_text"})
        case "section":
            yield from _section(block)
        case "context":
            yield from _count(block["elements"], 10, "context")
            for one in block["elements"]:
                yield from _text(one, 2000, "context")
        case "actions":
            yield from _count(block["elements"], 25, "actions")
            names = [one.get("action_id") for one in block["elements"]]
            if len(names) != len(set(names)):
                yield "an action_id comes twice"
            for one in block["elements"]:
                yield from _button(one)
        case "rich_text":
            yield from _rich(block)
        case "input":
            yield from _text(block["label"], 2000, "label", {"plain_text"})
        case "divider":
            return
        case other:
            yield f"no such block: {other}"


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "a section without anything"
    if "text" in block:
        yield from _text(block["text"], 3000, "section")
    if len(block.get("fields", ())) > 10:
        yield "more than 10 fields"
    for one in block.get("fields", ()):
        yield from _text(one, 2000, "field")


def _button(one: Block) -> Iterator[str]:
    if one.get("type") != "button":
        yield f"no button: {one.get('type')}"
        return
    yield from _text(one["text"], 75, "button", {"plain_text"})
    if not 1 <= len(one.get("action_id", "")) <= 255 or len(one.get("value", "")) > 2000:
        yield "a button's action_id or value"
    if one.get("style", "primary") not in {"primary", "danger"}:
        yield "a button's style"
    confirm = one.get("confirm")
    if confirm:
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _text(confirm[name], most, f"confirm.{name}")


def _rich(block: Block) -> Iterator[str]:
    for element in block["elements"]:
        if element.get("type") not in RICH:
            yield f"no such rich element: {element.get('type')}"
        inner = element.get("elements", [])
        if element.get("type") == "rich_text_list":
            inner = [leaf for section in inner for leaf in section["elements"]]
        if not inner:
            yield "a rich element without anything"
        for leaf in inner:
            if leaf.get("type") not in LEAVES or (leaf["type"] == "text" and not leaf.get("text")):
                yield f"a rich leaf: {leaf.get('type')}"
            if leaf.get("type") == "link" and len(leaf.get("url", "")) > 3000:
                yield "a link's url"


def _text(text: Block, most: int, what: str, types: set[str] | None = None) -> Iterator[str]:
    if text.get("type") not in (types or {"plain_text", "mrkdwn"}):
        yield f"{what}: type {text.get('type')}"
    if not 1 <= len(text.get("text", "")) <= most:
        yield f"{what}: {len(text.get('text', ''))} characters"


def _count(elements: list[Block], most: int, what: str) -> Iterator[str]:
    if not 1 <= len(elements) <= most:
        yield f"{what}: {len(elements)} elements"
