"""The workspace as a test holds it in its hands."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import threading
import time
import urllib.request
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError
from urllib.parse import urlencode

from tests.world.slack.api import APP, APP_TOKEN, BOT_TOKEN, TEAM
from tests.world.slack.server import Server
from tests.world.slack.state import Fault, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.slack.state import Call, Message

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "TEAM", "Slack"]

SIGNING_SECRET = "world-signing-secret"  # noqa: S105 - a fake's
_numbers = itertools.count(1)


class Slack:
    """A running workspace; `stop` leaves nothing behind."""

    def __init__(self, port: int = 0) -> None:
        self.workspace = Workspace()
        self._server = Server(self.workspace, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="slack", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.sockets.disconnect(abrupt=True)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    # Where it is.

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def api(self) -> str:
        return f"http://{self._server.place}/api/"

    def hook(self, channel: str) -> str:
        return f"http://{self._server.place}/services/T0/B0/{channel}"

    # What it holds.

    def messages(self, channel: str) -> list[Message]:
        with self.workspace.lock:
            return [dict(one) for one in self.workspace.messages[channel]]

    def roots(self, channel: str) -> list[Message]:
        return [one for one in self.messages(channel) if not one["thread_ts"]]

    def replies(self, channel: str, ts: str) -> list[Message]:
        return [one for one in self.messages(channel) if one["thread_ts"] == ts]

    def calls(self, method: str = "") -> list[Call]:
        with self.workspace.lock:
            return [one for one in self.workspace.calls if method in {"", one.method}]

    @property
    def views(self) -> list[dict[str, Any]]:
        return list(self.workspace.views)

    @property
    def whispers(self) -> list[dict[str, Any]]:
        return list(self.workspace.whispers)

    @property
    def sockets(self) -> int:
        return self._server.sockets.open

    @property
    def sockets_opened(self) -> int:
        return self._server.sockets.opened

    @property
    def acks(self) -> list[str]:
        return list(self._server.sockets.acks)

    # What goes wrong.

    def fail(self, kind: str, method: str = "*", times: int | None = 1, **more: Any) -> None:
        with self.workspace.lock:
            self.workspace.faults.append(Fault(kind, method, times, more))

    def heal(self) -> None:
        with self.workspace.lock:
            self.workspace.faults.clear()

    def channel(self, name: str, error: str) -> None:
        """From now on the channel answers with this error; empty means that it is fine."""
        self.workspace.channels[name] = error

    def delete(self, channel: str, ts: str) -> None:
        """Somebody deletes a message."""
        with self.workspace.lock:
            kept = [one for one in self.workspace.messages[channel] if one["ts"] != ts]
            self.workspace.messages[channel] = kept

    def disconnect(self, *, abrupt: bool) -> None:
        self._server.sockets.disconnect(abrupt=abrupt)

    # What people do.

    def click(self, channel: str, message: Message, action: str, user: str, **more: Any) -> str:
        """A click as an envelope to one of the app's sockets, `times` times; the envelope's id."""
        return self.envelope(self.payload(channel, message, action, user, **more), more.get("times", 1))

    def envelope(self, payload: dict[str, Any], times: int = 1) -> str:
        name = f"E{next(_numbers)}"
        told = {"type": "interactive", "envelope_id": name, "payload": payload, "accepts_response_payload": False}
        for _ in range(times):
            if not self._server.sockets.send(told):
                raise AssertionError("no socket is open")
        return name

    def payload(
        self, channel: str, message: Message, action: str, user: str, *, team: str = TEAM, value: str = "", **_: Any
    ) -> dict[str, Any]:
        """What Slack makes of a click; the button has to be there, unless a value is forged."""
        buttons = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
        found = next((one for one in buttons if one["action_id"] == action), None)
        if found is None and not value:
            raise AssertionError(f"the message has no button {action}")
        shown = {name: message[name] for name in ("ts", "text", "blocks", "metadata")}
        return {
            "type": "block_actions",
            "user": {"id": user, "username": user.lower(), "team_id": team},
            "team": {"id": team, "domain": "world"},
            "api_app_id": APP,
            "trigger_id": f"{next(_numbers)}.0.world",
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel},
            "channel": {"id": channel, "name": channel},
            "message": shown,
            "actions": [
                {
                    "type": "button",
                    "action_id": action,
                    "value": value or (found or {})["value"],
                    "action_ts": f"{time.time():.6f}",
                }
            ],
        }

    def submission(self, view: dict[str, Any], user: str, reason: str) -> dict[str, Any]:
        """What Slack makes of an answered window."""
        return {
            "type": "view_submission",
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "view": {
                **{name: view[name] for name in ("id", "callback_id", "private_metadata")},
                "state": {"values": {"why": {"reason": {"type": "plain_text_input", "value": reason}}}},
            },
        }

    def wait(self, true: Callable[[], object], seconds: float = 60.0) -> None:
        """Until something is so."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError("it did not come true in time")
            time.sleep(0.02)


def send_click(url: str, payload: dict[str, Any], secret: str = SIGNING_SECRET, **changes: str) -> int:
    """A click by HTTP, signed as Slack signs; the status that came back."""
    body = changes.get("body") or urlencode({"payload": json.dumps(payload)})
    stamp = changes.get("stamp") or str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": changes.get("signature") or f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    request = urllib.request.Request(url, (changes.get("sent") or body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code
