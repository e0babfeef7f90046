"""`plumbrule run`: the daemon with its signals, and with whatever service manager started it.

SIGTERM, SIGINT: stop within a bound; a second one ends the process at once. SIGHUP: read the settings again.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from plumbrule.app import Daemon, Service, real_parts
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.options import config_option, settings_from
from plumbrule.edge.systemd import Systemd
from plumbrule.edge.telemetry.logs import set_up_logs
from plumbrule.errors import SettingsError
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from plumbrule.app import Parts

STOPS: Final = (signal.SIGTERM, signal.SIGINT)
HELD: Final = (*STOPS, signal.SIGHUP)

STEP_SECONDS: Final = 2.0
"""The wall clock has stepped when it moved so much more or less than the monotonic one."""


@contextmanager
def held_signals() -> Iterator[None]:
    """Keep the signals for `next_signal` instead of handlers, which may interrupt a thread while it holds a lock.

    Threads started inside never see them. Before and after, a signal ends the process at once, with 130 or 143.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        for number in STOPS:
            signal.signal(number, _leave)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)


def next_signal(seconds: float) -> signal.Signals | None:
    """The next held signal, waiting at most so long."""
    arrived = signal.sigtimedwait(HELD, seconds)
    return signal.Signals(arrived.si_signo) if arrived else None


def _leave(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)


@click.command("run", epilog="Example: plumbrule run --config /etc/plumbrule/plumbrule.yaml")
@config_option
def command(config: Path) -> None:
    """Watch the source and hold ECS to it, until told to stop."""
    faulthandler.enable()  # a watchdog's SIGABRT shows where each thread stands
    service = Service(Systemd.taken_from(os.environ, os.getpid()))
    with plain_errors():
        settings = settings_from(config)
        set_up_logs(style=settings.log.format, level=settings.log.level)
        parts = real_parts()
        daemon = Daemon(settings, parts)
    with held_signals():
        daemon.start()
        attend(daemon, parts, config, service)
    service.stopping()
    sys.exit(Exit.CLEAN if daemon.stop() else Exit.COULD_NOT_RUN)


def attend(daemon: Daemon, parts: Parts, config: Path, service: Service) -> None:
    """The main thread's whole life: wait for signals, supervise once a second."""
    skew = _skew(parts)
    while (arrived := next_signal(1.0)) not in STOPS:
        if arrived is signal.SIGHUP:
            service.reloading()
            service.reloaded(accepted=reload(daemon, parts, config))
        before, skew = skew, _skew(parts)
        health = daemon.supervise(clock_stepped=abs(skew - before) > STEP_SECONDS)
        service.attend(health, parts.clock.monotonic())
    parts.notifier.tell(Notice(Event.STOP_REQUESTED, Level.INFO, {"signal": arrived.name}))


def reload(daemon: Daemon, parts: Parts, config: Path) -> bool:
    """Whether the file was taken; one with mistakes is told and changes nothing."""
    try:
        daemon.reload(settings_from(config))
    except SettingsError as error:
        parts.notifier.tell(Notice(Event.RELOAD_REFUSED, Level.ERROR, {"mistakes": list(error.mistakes)}))
        return False
    return True


def _skew(parts: Parts) -> float:
    return parts.clock.now().timestamp() - parts.clock.monotonic()
