"""Whose a bot's token is, asked without posting anything."""

from __future__ import annotations

from typing import Any

from plumbrule.edge.notify.slack.calls import client, plain_errors


def whose(token: str, api_url: str) -> str:
    """The team and the user, by name or id (docs.slack.dev/reference/methods/auth.test, seen 2026-11).

    Raises:
        Denied: Slack does not know the token.
        Unavailable, Throttled, Rejected, Ambiguous: Slack does not say.
    """
    with plain_errors("auth.test"):
        said: Any = client(token, api_url).auth_test()
    return f"{said.get('user') or said.get('user_id')} in {said.get('team') or said.get('team_id')}"
