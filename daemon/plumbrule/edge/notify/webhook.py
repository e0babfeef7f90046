"""A webhook for machines: CloudEvents 1.0 in JSON, signed in the manner of Standard Webhooks.

Sources: github.com/cloudevents/spec (structured mode) and github.com/standard-webhooks/standard-webhooks, seen 2026-11.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.for_machines import tells_registrations
from plumbrule.core.tell.plaintext import as_text
from plumbrule.edge.notify.posting import post
from plumbrule.ports import OneWay

if TYPE_CHECKING:
    from plumbrule.model.message import Message

TYPE: Final = "dev.plumbrule.incident"
REGISTERED: Final = "dev.plumbrule.registered"
"""The type of an event that tells of registrations and of nothing else: what a deployer waits for."""
PREFIX: Final = "whsec_"
LONGEST_TEXT: Final = 10_000


class Webhook(OneWay):
    """Satisfies `ports.Sink`.

    Args:
        url: where it goes.
        secret: what it is signed with; empty leaves it unsigned.
        source: which installation says it.
    """

    for_machines = True

    def __init__(self, url: str, secret: str, source: str) -> None:
        self._url, self._secret, self._source = url, _key(secret) if secret else b"", source

    def post(self, channel: str, message: Message) -> str:
        """See `ports.Sink`; the key is the event's id, so that a receiver can tell a repeat."""
        now = datetime.now(UTC)
        body = json.dumps(event(message, self._source, now, channel), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
        if self._secret:
            headers |= signed(self._secret, message.key, now, body)
        post(self._url, body, headers, "the webhook")
        return ""


def event(message: Message, source: str, at: datetime, channel: str = "") -> dict[str, object]:
    """The event; `data` has the words for people and the incidents for machines."""
    text = as_text(message, LONGEST_TEXT)
    about = {"title": message.title, "text": text, "urgency": message.urgency.value, "channel": channel}
    return {
        "specversion": "1.0",
        "id": message.key,
        "source": f"plumbrule/{source}",
        "type": REGISTERED if tells_registrations(message) else TYPE,
        "time": at.isoformat(timespec="seconds"),
        "datacontenttype": "application/json",
        "data": {**about, **message.event},
    }


def signed(secret: bytes, key: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks."""
    moment = str(int(at.timestamp()))
    digest = hmac.new(secret, f"{key}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": key,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _key(secret: str) -> bytes:
    """`whsec_` and base64, as the standard has it; any other text counts by its bytes."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()
