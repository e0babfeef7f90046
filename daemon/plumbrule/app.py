"""The composition root: the only module that knows every concrete class, and that starts and stops every thread.

Start order: journal (nothing may be registered without it), workers, source watch, timer.
Stop order: timer and watch (nothing new comes in), workers (bounded), journal (last, since they write to it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.sessions import Access, open_clients
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.clock import SystemClock
from plumbrule.edge.contents import SUFFIX, FileContents
from plumbrule.edge.journal import open_journal
from plumbrule.edge.source import GitSource, open_source
from plumbrule.edge.telemetry.logs import LogNotifier
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.edge.timer import Timer
from plumbrule.errors import SourceError, Throttled, Unavailable
from plumbrule.loop.containment import contain
from plumbrule.loop.desk import LoopDesk
from plumbrule.loop.forgetful import Forgetful
from plumbrule.loop.intake import understood
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import SOURCE_LANE, ReadSource, Shell
from plumbrule.loop.unfailing import unfailing
from plumbrule.loop.vigil import Vigil
from plumbrule.loop.workers import Workers
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.registrant import Registrants
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.core.tell.speak import Standing
    from plumbrule.model.ids import Key, TargetId, TargetName
    from plumbrule.model.spec import Snapshot
    from plumbrule.model.tree import Tree
    from plumbrule.ports import Clock, Contents, Journal, Meter, Notifier, Revisions, Source
    from plumbrule.settings.values import Settings, TargetSettings

FATAL_TO_A_SURVEY: Final = frozenset(
    {Event.SOURCE_FAILED, Event.TARGET_STALLED, Event.TARGET_FAILED, Event.FAILURE_CONTAINED}
)

VIGIL_SECONDS: Final = 6.0
"""For a look at the source under way when told to stop: watchdog's own threads are given five."""

DOOR_SECONDS: Final = 3.0
"""For what people asked and have no answer to yet."""

STOP_SECONDS: Final = 25.0
"""For what is in hand when told to stop; ECS kills a container 30 s after SIGTERM by default."""


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
    )


class Survey:
    """One sweep of every target that changes nothing; what `plumbrule plan` and `plumbrule diff` show.

    Args:
        settings: whose targets are swept.
        parts: where the ports come from.
        chosen: which families are looked at; every one when nothing is said.
        since: a commit; only families whose spec says something else than it said there are looked at.

    Raises:
        SourceError: from the constructor, when there is no such commit, or the source has none.

    Attributes:
        base: what Git said at `since`, by target and family; None where nobody asked.
        standings: every family as it stands.
        notices: everything that was said on the way.
    """

    def __init__(
        self,
        settings: Settings,
        parts: Parts,
        chosen: Callable[[Key], bool] = lambda _: True,
        *,
        since: str | None = None,
    ) -> None:
        self.standings: list[Standing] = []
        self.notices: list[Notice] = []
        self._journal = parts.journal(settings, False)  # noqa: FBT003 - read only
        heard = replace(parts, notifier=_Collector(self.notices))
        world = build_world(settings, heard, self._journal, may_act=False)
        self.base = None if since is None else understood(world, _snapshot_at(world.source, since))
        world = replace(world, on_settled=self.standings.append, chosen=lambda key: chosen(key) and self._moved(key))
        self.shell = Shell(world, WorkQueue(parts.clock))
        self._workers = Workers(self.shell, settings.workers)

    @property
    def gone(self) -> tuple[Key, ...]:
        """Families that Git named at `since` and names no more."""
        intake = self.shell.intake
        return tuple(sorted((self.base or {}).keys() - intake.specs.keys())) if intake else ()

    def _moved(self, key: Key) -> bool:
        intake = self.shell.intake
        if self.base is None or intake is None:
            return True
        before, now = self.base.get(key), intake.specs.get(key)
        return before is None or now is None or before.input_digest != now.input_digest

    def run(self) -> None:
        """Sweep until every target was seen once.

        Raises:
            Unavailable: with the first trouble that keeps the survey from being whole, in its own words.
        """
        self._workers.start()
        self.shell.ask_source()
        try:
            while any(self.shell.sweeps.finished(target) == 0 for target in self.shell.world.targets):
                self._refuse_trouble()
                self.shell.sweeps.wait(0.1)
            self._refuse_trouble()
        finally:
            self._workers.stop(STOP_SECONDS)
            self._journal.close()

    def _refuse_trouble(self) -> None:
        for notice in tuple(self.notices):
            if notice.event in FATAL_TO_A_SURVEY and notice.fields.get("code") != Throttled.code:
                raise Unavailable(str(notice.fields["message"]), place=str(notice.fields.get("where", "")))


