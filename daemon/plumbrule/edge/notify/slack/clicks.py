"""What people do in Slack: a click is an identity and a wish, and only writes a decision through the desk."""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.notify.slack.blocks import ACTION
from plumbrule.errors import Declined, PlumbruleError
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.message import Wish
from plumbrule.model.people import Identity, Method

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.edge.notify.slack.asking import Asking
    from plumbrule.ports import Desk

SNOOZE: Final = timedelta(hours=4)
REMEMBERED: Final = 2000
"""Clicks of which a repeat is known; Slack sends one again within minutes, if at all."""
_VALUE: Final = re.compile(r"(?P<letter>[0-9a-f]{32})(?::(?P<plan>[0-9a-f]{16}))?")


@dataclass(frozen=True, slots=True)
class Click:
    """One click, or the answer to a question that a click made us ask.

    Attributes:
        team: the workspace; only our own counts.
        letter: which message's incidents are meant.
        plan: the first digits of the plan that was shown; empty where none was.
        trigger: what a question may be opened with, within three seconds.
    """

    wish: Wish
    user: str
    team: str
    letter: str
    plan: str
    channel: str
    trigger: str = ""
    reason: str = ""
    key: tuple[str, ...] = ()


class Clicks:
    """Takes payloads of Slack, whichever way they came; safe for any number of threads.

    Args:
        desk: where decisions are written.
        asking: how people are asked and answered in Slack.
        tell: where refusals are logged.
    """

    def __init__(self, desk: Desk, asking: Asking, tell: Callable[[Notice], None]) -> None:
        self._desk, self._asking, self._tell = desk, asking, tell
        self._lock = threading.Lock()
        self._seen: OrderedDict[tuple[str, ...], None] = OrderedDict()

    def take(self, payload: Mapping[str, Any]) -> None:
        """Do what it asks; whoever asked hears why it could not be done. Raises nothing."""
        try:
            click = read(payload)
            if click is None or not self._is_new(click):
                return
            self._answer(click)
        except Exception as error:  # noqa: BLE001 - Slack's threads must not die of it
            self._refuse("", f"{type(error).__name__}")

    def _answer(self, click: Click) -> None:
        try:
            self._refuse_strangers(click)
            self._do(click)
        except PlumbruleError as error:
            self._refuse(click.user, str(error))
            self._asking.whisper(click.channel, click.user, f"Nothing was done: {error}")

    def _do(self, click: Click) -> None:
        who = Identity(Method.SLACK, click.user)
        match click.wish:
            case Wish.APPROVE:
                self._desk.approve(who, click.plan, reason="in Slack")
            case Wish.REJECT if not click.reason:
                self._asking.ask_why(click.trigger, click.letter, click.plan, click.channel)
            case Wish.REJECT:
                self._desk.reject(who, click.plan, reason=click.reason)
            case Wish.ACKNOWLEDGE:
                self._desk.acknowledge(who, self._open(click))
            case Wish.SNOOZE:
                self._desk.snooze(who, self._open(click), lasts=SNOOZE)
            case Wish.RECONCILE:
                for one in self._desk.incidents(letter=click.letter):
                    if one.family and one.ended is None:
                        self._desk.reconcile(who, one.target, one.family)
            case Wish.SHOW:
                self._asking.show(click.trigger, self._desk.incidents(letter=click.letter))

    def _open(self, click: Click) -> list[str]:
        found = [one.id for one in self._desk.incidents(letter=click.letter) if one.ended is None]
        if not found:
            raise Declined("it is over already", why="superseded")
        return found

    def _refuse_strangers(self, click: Click) -> None:
        """User ids are only told apart within a workspace."""
        if click.team != self._asking.team():
            raise Declined("this comes from another workspace than the app's own", why="nobody")

    def _is_new(self, click: Click) -> bool:
        with self._lock:
            if click.key in self._seen:
                return False
            self._seen[click.key] = None
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return True

    def _refuse(self, user: str, message: str) -> None:
        self._tell(Notice(Event.CLICK_REFUSED, Level.WARNING, {"identity": f"slack:{user}", "message": message}))


def read(payload: Mapping[str, Any]) -> Click | None:
    """What a payload asks; None where it is nothing of ours, or not in its form."""
    match payload.get("type"):
        case "block_actions":
            return _of_button(payload)
        case "view_submission":
            return _of_view(payload)
        case _:
            return None


def _of_button(payload: Mapping[str, Any]) -> Click | None:
    action = (payload.get("actions") or [{}])[0]
    wish = _wish(str(action.get("action_id", "")))
    value = _VALUE.fullmatch(str(action.get("value", "")))
    if wish is None or value is None:
        return None
    user, channel = payload["user"], (payload.get("channel") or {}).get("id", "")
    stamp = str((payload.get("message") or {}).get("ts", "")), str(action.get("action_ts", ""))
    return Click(
        wish=wish,
        user=str(user["id"]),
        team=_team(payload),
        letter=value["letter"],
        plan=value["plan"] or "",
        channel=str(channel),
        trigger=str(payload.get("trigger_id", "")),
        key=(*stamp, str(user["id"]), wish.value),
    )


def _of_view(payload: Mapping[str, Any]) -> Click | None:
    view = payload["view"]
    if view.get("callback_id") != f"{ACTION}{Wish.REJECT.value}":
        return None
    kept = json.loads(view["private_metadata"])
    value = _VALUE.fullmatch(f"{kept['letter']}:{kept['plan']}")
    answers = [one for block in view["state"]["values"].values() for one in block.values()]
    if value is None:
        return None
    reason = str(answers[0].get("value") or "").strip() or "no reason given"
    user = str(payload["user"]["id"])
    key = (str(view.get("id", "")), user, "view")
    return Click(
        Wish.REJECT, user, _team(payload), value["letter"], value["plan"], str(kept["channel"]), "", reason, key
    )


def _wish(action: str) -> Wish | None:
    name = action.removeprefix(ACTION)
    return Wish(name) if action.startswith(ACTION) and name in set(Wish) else None


def _team(payload: Mapping[str, Any]) -> str:
    return str((payload.get("team") or {}).get("id") or (payload.get("user") or {}).get("team_id") or "")
