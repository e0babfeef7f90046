"""The keys under `notify`."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from plumbrule.model.manners import Manners
from plumbrule.settings.kinds import Span
from plumbrule.settings.kinds_notify import DayWord, KindWord, SinkWord, TimeOfDay, UrgencyWord
from plumbrule.settings.policy.kinds import Zone
from plumbrule.settings.section import Section
from plumbrule.settings.texts import (
    ApiUrl,
    Channel,
    CommitUrl,
    Listen,
    Mention,
    NameGlob,
    RegionOrNone,
    RoleOrNone,
    SecretFile,
    TargetLabel,
    TopicArn,
    WebhookUrl,
)

_MANNERS = Manners()
_MONTH = timedelta(days=30)


class SinkForm(Section):
    """One place where people or machines are told."""

    name: TargetLabel = Field(description="What routes call it; unique.", examples=["slack"])
    kind: SinkWord = Field(
        description="`slack` is an app with a bot token, `slack-webhook` an incoming webhook, `webhook` sends "
        "CloudEvents as JSON, `sns` publishes to a topic."
    )
    token_file: SecretFile = Field(
        default="",
        description="Of `slack`: a file with the bot token. It needs the scopes chat:write and "
        "channels:history (groups:history for private channels).",
        examples=["/run/secrets/slack-bot-token"],
    )
    app_token_file: SecretFile = Field(
        default="",
        description="Of `slack`: a file with an app-level token with connections:write: clicks come "
        "by Socket Mode, and nobody has to reach the daemon.",
    )
    signing_secret_file: SecretFile = Field(
        default="",
        description="Of `slack`: a file with the app's signing secret: clicks come by HTTP.",
    )
    listen: Listen = Field(
        default="",
        description="Of `slack`, with signing_secret_file: host and port where clicks come, at /slack/actions. "
        "Whoever terminates TLS stands before it.",
        examples=["127.0.0.1:8090"],
    )
    api_url: ApiUrl = Field(
        default="https://slack.com/api/", description="Of `slack`: where the Web API answers; with a / at the end."
    )
    url: WebhookUrl = Field(
        default="",
        description="Of `webhook`: where it goes, where the address is no secret; else `url_file` holds it.",
        examples=["https://hooks.example.com/plumbrule"],
    )
    url_file: SecretFile = Field(
        default="",
        description="Of `slack-webhook` and `webhook`: a file with the address, which is a secret.",
    )
    secret_file: SecretFile = Field(
        default="",
        description="Of `webhook`: a file with the secret that it is signed with, as Standard "
        "Webhooks have it (`whsec_…`); empty leaves it unsigned.",
    )
    topic_arn: TopicArn = Field(
        default="", description="Of `sns`: the topic.", examples=["arn:aws:sns:eu-west-1:123456789012:alerts"]
    )
    region: RegionOrNone = Field(default="", description="Of `sns`: its Region; empty takes the topic's.")
    role_arn: RoleOrNone = Field(
        default="", description="Of `sns`: the role to assume for publishing; empty takes the daemon's credentials."
    )
    endpoint_url: WebhookUrl = Field(default="", description="Of `sns`: where it answers instead of AWS.")


class QuietForm(Section):
    """Hours in which only what is critical is said; the rest waits for their end, in its newest state."""

    start: TimeOfDay = Field(description="When they begin, such as 22:00.", examples=["22:00"])
    end: TimeOfDay = Field(description="When they end; at or before `start` means the next day.", examples=["07:00"])
    time_zone: Zone = Field(default="UTC", description="Of both: an IANA name.", examples=["Europe/Berlin"])
    days: list[DayWord] = Field(
        default_factory=list, description="On which they begin; empty means every day.", examples=[["sat", "sun"]]
    )


class EscalationForm(Section):
    """Who is told besides when nobody takes an incident."""

    after: Annotated[timedelta, Span(timedelta(minutes=1), _MONTH)] = Field(
        description="How long it may be open without being acknowledged.", examples=["4h"]
    )
    channel: Channel = Field(default="", description="Where; empty is the route's own channel.")
    mentions: list[Mention] = Field(default_factory=list, description="Who is called; empty are the route's own.")


class RoutingForm(Section):
    """Which incidents go where; what is left out matches everything. The first route that fits takes it."""

    sink: TargetLabel = Field(description="The name of one of `sinks`.")
    channel: Channel = Field(
        default="",
        description="Of a `slack` sink: the channel's id; by its name a lost answer may cost a repeat.",
        examples=["C0123456789"],
    )
    targets: list[NameGlob] = Field(default_factory=list, description="Names of targets, with * and ?.")
    families: list[NameGlob] = Field(default_factory=list, description="Names of families, with * and ?.")
    labels: dict[TargetLabel, str] = Field(
        default_factory=dict,
        description="Labels of target or manifest that have to be there, with * and ?.",
        examples=[{"team": "payments"}],
    )
    kinds: list[KindWord] = Field(default_factory=list, description="Kinds of incident; empty means all.")
    urgency: UrgencyWord = Field(default="info", description="The least that is told: info, warning or critical.")
    mentions: list[Mention] = Field(
        default_factory=list,
        description="Who is called by name, in Slack's own form: `<@U…>`, `<!subteam^S…>`, `<!here>`.",
        examples=[["<!subteam^S0123456789>"]],
    )
    quiet: QuietForm | None = Field(default=None, description="Hours in which only what is critical is said.")
    escalation: EscalationForm | None = Field(default=None, description="Who is told besides, and after how long.")
    goes_on: bool = Field(default=False, description="Whether routes below may take the incident as well.")


class NotifyForm(Section):
    """Who is told what, and when. Without sinks nobody is; incidents are kept all the same."""

    sinks: list[SinkForm] = Field(
        default_factory=list,
        description="Places where people or machines are told. A file with a secret goes by its absolute path, or by "
        "the name of a credential that systemd loads for the service.",
    )
    routes: list[RoutingForm] = Field(default_factory=list, description="Which incidents go where, in order.")
    group_wait: Annotated[timedelta, Span(timedelta(0), timedelta(minutes=30))] = Field(
        default=_MANNERS.group_wait,
        description="So long incidents are gathered, so that families with one cause are one message.",
    )
    repeat: Annotated[timedelta, Span(timedelta(minutes=1), _MONTH)] = Field(
        default=_MANNERS.repeat,
        description="How often an incident that nobody has taken is told again; one that was acknowledged seven times "
        "less often.",
    )
    undeployed_after: Annotated[timedelta, Span(timedelta(0), _MONTH)] = Field(
        default=_MANNERS.undeployed_after,
        description="How long services may run something else than the registered revision before that is an incident "
        "of kind `rollout`.",
    )
    keep: Annotated[timedelta, Span(timedelta(days=1), timedelta(days=3650))] = Field(
        default=_MANNERS.keep, description="How long incidents that are over are kept."
    )
    commit_url: CommitUrl = Field(
        default="",
        description="Where a commit is shown, with `{commit}` in it.",
        examples=["https://git.example.com/specs/commit/{commit}"],
    )
