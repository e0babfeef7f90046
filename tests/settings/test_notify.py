"""Who is told: what the settings mean, and every mistake about it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from plumbrule.model.incident import Kind, Urgency
from plumbrule.model.manners import Escalation, QuietHours, Routing, SinkKind
from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME, mistakes

WHOLE = """
notify:
  sinks:
    - {name: slack, kind: slack, token_file: /run/bot, app_token_file: /run/app}
    - {name: hook, kind: webhook, url: "https://hooks.example.com/x", secret_file: /run/secret}
    - {name: topic, kind: sns, topic_arn: "arn:aws:sns:eu-west-1:123456789012:alerts"}
  routes:
    - sink: slack
      channel: C0123
      targets: [prod-*]
      families: [shop-*]
      labels: {team: shop}
      kinds: [drift, blocked]
      urgency: warning
      mentions: ["<@U012ABC>", "<!subteam^S012ABC>"]
      quiet: {start: "22:00", end: "07:30", time_zone: Europe/Berlin, days: [sat, sun]}
      escalation: {after: 4h, channel: C9}
      goes_on: true
    - sink: hook
  group_wait: 10s
  repeat: 12h
  commit_url: "https://git.example.com/{commit}"
"""


def test_every_key_means_what_it_says() -> None:
    manners = parse_settings(GOOD + WHOLE, NAME, {}).manners
    assert [(one.name, one.kind) for one in manners.sinks] == [
        ("slack", SinkKind.SLACK),
        ("hook", SinkKind.WEBHOOK),
        ("topic", SinkKind.SNS),
    ]
    assert manners.sinks[2].region == "eu-west-1"
    assert manners.routes == (
        Routing(
            sink="slack",
            channel="C0123",
            targets=("prod-*",),
            families=("shop-*",),
            labels={"team": "shop"},
            kinds=frozenset({Kind.DRIFT, Kind.BLOCKED}),
            least=Urgency.WARNING,
            mentions=("<@U012ABC>", "<!subteam^S012ABC>"),
            quiet=QuietHours(time(22), time(7, 30), "Europe/Berlin", frozenset({5, 6})),
            escalation=Escalation(timedelta(hours=4), "C9"),
            goes_on=True,
        ),
        Routing(sink="hook"),
    )
    assert (manners.group_wait, manners.repeat) == (timedelta(seconds=10), timedelta(hours=12))
    assert manners.commit_url == "https://git.example.com/{commit}"


def test_without_the_key_nobody_is_told() -> None:
    manners = parse_settings(GOOD, NAME, {}).manners
    assert (manners.sinks, manners.routes) == ((), ())


SLACK = "{name: slack, kind: slack, token_file: /run/bot}"
MISTAKES = {
    "a sink without its secret": (
        "sinks: [{name: a, kind: slack}]",
        "notify.sinks[0].kind: needs token_file beside it",
    ),
    "a webhook without an address": (
        "sinks: [{name: a, kind: webhook}]",
        "notify.sinks[0].kind: needs url or url_file beside it, and not both",
    ),
    "a webhook with two addresses": (
        'sinks: [{name: a, kind: webhook, url: "https://x.example", url_file: /x}]',
        "notify.sinks[0].kind: needs url or url_file beside it, and not both",
    ),
    "a key of another kind of sink": (
        "sinks: [{name: a, kind: slack-webhook, url_file: /x, topic_arn: 'arn:aws:sns:eu-west-1:123456789012:a'}]",
        "notify.sinks[0].topic_arn: means nothing to a sink of kind slack-webhook",
    ),
    "two sinks of one name": (f"sinks: [{SLACK}, {SLACK}]", "notify.sinks[1].name: is the name of sinks[0] already"),
    "an endpoint for clicks without the secret": (
        "sinks: [{name: a, kind: slack, token_file: /x, listen: '127.0.0.1:8090'}]",
        "notify.sinks[0].listen: only means something together with listen and signing_secret_file",
    ),
    "a route to nowhere": (
        f"sinks: [{SLACK}]\n  routes: [{{sink: slak}}]",
        "notify.routes[0].sink: is no sink of notify.sinks, which has slack",
    ),
    "a Slack app without a channel": (
        f"sinks: [{SLACK}]\n  routes: [{{sink: slack}}]",
        "notify.routes[0].sink: needs channel beside it: a Slack app may speak in many",
    ),
    "a mention that is none": (
        f'sinks: [{SLACK}]\n  routes: [{{sink: slack, channel: C1, mentions: ["@ada"]}}]',
        "notify.routes[0].mentions[0]: must be somebody in Slack's form",
    ),
    "an hour of day that is none": (
        f'sinks: [{SLACK}]\n  routes: [{{sink: slack, channel: C1, quiet: {{start: "25:00", end: "07:00"}}}}]',
        "notify.routes[0].quiet.start: must be a time of day such as 22:00",
    ),
    "a kind of incident that is none": (
        f"sinks: [{SLACK}]\n  routes: [{{sink: slack, channel: C1, kinds: [drfit]}}]",
        "did you mean drift?",
    ),
    "an address with a password in it": (
        'sinks: [{name: a, kind: webhook, url: "https://u:p@x.example"}]',
        "notify.sinks[0].url: must be an http or https URL with a host and no user",
    ),
    "a commit's address without a commit": (
        'commit_url: "https://git.example.com/x"',
        "notify.commit_url: must be a URL with {commit} in it",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_is_told_where_it_is(case: str) -> None:
    written, expected = MISTAKES[case]
    (found,) = mistakes(f"{GOOD}\nnotify:\n  {written}\n")
    assert expected in found
