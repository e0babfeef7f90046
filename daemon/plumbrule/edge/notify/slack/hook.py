"""Slack by an incoming webhook, the simple mode: a message each time, nothing to edit, no buttons."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.edge.notify.posting import post
from plumbrule.edge.notify.slack.blocks import blocks, fallback
from plumbrule.ports import OneWay

if TYPE_CHECKING:
    from plumbrule.model.message import Message


class SlackHook(OneWay):
    """Satisfies `ports.Sink`; the webhook belongs to one channel."""

    def __init__(self, url: str) -> None:
        self._url = url

    def post(self, channel: str, message: Message) -> str:  # noqa: ARG002 - the webhook's own
        """See `ports.Sink`."""
        shown = replace(message, buttons=())  # nobody would answer a click
        body = {"text": fallback(shown), "blocks": blocks(shown), "unfurl_links": False, "unfurl_media": False}
        headers = {"Content-Type": "application/json"}
        post(self._url, json.dumps(body).encode(), headers, "Slack's incoming webhook")
        return ""
