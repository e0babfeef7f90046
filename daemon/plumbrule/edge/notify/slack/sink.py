"""Slack by a bot token: one living message for each letter, its history in its thread."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from plumbrule.edge.notify.slack import limits
from plumbrule.edge.notify.slack.blocks import Block, blocks, fallback, line_blocks
from plumbrule.edge.notify.slack.calls import client, plain_errors, word_of

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.message import Message

GONE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""The message cannot be edited any more: another one takes its place."""
SKEW: Final = timedelta(minutes=10)
"""How far Slack's clock may be from ours."""
UNSEARCHABLE: Final = frozenset({"missing_scope", "thread_not_found", "channel_not_found"})
"""Nothing is found then: the scope is missing, or the channel goes by a name of which no id is known yet."""
PAGES: Final = 10
PAGE: Final = 200


class SlackSink:
    """Satisfies `ports.Sink`. It needs the scopes `chat:write`, and `channels:history` to find messages again."""

    edits = True
    for_machines = False

    def __init__(self, token: str, api_url: str) -> None:
        self._client = client(token, api_url)

    def post(self, channel: str, message: Message) -> str:
        """See `ports.Sink`."""
        return self._say(channel, message, blocks(message), None)

    def update(self, channel: str, ref: str, message: Message) -> bool:
        """See `ports.Sink`. Text and blocks always go together: without blocks Slack would remove them."""
        with plain_errors("editing a message"):
            where, ts = _place(channel, ref)
            try:
                self._client.chat_update(
                    channel=where,
                    ts=ts,
                    text=fallback(message),
                    blocks=blocks(message),
                    metadata=_metadata(message.key),
                )
            except SlackApiError as error:
                if word_of(error) in GONE:
                    return False
                raise
        return True

    def reply(self, channel: str, ref: str, message: Message) -> None:
        """See `ports.Sink`."""
        where, ts = _place(channel, ref)
        self._say(where, message, line_blocks(message), ts)

    def find(self, channel: str, key: str, since: datetime, *, thread: str = "") -> str | None:
        """See `ports.Sink`; where the app may not read the channel, nothing is found and a message may come twice."""
        where, root = _place(channel, thread)
        oldest, cursor = f"{(since - SKEW).timestamp():.6f}", ""
        with plain_errors("looking for a message"):
            for _ in range(PAGES):
                try:
                    page: Any = self._page(where, root, oldest, cursor)
                except SlackApiError as error:
                    if word_of(error) in UNSEARCHABLE:
                        return None
                    raise
                for one in page["messages"]:
                    if _key(one) == key:
                        return f"{where}:{one['ts']}"
                cursor = ((page.get("response_metadata") or {}).get("next_cursor")) or ""
                if not cursor:
                    return None
        return None

    def close(self) -> None:
        """See `ports.Sink`; each call has a connection of its own."""

    def _say(self, channel: str, message: Message, made: list[Block], thread: str | None) -> str:
        with plain_errors("posting a message"):
            answer: Any = self._client.chat_postMessage(
                channel=channel,
                text=fallback(message),
                blocks=made,
                thread_ts=thread,
                metadata=_metadata(message.key),
                unfurl_links=False,
                unfurl_media=False,
                link_names=False,
            )
            return f"{answer['channel']}:{answer['ts']}"

    def _page(self, channel: str, thread: str, oldest: str, cursor: str) -> Any:  # noqa: ANN401 - the library's own
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        asked = {"channel": channel, "oldest": oldest, "limit": PAGE, "include_all_metadata": True, **more}
        if thread:
            return self._client.conversations_replies(ts=thread, **asked)
        return self._client.conversations_history(**asked)


def _place(channel: str, ref: str) -> tuple[str, str]:
    """Channel and time of a message: where the settings name a channel, Slack edits only by its id."""
    where, _, ts = ref.rpartition(":")
    return where or channel, ts


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": limits.METADATA_EVENT, "event_payload": {"key": key}}


def _key(message: Any) -> str | None:  # noqa: ANN401 - what Slack answers
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get("key") if metadata.get("event_type") else None
