"""Slack: messages that live, threads, buttons, and the two ways a click reaches us."""

from plumbrule.edge.notify.slack.asking import Asking
from plumbrule.edge.notify.slack.clicks import Clicks
from plumbrule.edge.notify.slack.endpoint import Endpoint
from plumbrule.edge.notify.slack.hook import SlackHook
from plumbrule.edge.notify.slack.sink import SlackSink
from plumbrule.edge.notify.slack.stream import Stream

__all__ = ["Asking", "Clicks", "Endpoint", "SlackHook", "SlackSink", "Stream"]
