"""Sample messages on paper: Slack's blocks as JSON, and the text of everybody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.plaintext import as_text
from plumbrule.edge.notify.slack.blocks import blocks, fallback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.message import Message

LONGEST: Final = 10_000


def printed(messages: Mapping[str, Message], form: str) -> str:
    """One JSON object by the samples' names, or text with a heading for each; with `both` the text comes first."""
    if form == "json":
        whole = {name: {"text": fallback(one), "blocks": blocks(one)} for name, one in messages.items()}
        return json.dumps(whole, indent=2, ensure_ascii=False)
    return "\n\n".join(_one(name, message, with_blocks=form == "both") for name, message in messages.items())


def _one(name: str, message: Message, *, with_blocks: bool) -> str:
    text = f"── {name} ──\n{as_text(message, LONGEST)}"
    return f"{text}\n{json.dumps(blocks(message), indent=2, ensure_ascii=False)}" if with_blocks else text
