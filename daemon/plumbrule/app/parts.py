"""Where the World's ports come from, and how settings and parts become a World."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.app.access import access_to, open_writer, own_arn
from plumbrule.app.ears import open_inbox
from plumbrule.app.sinks import open_sink
from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.calls import uncounted
from plumbrule.edge.aws.dependencies import AwsDependencies
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.services import EcsServices
from plumbrule.edge.aws.sessions import Clients, open_clients
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
from plumbrule.model.metrics import AWS_CALLS
from plumbrule.model.registrant import Registrants
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.edge.aws.access import Access
    from plumbrule.edge.aws.calls import Counted, Outcome
    from plumbrule.model.ids import TargetId, TargetName
    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import (
        Clock,
        Contents,
        Dependencies,
        Inbox,
        Journal,
        Meter,
        Notifier,
        Revisions,
        Services,
        Sink,
        Source,
    )
    from plumbrule.settings.values import QueueSettings, Rate, Settings, TargetSettings


def open_dependencies(settings: Settings, target: TargetSettings, counted: Counted = uncounted) -> Dependencies | None:
    """Who says something about things that tasks need; nobody is called yet. None where nobody may be asked."""
    if not target.services.asked:
        return None
    return AwsDependencies(access_to(settings, target), target.services.url, counted)


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the World's ports come from: one function each, so that a test can wrap a real one.

    Attributes:
        levels: how full each bucket of an account and Region is, by its kind.
    """

    source: Callable[[Settings], Source]
    revisions: Callable[[Settings, TargetSettings], Revisions]
    services: Callable[[Settings, TargetSettings], Services]
    journal: Callable[[Settings, bool], Journal]
    contents: Callable[[Settings], Contents]
    notifier: Notifier
    clock: Clock
    meter: Meter
    sink: Callable[[Settings, SinkSettings], Sink] = open_sink
    dependencies: Callable[[Settings, TargetSettings], Dependencies | None] = open_dependencies
    inbox: Callable[[Settings, QueueSettings], Inbox] = open_inbox
    levels: Callable[[TargetId], Mapping[str, float]] = lambda _: {}


def real_parts(clock: Clock | None = None) -> Parts:
    """The parts of a real daemon; another clock is for whoever cannot wait for weeks."""
    clock, meter = clock or SystemClock(), Counts()
    ways = _Ways(clock, meter)
    return Parts(
        source=_source,
        revisions=ways.revisions,
        services=ways.services,
        journal=lambda settings, writable: open_journal(settings.journal.path, writable=writable),
        contents=_contents,
        notifier=unfailing(LogNotifier(), meter),
        clock=clock,
        meter=meter,
        dependencies=ways.dependencies,
        levels=ways.levels,
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
        targets={one.target.name: _ports_of(settings, parts, one) for one in settings.targets},
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
        verification=settings.verification,
    )


def _ports_of(settings: Settings, parts: Parts, of: TargetSettings) -> TargetPorts:
    return TargetPorts(
        of.target,
        of.policy,
        parts.revisions(settings, of),
        parts.services(settings, of),
        parts.dependencies(settings, of),
        own_arn(settings, of),
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


@dataclass(frozen=True, slots=True)
class _Ways:
    """How targets are reached. Buckets outlive a reload: AWS does not forget what was asked before.

    Attributes:
        clients: of the settings' present generation, so that what is registered and what runs share connections.
    """

    clock: Clock
    meter: Meter
    buckets: dict[tuple[TargetId, str], Bucket] = field(default_factory=dict)
    clients: dict[tuple[str, TargetName, Access], Clients] = field(default_factory=dict)

    def revisions(self, settings: Settings, target: TargetSettings) -> Revisions:
        return EcsRevisions(
            clients=self._clients(settings, target),
            region=target.target.id.region,
            reads=self._bucket(target, "reads", target.reads),
            writes=self._bucket(target, "writes", target.writes),
            writer=open_writer(settings, target, self._counted(target.target.name)),
        )

    def services(self, settings: Settings, target: TargetSettings) -> Services:
        return EcsServices(
            ecs=self._clients(settings, target).ecs,
            cluster_reads=self._bucket(target, "cluster reads", target.service_reads),
            service_reads=self._bucket(target, "service reads", target.service_reads),
        )

    def dependencies(self, settings: Settings, target: TargetSettings) -> Dependencies | None:
        return open_dependencies(settings, target, self._counted(target.target.name))

    def levels(self, where: TargetId) -> Mapping[str, float]:
        found = tuple(self.buckets.items())
        return {kind: bucket.level() for (id_, kind), bucket in found if id_ == where}

    def _counted(self, target: TargetName) -> Counted:
        def counted(operation: str, outcome: Outcome) -> None:
            self.meter.count(AWS_CALLS, target, operation, outcome.value)

        return counted

    def _bucket(self, target: TargetSettings, kind: str, rate: Rate) -> Bucket:
        new = Bucket(rate.burst, rate.per_second, self.clock.monotonic)
        found = self.buckets.setdefault((target.target.id, kind), new)
        found.resize(rate.burst, rate.per_second)
        return found

    def _clients(self, settings: Settings, target: TargetSettings) -> Clients:
        """Another generation's are left to their passes under way."""
        for old in [key for key in self.clients if key[0] != settings.generation]:
            del self.clients[old]
        access, name = access_to(settings, target), target.target.name
        key = (settings.generation, name, access)
        return self.clients.get(key) or self.clients.setdefault(key, open_clients(access, self._counted(name)))
