"""Where the World's ports come from, and how settings and parts become a World."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.app.sinks import open_sink
from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.sessions import Access, open_clients
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.clock import SystemClock
from plumbrule.edge.contents import SUFFIX, FileContents
from plumbrule.edge.journal import open_journal
from plumbrule.edge.source import open_source
from plumbrule.edge.telemetry.logs import LogNotifier
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.loop.forgetful import Forgetful
from plumbrule.loop.unfailing import unfailing
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.registrant import Registrants
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.ids import TargetId
    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import Clock, Contents, Journal, Meter, Notifier, Revisions, Sink, Source
    from plumbrule.settings.values import Settings, TargetSettings


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the World's ports come from: one function each, so that a test can wrap a real one."""

    source: Callable[[Settings], Source]
    revisions: Callable[[Settings, TargetSettings], Revisions]
    journal: Callable[[Settings, bool], Journal]
    contents: Callable[[Settings], Contents]
    notifier: Notifier
    clock: Clock
    meter: Meter
    sink: Callable[[Settings, SinkSettings], Sink] = open_sink


def real_parts() -> Parts:
    """The parts of a real daemon. Buckets outlive a reload: AWS does not forget what was asked before."""
    clock, meter = SystemClock(), Counts()
    buckets: dict[tuple[TargetId, str], Bucket] = {}

    def revisions(settings: Settings, target: TargetSettings) -> Revisions:
        return _ecs(settings, target, buckets, clock)

    return Parts(
        source=_source,
        revisions=revisions,
        journal=lambda settings, writable: open_journal(settings.journal.path, writable=writable),
        contents=_contents,
        notifier=unfailing(LogNotifier(), meter),
        clock=clock,
        meter=meter,
    )


def build_world(
    settings: Settings, parts: Parts, journal: Journal, contents: Contents | None = None, *, may_act: bool = True
) -> World:
    """Settings and parts as one World; without `contents` nothing is known from before."""
    return World(
        generation=settings.generation,
        instance=settings.instance,
        pace=settings.pace,
        bounds=settings.bounds,
        shape=api_shape(),
        source=parts.source(settings),
        targets={
            one.target.name: TargetPorts(one.target, one.policy, parts.revisions(settings, one))
            for one in settings.targets
        },
        journal=journal,
        notifier=parts.notifier,
        clock=parts.clock,
        meter=parts.meter,
        confirmed_journal=settings.journal.confirmed or "",
        origin=settings.source.origin,
        accepted_rewind=settings.source.accept_rewind or "",
        may_act=may_act,
        facts=settings.facts,
        contents=Forgetful() if contents is None else contents,
        registrants=Registrants(settings.instance, settings.ci_roles),
        policy=settings.policy,
        version=__version__,
        manners=settings.manners,
    )


def _contents(settings: Settings) -> Contents:
    path = settings.journal.path
    return FileContents(path.with_name(path.name + SUFFIX))


def _source(settings: Settings) -> Source:
    source = settings.source
    return open_source(
        source.kind,
        source.path,
        branch=source.branch,
        folder=source.folder,
        bounds=settings.bounds,
        quiescence=source.quiescence,
        touch_file=source.touch_file,
        signing=settings.policy.signing,
    )


def _ecs(
    settings: Settings,
    target: TargetSettings,
    buckets: dict[tuple[TargetId, str], Bucket],
    clock: Clock,
) -> EcsRevisions:
    def bucket(kind: str, per_second: float, burst: int) -> Bucket:
        found = buckets.setdefault((target.target.id, kind), Bucket(burst, per_second, clock.monotonic))
        found.resize(burst, per_second)
        return found

    access = Access(
        region=target.target.id.region,
        instance=settings.instance,
        role_arn=target.role_arn,
        external_id=target.external_id,
        endpoint_url=target.endpoint_url,
        connections=settings.workers,
    )
    return EcsRevisions(
        clients=open_clients(access),
        region=access.region,
        reads=bucket("reads", target.reads.per_second, target.reads.burst),
        writes=bucket("writes", target.writes.per_second, target.writes.burst),
    )