def _snapshot_at(source: Source, commit: str) -> Snapshot:
    if not isinstance(source, GitSource):
        raise SourceError("only a source of kind git knows other commits than the present one")
    return source.at(commit)


@dataclass(frozen=True, slots=True)
class _Collector:
    notices: list[Notice]

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)


class Door(Protocol):
    """Where people reach the daemon; see `edge/admin`."""

    def start(self) -> None:
        """Open it."""

    def stop(self, seconds: float) -> bool:
        """Close it."""
        ...


class Daemon:
    """The long-running process, without its signals (`cli/run.py` has those).

    Raises:
        JournalError: from the constructor, when the journal cannot be had.
    """

    def __init__(self, settings: Settings, parts: Parts) -> None:
        self._parts = parts
        self._settings = settings
        self._journal = parts.journal(settings, True)  # noqa: FBT003 - writable
        self._contents = parts.contents(settings)  # after the journal, whose lock guards it, too
        self._timer = Timer()
        world = build_world(settings, parts, self._journal, self._contents)
        self.shell = Shell(world, WorkQueue(parts.clock))
        self._workers = Workers(self.shell, settings.workers)
        self._vigil = Vigil(self.shell)
        self._door: Door = self._admin(settings)

    def start(self) -> None:
        """Begin; returns at once."""
        self._workers.start()
        self._watch()
        self._timer.start()
        self._door.start()
        self._tell(Event.DAEMON_STARTED, version=__version__, targets=list(self.shell.world.targets))

    def reload(self, settings: Settings) -> None:
        """Swap in a World made of `settings`; everything that can fail has failed before anything is touched.

        Journal path, workers and log format stay as they were at the start; the notice names those that wait for one.
        """
        if settings.generation == self._settings.generation:
            self._tell(Event.SETTINGS_RELOADED, changed=False)
            return
        waiting = _waits_for_restart(self._settings, settings)
        world = build_world(settings, self._parts, self._journal, self._contents)
        before, self._settings = self._settings, settings
        self._try(self.shell.world.source.close)
        self.shell.swap(world)
        self._watch()
        if settings.admin != before.admin:
            self._door.stop(DOOR_SECONDS)
            self._door = self._admin(settings)
            self._door.start()
        self._tell(Event.SETTINGS_RELOADED, changed=True, waits_for_restart=waiting)

    def supervise(self, *, clock_stepped: bool) -> None:
        """Called every second by the main thread: what no worker may be trusted with."""
        if clock_stepped:
            self._timer.poke()
        self._vigil.attend()

    def stop(self) -> bool:
        """Stop within `STOP_SECONDS`; whether everything in hand ended."""
        self._timer.stop()
        self._door.stop(DOOR_SECONDS)
        self._try(self.shell.world.source.close)
        clean = self._workers.stop(STOP_SECONDS)
        self._vigil.stop(VIGIL_SECONDS)
        self._contents.close()
        self._try(self._journal.close)
        self._tell(Event.DAEMON_STOPPED, clean=clean)
        return clean

    def _admin(self, settings: Settings) -> Door:
        # The web server takes half a second to import, which no other verb has to pay.
        from plumbrule.edge.admin import AdminServer  # noqa: PLC0415

        desk = LoopDesk(self.shell)
        return AdminServer(desk, settings.admin, self.shell.say, __version__)

    def _watch(self) -> None:
        """Triggers only queue names: the watcher as a hint, the token poll as the truth, the sweep as the net below."""
        world = self.shell.world
        self._try(lambda: world.source.watch(self.shell.ask_source))
        self._timer.every(world.pace.poll, "poll", self.shell.ask_source, jitter=False)
        names = {"poll"}
        for target in world.targets:
            self._timer.every(world.pace.sweep, f"sweep {target}", _asking(self.shell, target), jitter=True)
            names.add(f"sweep {target}")
        self._timer.forget(frozenset(names))

    def _try(self, call: Callable[[], None]) -> None:
        """What does not work is told: hints may be missing at the start, and nothing may keep the end from coming."""
        try:
            call()
        except Exception as error:  # noqa: BLE001 - the main thread must not die of it
            contain(self.shell, SOURCE_LANE, ReadSource(), error)

    def _tell(self, event: Event, **fields: Tree) -> None:
        self.shell.world.notifier.tell(Notice(event, Level.INFO, fields))


def _waits_for_restart(before: Settings, now: Settings) -> list[Tree]:
    pairs = {
        "journal.path": (before.journal.path, now.journal.path),
        "workers": (before.workers, now.workers),
        "log": (before.log, now.log),
    }
    return [name for name, (old, new) in pairs.items() if old != new]


def _asking(shell: Shell, target: TargetName) -> Callable[[], None]:
    return lambda: shell.ask_sweep(target)


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
