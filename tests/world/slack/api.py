"""The Web API's methods: form or JSON in, `ok` and the rest out."""

from __future__ import annotations

import itertools
import json
import time
from typing import TYPE_CHECKING, Any

from tests.world.slack.checks import Refused, check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world.slack.state import Message, Workspace

TEAM = "T0WORLD"
APP = "A0WORLD"
BOT_TOKEN = "xoxb-world-0000"  # noqa: S105 - a fake's
APP_TOKEN = "xapp-world-0000"  # noqa: S105 - a fake's
LIMITED = {"chat.postMessage"}
_numbers = itertools.count(1)


class Limited(Exception):
    """One message a second."""


def answer(world: Workspace, method: str, said: Mapping[str, Any], token: str, ws: str) -> dict[str, Any]:
    """What Slack answers. Raises Limited, Refused."""
    if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
        raise Refused("invalid_auth")
    known = METHODS.get(method)
    if known is None:
        raise Refused("unknown_method")
    with world.lock:
        if method == "apps.connections.open":
            return {"ok": True, "url": f"{ws}?ticket={next(_numbers)}"}
        return {"ok": True, **known(world, said)}


def store(world: Workspace, channel: str, said: Mapping[str, Any]) -> Message:
    """Keep one message, checked."""
    blocks = _json(said.get("blocks")) or []
    text = str(said.get("text") or "")
    if not blocks and not text:
        raise Refused("no_text")
    if len(text) > 40_000:
        raise Refused("msg_too_long")
    check(blocks)
    thread = said.get("thread_ts")
    if thread and world.find(channel, str(thread)) is None:
        raise Refused("thread_not_found")
    message: Message = {
        "ts": world.stamp(),
        "text": text,
        "blocks": blocks,
        "metadata": _metadata(said),
        "thread_ts": thread,
        "edited": [],
        "at": time.time(),
    }
    world.messages[channel].append(message)
    return message


def _post(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    channel = _channel(world, said, by_name=True)
    now = time.monotonic()
    if world.per_second and now - world.posted.get(channel, -10.0) < 0.9:
        raise Limited
    message = store(world, channel, said)
    world.posted[channel] = now
    return {"channel": channel, "ts": message["ts"], "message": message}


def _update(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    channel = _channel(world, said)
    message = world.find(channel, str(said.get("ts")))
    if message is None:
        raise Refused("message_not_found")
    blocks = _json(said.get("blocks")) or []
    check(blocks)
    message["edited"].append({"text": message["text"], "blocks": message["blocks"]})
    message.update(text=str(said.get("text") or ""), blocks=blocks)
    if said.get("metadata"):
        message["metadata"] = _metadata(said)
    return {"channel": channel, "ts": message["ts"]}


def _history(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    if "channels:history" not in world.scopes:
        raise Refused("missing_scope")
    channel = _channel(world, said)
    found = [one for one in world.messages[channel] if not one["thread_ts"]]
    return _page(sorted(found, key=lambda one: str(one["ts"]), reverse=True), said)


def _replies(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    channel, root = _channel(world, said), str(said.get("ts"))
    if world.find(channel, root) is None:
        raise Refused("thread_not_found")
    return _page([one for one in world.messages[channel] if root in {one["ts"], one["thread_ts"]}], said)


def _page(found: list[Message], said: Mapping[str, Any]) -> dict[str, Any]:
    oldest, limit = float(said.get("oldest") or 0), int(said.get("limit") or 100)
    start = int(said.get("cursor") or 0)
    found = [one for one in found if float(one["ts"]) > oldest]
    hidden = {"edited", "at"} | (set() if _truth(said.get("include_all_metadata")) else {"metadata"})
    shown = [{name: value for name, value in one.items() if name not in hidden} for one in found[start : start + limit]]
    more = start + limit < len(found)
    cursor = {"response_metadata": {"next_cursor": str(start + limit) if more else ""}}
    return {"messages": shown, "has_more": more, **cursor}


def _open(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    view = dict(_json(said.get("view")) or {})
    check(view.get("blocks", []), most=100)
    if len(view["title"]["text"]) > 24:
        raise Refused("invalid_arguments")
    view |= {"id": f"V{next(_numbers)}", "trigger_id": said.get("trigger_id")}
    world.views.append(view)
    return {"view": view}


def _whisper(world: Workspace, said: Mapping[str, Any]) -> dict[str, Any]:
    check(_json(said.get("blocks")) or [])
    world.whispers.append({"channel": said.get("channel"), "user": said.get("user"), "text": said.get("text")})
    return {"message_ts": world.stamp()}


def _channel(world: Workspace, said: Mapping[str, Any], *, by_name: bool = False) -> str:
    """The channel's id; only posting takes a name (`#…`) in its place."""
    name = str(said.get("channel") or "")
    if name.startswith("#"):
        name = name[1:] if by_name else ""
    state = world.channels.get(name, "" if name else "channel_not_found")
    if state:
        raise Refused(state)
    return name


def _metadata(said: Mapping[str, Any]) -> Any:
    found = _json(said.get("metadata"))
    if found is not None and not (found.get("event_type") and isinstance(found.get("event_payload"), dict)):
        raise Refused("invalid_metadata_format")
    return found


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _truth(value: Any) -> bool:
    return value in {True, "1", "true", "True"}


METHODS: dict[str, Callable[[Workspace, Mapping[str, Any]], dict[str, Any]]] = {
    "apps.connections.open": lambda _, __: {},
    "auth.test": lambda _, __: {"team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"},
    "chat.postEphemeral": _whisper,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "views.open": _open,
}
