"""Slack by an incoming webhook, the simple mode: a message each time, nothing to edit, no buttons."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.edge.notify.posting import post
from plumbrule.edge.notify.slack.blocks import blocks, fallback

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.message import Message


class SlackHook:
    """Satisfies `ports.Sink`; the webhook belongs to one channel."""

    edits = False

    def __init__(self, url: str) -> None:
        self._url = url

    def post(self, channel: str, message: Message) -> str:  # noqa: ARG002 - the webhook's own
        """See `ports.Sink`."""
        shown = replace(message, buttons=())  # nobody would answer a click
        body = {"text": fallback(shown), "blocks": blocks(shown), "unfurl_links": False, "unfurl_media": False}
        headers = {"Content-Type": "application/json"}
        post(self._url, json.dumps(body).encode(), headers, "Slack's incoming webhook")
        return ""

    def update(self, channel: str, ref: str, message: Message) -> bool:  # noqa: ARG002 - nothing to edit
        """See `ports.Sink`."""
        return False

    def reply(self, channel: str, ref: str, message: Message) -> None:  # noqa: ARG002 - no threads
        """See `ports.Sink`."""
        self.post(channel, message)

    def find(self, channel: str, key: str, since: datetime, *, thread: str = "") -> str | None:  # noqa: ARG002
        """See `ports.Sink`."""
        return None

    def close(self) -> None:
        """See `ports.Sink`."""
