"""How and where people are told: values of the settings under `notify`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plumbrule.model.incident import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time

    from plumbrule.model.incident import Kind


class SinkKind(StrEnum):
    """What a sink speaks."""

    SLACK = "slack"
    """A bot token: living messages, threads, buttons."""
    SLACK_WEBHOOK = "slack-webhook"
    """An incoming webhook: a message each time."""
    WEBHOOK = "webhook"
    """CloudEvents in JSON, signed in the manner of Standard Webhooks."""
    SNS = "sns"


@dataclass(frozen=True, slots=True)
class SinkSettings:
    """One sink; which of its keys count depends on its kind.

    Attributes:
        api_url: where Slack's Web API answers, with a slash at the end.
        url: of a webhook, where it may be known to everybody; else `url_file` holds it.
        listen: host and port of the endpoint for clicks, where Slack reaches us by HTTP.
    """

    name: str
    kind: SinkKind
    token_file: str = ""
    app_token_file: str = ""
    signing_secret_file: str = ""
    listen: str = ""
    api_url: str = "https://slack.com/api/"
    url: str = ""
    url_file: str = ""
    secret_file: str = ""
    topic_arn: str = ""
    region: str = ""
    role_arn: str = ""
    endpoint_url: str = ""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When only what is critical is said; what is less urgent waits for the end.

    Attributes:
        start: local time in `zone`; later than `end` means over midnight.
        days: on which it begins, Monday is 0.
    """

    start: time
    end: time
    zone: str = "UTC"
    days: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told besides when nobody takes an incident."""

    after: timedelta
    channel: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    """Which incidents go where; what is empty matches everything.

    Attributes:
        targets: globs of target names; an incident of no target matches none of them.
        families: globs of family names.
        labels: all of them have to be there, with globs for values.
        least: less urgent ones do not match.
        goes_on: whether routes below may take the incident as well.
    """

    sink: str
    channel: str = ""
    targets: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] = frozenset()
    least: Urgency = Urgency.INFO
    mentions: tuple[str, ...] = ()
    quiet: QuietHours | None = None
    escalation: Escalation | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Manners:
    """When something is said, and where.

    Attributes:
        group_wait: so long incidents are gathered before the first message about them.
        join_within: an incident of the same cause joins a message that is not older.
        repeat: after so long an incident that nobody has taken is said again; seven times as long for one that
            somebody has acknowledged.
        reopen_within: the same again after a shorter peace goes on with the incident it was.
        undeployed_after: so long what is registered may stay undeployed before that is an incident.
        keep: what is over and said is forgotten after so long.
        commit_url: with `{commit}` in it; empty shows no link.
    """

    sinks: tuple[SinkSettings, ...] = ()
    routes: tuple[Routing, ...] = ()
    group_wait: timedelta = timedelta(seconds=30)
    join_within: timedelta = timedelta(hours=1)
    repeat: timedelta = timedelta(hours=24)
    reopen_within: timedelta = timedelta(hours=1)
    undeployed_after: timedelta = timedelta(hours=1)
    keep: timedelta = timedelta(days=90)
    commit_url: str = ""


SILENT: Final = Manners()
"""Nobody is told; incidents are kept all the same."""
