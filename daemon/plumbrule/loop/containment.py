"""What a failure costs: only what it must. Who can mend it decides who hears of it and how long it waits.

| error | who waits | who hears |
|---|---|---|
| our own bucket is empty | the target, until there is a token | nobody |
| Throttled, Unavailable | the target, longer each time | once per trouble |
| Denied | the target, a minute | once per trouble |
| SourceError | nothing: the last good snapshot stays | once per trouble |
| JournalError | the family, longer each time | once per trouble |
| anything else | the family, longer each time | once per fault, with its traceback |
"""

from __future__ import annotations

import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Denied, JournalError, PlumbruleError, SourceError, Throttled, Unavailable
from plumbrule.loop.names import JOURNAL, SHOWN, SOURCE, LookAtServices, Name, ReadSource, Remind, SweepTarget
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Key, TargetName
from plumbrule.model.metrics import BUCKET_WAITS, JOURNAL_ERRORS
from plumbrule.model.outcome import PassOutcome, Stood
from plumbrule.model.state import State

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.model.pace import Pace

DENIED_SECONDS: Final = 60.0
"""Credentials are mended by people: asking more often helps nobody."""


def contain(shell: Shell, lane: str, name: Name, error: Exception) -> None:
    """Turn one failure into waiting and telling; nothing is lost, since the name is queued again."""
    match error:
        case SourceError():
            _tell(shell, SOURCE, Event.SOURCE_FAILED, error, name)
        case Throttled(ours=True):
            shell.world.meter.count(BUCKET_WAITS, _target(name, lane))
            shell.queue.pause(lane, error.after)
            shell.queue.put(lane, name, first=True)
        case Throttled() | Unavailable():
            _target_waits(shell, lane, name, _back_off(shell, lane), Event.TARGET_FAILED, error)
        case Denied():
            shell.proofs.forget(_target(name, lane))
            _target_waits(shell, lane, name, DENIED_SECONDS, Event.TARGET_STALLED, error)
        case _:
            _name_waits(shell, lane, name, error)


def _target_waits(shell: Shell, lane: str, name: Name, seconds: float, event: Event, error: PlumbruleError) -> None:
    shell.queue.pause(lane, seconds)
    shell.queue.put(lane, name, first=True)
    _unknown(shell, name)
    _tell(shell, lane, event, error, name)


def _name_waits(shell: Shell, lane: str, name: Name, error: Exception) -> None:
    shell.queue.put(lane, name, after=_back_off(shell, str(name)))
    _unknown(shell, name)
    if isinstance(error, JournalError):
        shell.world.meter.count(JOURNAL_ERRORS)
        _tell(shell, JOURNAL, Event.FAILURE_CONTAINED, error, name)
    else:
        _tell_fault(shell, name, error)
    if isinstance(name, Key):
        shell.after_pass(PassOutcome(name, State.UNKNOWN, unchanged=False, acted=Stood()))


def _unknown(shell: Shell, name: Name) -> None:
    """What cannot be observed is not judged; what was told of it stays told."""
    if isinstance(name, Key):
        before = shell.standings.of(name)
        shell.standings.put(name, replace(before, state=State.UNKNOWN, fingerprint=None))


def _tell(shell: Shell, where: str, event: Event, error: PlumbruleError, name: Name) -> None:
    """Once per trouble: it lasts until everything that failed because of it was done."""
    level = Level.ERROR if isinstance(error, Denied | JournalError | SourceError) else Level.WARNING
    if shell.standings.suffers(str(name), where, f"{error.code}: {error}"):
        fields = {"where": SHOWN.get(where, where), "code": error.code, "message": str(error)}
        shell.world.notifier.tell(Notice(event, level, fields))


def _tell_fault(shell: Shell, name: Name, error: Exception) -> None:
    """A fault of ours: the traceback goes to the log once, for us; everybody else goes on."""
    trace = "".join(traceback.format_exception(error))
    if shell.standings.trouble(f"fault {name}", trace):
        fields = {"name": str(name), "error": type(error).__name__, "message": str(error), "traceback": trace}
        shell.world.notifier.tell(Notice(Event.FAILURE_CONTAINED, Level.ERROR, fields))


def _back_off(shell: Shell, where: str) -> float:
    """Doubling from the first wait to the longest."""
    pace: Pace = shell.world.pace
    failures = shell.standings.failed(where)
    first, most = pace.back_off_first.total_seconds(), pace.back_off_most.total_seconds()
    return float(min(most, first * 2 ** min(failures - 1, 30)))


def _target(name: Name, lane: str) -> TargetName:
    match name:
        case Key(target=target) | SweepTarget(target=target) | LookAtServices(target=target):
            return target
        case ReadSource() | Remind():
            return TargetName(lane)
