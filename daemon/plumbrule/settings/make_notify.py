"""From the form of `notify` to its values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from plumbrule.model.incident import Kind, Urgency
from plumbrule.model.manners import Escalation, Manners, QuietHours, Routing, SinkKind, SinkSettings
from plumbrule.settings.kinds_notify import DAYS, read_time

if TYPE_CHECKING:
    from plumbrule.settings.form_notify import EscalationForm, NotifyForm, QuietForm, RoutingForm, SinkForm


def manners(form: NotifyForm) -> Manners:
    """What the form means."""
    return Manners(
        sinks=tuple(_sink(one) for one in form.sinks),
        routes=tuple(_route(one) for one in form.routes),
        group_wait=form.group_wait,
        repeat=form.repeat,
        undeployed_after=form.undeployed_after,
        keep=form.keep,
        commit_url=form.commit_url,
    )


def _sink(form: SinkForm) -> SinkSettings:
    region = form.region or (form.topic_arn or ":::").split(":")[3]
    return SinkSettings(**{**form.model_dump(), "kind": SinkKind(form.kind), "region": region})


def _route(form: RoutingForm) -> Routing:
    return Routing(
        sink=form.sink,
        channel=form.channel,
        targets=tuple(form.targets),
        families=tuple(form.families),
        labels=MappingProxyType(form.labels),
        kinds=frozenset(map(Kind, form.kinds)),
        least=Urgency(form.urgency),
        mentions=tuple(form.mentions),
        quiet=_quiet(form.quiet) if form.quiet else None,
        escalation=_escalation(form.escalation) if form.escalation else None,
        goes_on=form.goes_on,
    )


def _quiet(form: QuietForm) -> QuietHours:
    days = frozenset(map(DAYS.index, form.days)) or frozenset(range(len(DAYS)))
    return QuietHours(read_time(form.start), read_time(form.end), form.time_zone, days)


def _escalation(form: EscalationForm) -> Escalation:
    return Escalation(form.after, form.channel, tuple(form.mentions))
