"""The settings file as pydantic reads it: every key with its words, its default and its bounds.

Internal to `settings/`: what leaves is `values.Settings`.
The words in `description` are the reference: the JSON Schema, docs/reference/settings.md and editors show them.
What spans several keys is judged in `across.py`, so that it is told even where another key is wrong.
"""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from plumbrule.model.event import Level
from plumbrule.model.pace import Pace
from plumbrule.settings.form_admin import AdminForm
from plumbrule.settings.form_events import EventsForm
from plumbrule.settings.form_network import NetworkForm
from plumbrule.settings.form_notify import NotifyForm
from plumbrule.settings.form_source import SourceForm
from plumbrule.settings.form_target import TargetForm
from plumbrule.settings.form_verify import VerifyForm
from plumbrule.settings.kinds import Decimal, Span, Whole
from plumbrule.settings.kinds_fact import Day, FactValue, FieldPath, Reason
from plumbrule.settings.kinds_rule import RuleId, RulingWord
from plumbrule.settings.section import Section
from plumbrule.settings.texts import AbsolutePath, InstanceName, JournalId, PathOrNone, RolePattern
from plumbrule.settings.values import LogFormat

_PACE = Pace()
_DAY = timedelta(days=1)
_WAIT = Span(timedelta(milliseconds=100), _DAY)


class JournalForm(Section):
    """The durable record of what was agreed, intended and done."""

    path: AbsolutePath = Field(
        default="/var/lib/plumbrule/journal.sqlite",
        description="Absolute path of the SQLite file, on a local disk that outlives the process.",
    )
    confirmed: JournalId = Field(
        default="",
        description="The id of a new journal that is accepted after the old one was lost; the event journal_unknown "
        "shows it. Until then nothing is automatic. Empty otherwise.",
        examples=["0b5f4f3c1d2e4a6f8a9b0c1d2e3f4a5b"],
    )


class BackOffForm(Section):
    """How long a failing family waits before it is looked at again."""

    first: Annotated[timedelta, _WAIT] = Field(
        default=_PACE.back_off_first, description="After the first failure; it doubles with each further one."
    )
    most: Annotated[timedelta, _WAIT] = Field(default=_PACE.back_off_most, description="The longest wait.")


class VanishForm(Section):
    """When families that vanish from the source at once are taken for a broken source."""

    share: Annotated[float, Decimal(1)] = Field(
        default=_PACE.vanish_share,
        description="More than this share of all families vanishing at once is refused; 1 allows any.",
    )
    floor: Annotated[int, Whole(0, 1_000_000)] = Field(
        default=_PACE.vanish_floor, description="The share does not apply below so many families."
    )


class BreakerForm(Section):
    """When families that differ although nobody changed anything stop a target from registering."""

    share: Annotated[float, Decimal(1)] = Field(
        default=_PACE.breaker_share,
        description="So large a share of a target's families, at least `floor` of them, opens its breaker: nothing is "
        "registered there until fewer differ.",
    )
    floor: Annotated[int, Whole(1, 1_000_000)] = Field(
        default=_PACE.breaker_floor, description="Fewer families than these never open a breaker."
    )


class FactForm(Section):
    """One thing the operator knows of a field."""

    path: FieldPath = Field(
        description="The field's path in RegisterTaskDefinition, lists written with `[]`; a single entry of a map goes "
        "by its key. It need not be a field that Plumbrule knows.",
        examples=["containerDefinitions[].newField"],
    )
    default: FactValue = Field(
        description="The value that means the same as absence there, in place of the default Plumbrule knows; anything "
        "else is a difference.",
        examples=["enabled"],
    )
    until: Day = Field(
        description="The last day, in UTC, on which it counts, in quotes or not.", examples=["2027-01-31"]
    )
    reason: Reason = Field(description="Why, for whoever reads it next.", examples=["AWS fills it in since 2026-11"])


class LogForm(Section):
    """What is logged, to standard output."""

    format: Annotated[LogFormat, Field(strict=False)] = Field(
        default=LogFormat.AUTO,
        description="How lines look: `auto` is pretty on a terminal and JSON elsewhere.",
    )
    level: Annotated[Level, Field(strict=False)] = Field(
        default=Level.INFO, description="The quietest level that is logged; passes that change nothing are debug."
    )


class SettingsForm(Section):
    """The settings of one Plumbrule installation."""

    version: Literal[1] = Field(description="The version of this file's format.")
    instance: InstanceName = Field(
        description="The name of this installation. It goes into the tags of everything it registers, so two "
        "installations that share an account must differ, and it should never change.",
        examples=["payments-prod"],
    )
    source: SourceForm = Field(description="Where the specs are read from.")
    targets: list[TargetForm] = Field(
        min_length=1, description="Where task definitions live, one item for each account and Region."
    )
    rules: dict[RuleId, RulingWord] = Field(
        default_factory=dict,
        description="What is made of single rules in every target: error, warning, info or off, by the rule's id. Only "
        "rules about meaning can be changed, not those about a file's form or a value's shape.",
        examples=[{"R065": "off"}],
    )
    journal: JournalForm = Field(default=JournalForm(), description="The durable record.")
    ci_roles: list[RolePattern] = Field(
        default_factory=list,
        description="Names of the roles or sessions that CI registers with, so that drift says `ci` and not `role`; "
        "`*` is any text, `?` one character.",
        examples=[["*github-actions*", "deploy-*"]],
    )
    sweep: Annotated[timedelta, Span(timedelta(seconds=1), _DAY)] = Field(
        default=_PACE.sweep, description="Time between two full sweeps of a target, more or less by a tenth."
    )
    standstill: Annotated[timedelta, Span(timedelta(seconds=1), timedelta(hours=1))] = Field(
        default=_PACE.standstill,
        description="What a worker has in hand for longer stands still, and so does a source that is not looked at for "
        "longer: the daemon counts as dead then, and systemd's watchdog restarts it.",
    )
    policy: PathOrNone = Field(
        default="",
        description="Absolute path of the policy file: who and what may change ECS. Without one, only another tag of "
        "the same repository goes by itself, and nobody is known who could approve anything else.",
        examples=["/etc/plumbrule/policy.yaml"],
    )
    admin: AdminForm = Field(default=AdminForm(), description="Where people reach the running daemon.")
    notify: NotifyForm = Field(default=NotifyForm(), description="Who is told what, and when.")
    verify: VerifyForm = Field(default=VerifyForm(), description="Whether new tasks would still start.")
    events: list[EventsForm] = Field(
        default_factory=list,
        description="Queues whose events name families to look at now, so that drift is seen within seconds of the "
        "event instead of at the next sweep. Sweeps go on as before: events may be late or lost.",
    )
    network: NetworkForm = Field(default=NetworkForm(), description="What stands between the daemon and AWS.")
    workers: Annotated[int, Whole(1, 64)] = Field(
        default=16, description="How many families are worked on at once, over all targets."
    )
    back_off: BackOffForm = Field(default=BackOffForm(), description="Waiting after failures.")
    vanish: VanishForm = Field(default=VanishForm(), description="Protection against a source that lost its files.")
    breaker: BreakerForm = Field(
        default=BreakerForm(), description="Protection against defaults of AWS that change for many families at once."
    )
    facts: list[FactForm] = Field(
        default_factory=list,
        description="What the operator knows of fields before Plumbrule does, each with an end; the event "
        "breaker_opened proposes one.",
    )
    log: LogForm = Field(default=LogForm(), description="Log lines.")
