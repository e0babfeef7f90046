"""What only the one who clicked sees: questions, whole differences, and why something was not done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plumbrule.core.tell.safe import plain
from plumbrule.edge.notify.slack import limits
from plumbrule.edge.notify.slack.blocks import ACTION, Block, escaped, preformatted, text_object
from plumbrule.edge.notify.slack.calls import client, plain_errors
from plumbrule.errors import PlumbruleError
from plumbrule.model.message import Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.answers import IncidentView

MOST_SHOWN = 10
"""Incidents of which one window shows the whole difference."""
PER_BLOCK = 60
"""Lines of one element: a window of Slack's takes 100 blocks, and nobody reads more than a few."""
MOST_PIECES = 8


class Asking:
    """Questions and answers beside the messages; safe for any number of threads."""

    def __init__(self, token: str, api_url: str) -> None:
        self._client = client(token, api_url)
        self._team = ""

    def team(self) -> str:
        """The workspace of our own app, asked for once. Raises what `ports.Sink` lists."""
        if not self._team:
            with plain_errors("asking who we are"):
                self._team = str(self._client.auth_test()["team_id"])
        return self._team

    def whisper(self, channel: str, user: str, text: str) -> None:
        """Say something that only `user` sees; what cannot be said is not worth a failure."""
        try:
            with plain_errors("answering a click"):
                words = escaped(plain(text, limits.SECTION), limits.TEXT)
                shown = [{"type": "section", "text": text_object(text, limits.SECTION)}]
                self._client.chat_postEphemeral(channel=channel, user=user, text=words, blocks=shown)
        except PlumbruleError:
            return

    def ask_why(self, trigger: str, letter: str, plan: str, channel: str) -> None:
        """A window that asks for the reason of a rejection. Raises what `ports.Sink` lists."""
        kept = json.dumps({"letter": letter, "plan": plan, "channel": channel})
        entry: Block = {
            "type": "input",
            "block_id": "why",
            "label": text_object("Why? It is kept, and everybody sees it.", 200),
            "element": {"type": "plain_text_input", "action_id": "reason", "multiline": True, "max_length": 500},
        }
        self._open(trigger, "Reject the plan", [entry], f"{ACTION}{Wish.REJECT.value}", kept, submit="Reject")

    def show(self, trigger: str, incidents: Sequence[IncidentView]) -> None:
        """A window with the whole difference, masked. Raises what `ports.Sink` lists."""
        shown: list[Block] = []
        for one in incidents[:MOST_SHOWN]:
            shown.append({"type": "section", "text": text_object(one.title, limits.SECTION)})
            lines = one.diff or ("no difference",)
            pieces = [lines[start : start + PER_BLOCK] for start in range(0, len(lines), PER_BLOCK)]
            shown += [preformatted(piece) for piece in pieces[:MOST_PIECES]]
        if len(incidents) > MOST_SHOWN:
            shown.append({"type": "section", "text": text_object(f"and {len(incidents) - MOST_SHOWN} more", 100)})
        nothing: list[Block] = [{"type": "section", "text": text_object("There is nothing to show any more.", 100)}]
        self._open(trigger, "The whole difference", shown or nothing, f"{ACTION}{Wish.SHOW.value}")

    def _open(
        self, trigger: str, title: str, shown: list[Block], callback: str, kept: str = "", *, submit: str = ""
    ) -> None:
        view: dict[str, Any] = {
            "type": "modal",
            "callback_id": callback,
            "title": text_object(title, limits.MODAL_TITLE),
            "close": text_object("Close", limits.MODAL_TITLE),
            "blocks": shown[:100],
            "private_metadata": kept,
        }
        if submit:
            view["submit"] = text_object(submit, limits.MODAL_TITLE)
        with plain_errors("opening a window"):
            self._client.views_open(trigger_id=trigger, view=view)
