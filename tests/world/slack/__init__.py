"""A Slack of our own: Web API, incoming webhooks and Socket Mode over real HTTP and real websockets, on loopback.

It imports nothing from plumbrule, so that it cannot share a mistake with what it tests.
"""

from tests.world.slack.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, TEAM, Slack

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "TEAM", "Slack"]
