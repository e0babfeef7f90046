"""The long-running process: every thread is started and stopped here.

Start order: journal (nothing may be registered without it), workers, source watch, timer, doors, post, ears.
Stop order: timer, doors, ears and watch (nothing new comes in), workers (bounded), post, journal (last: all write
to it).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from plumbrule.app.ears import Ears
from plumbrule.app.inside import ShellInside
from plumbrule.app.parts import build_world
from plumbrule.app.post import Post
from plumbrule.edge.timer import Timer
from plumbrule.loop.containment import contain
from plumbrule.loop.desk import LoopDesk
from plumbrule.loop.health import HealthWatch
from plumbrule.loop.names import SOURCE_LANE, ReadSource
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.verifier import Verifier
from plumbrule.loop.vigil import Vigil
from plumbrule.loop.workers import Workers
from plumbrule.model.event import Event, Level, Notice
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.app.parts import Parts
    from plumbrule.loop.health import Health
    from plumbrule.model.ids import TargetName
    from plumbrule.model.tree import Tree
    from plumbrule.settings.values import Settings

VIGIL_SECONDS: Final = 6.0
"""For a look at the source under way when told to stop: watchdog's own threads are given five."""

DOOR_SECONDS: Final = 3.0
"""For what people asked and have no answer to yet."""

VERIFY_SECONDS: Final = 2.0
"""For the question in hand; nothing is lost with its answer."""

EAR_SECONDS: Final = 0.5
"""For messages in hand; a call that waits for some is left to itself, since what it brings would come again."""

POST_SECONDS: Final = 4.0
"""For the messages in hand; what is left waits in the journal."""

STOP_SECONDS: Final = 25.0
"""For what is in hand when told to stop; ECS kills a container 30 s after SIGTERM by default."""

REMIND: Final = timedelta(seconds=30)
"""Between two looks at what time has to say; a sweep that cannot end asks for none."""


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
        self._health = HealthWatch(self.shell)
        self._verifier = Verifier(self.shell)
        self._desk = LoopDesk(self.shell)
        self._inside = ShellInside(self.shell, parts.levels)
        self._door: Door = self._admin(settings)
        self._post = Post(self.shell, self._desk, parts.sink)
        self._ears = Ears(self.shell, parts.inbox)

    def start(self) -> None:
        """Begin; returns at once."""
        self._workers.start()
        self._watch()
        self._timer.start()
        self._verifier.start()
        self._door.start()
        self._post.open(self._settings)
        self._ears.open(self._settings)
        self._tell(Event.DAEMON_STARTED, version=__version__, targets=list(self.shell.world.targets))

    def reload(self, settings: Settings) -> None:
        """Swap in a World made of `settings`; everything that can fail has failed before anything is touched.

        Journal path, workers and log format stay as they were at the start; the notice names those that wait for one.
        """
        if settings.generation == self._settings.generation:
            self._reopen_post(settings)
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
        self._reopen_post(settings)
        if (settings.events, settings.instance) != (before.events, before.instance):
            self._ears.close(EAR_SECONDS)
            self._ears.open(settings)
        self._tell(Event.SETTINGS_RELOADED, changed=True, waits_for_restart=waiting)

    def _reopen_post(self, settings: Settings) -> None:
        """Whatever the settings say, the files with secrets may say something else."""
        self._post.close(POST_SECONDS)
        self._post.open(settings)

    def supervise(self, *, clock_stepped: bool) -> Health:
        """Called every second by the main thread: what no worker may be trusted with, and how the daemon is."""
        if clock_stepped:
            self._timer.poke()
        self._vigil.attend()
        return self._health.attend()

    def stop(self) -> bool:
        """Stop within `STOP_SECONDS`; whether everything in hand ended."""
        self._timer.stop()
        self._door.stop(DOOR_SECONDS)
        self._ears.close(EAR_SECONDS)
        self._try(self.shell.world.source.close)
        clean = self._workers.stop(STOP_SECONDS)
        self._vigil.stop(VIGIL_SECONDS)
        self._verifier.stop(VERIFY_SECONDS)
        self._post.close(POST_SECONDS)
        self._contents.close()
        self._try(self._journal.close)
        self._tell(Event.DAEMON_STOPPED, clean=clean)
        return clean

    def _admin(self, settings: Settings) -> Door:
        # The web server takes half a second to import, which no other verb has to pay.
        from plumbrule.edge.admin import AdminServer  # noqa: PLC0415

        return AdminServer(self._desk, self._inside, settings.admin, self.shell.say, __version__)

    def _watch(self) -> None:
        """Triggers only queue names: the watcher as a hint, the token poll as the truth, the sweep as the net below."""
        world = self.shell.world
        self._try(lambda: world.source.watch(self.shell.ask_source))
        self._timer.every(world.pace.poll, "poll", self.shell.ask_source, jitter=False)
        self._timer.every(REMIND, "remind", self.shell.ask_remind, jitter=False)
        names = {"poll", "remind"}
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
