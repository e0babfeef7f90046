"""How the daemon is, in words: what the main thread sees each second, and what it tells when something stands still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.loop.pulse import Beat
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell

FIRST_LOOK: Final = "the source is looked at for the first time"
NO_SNAPSHOT: Final = "there is no good snapshot of the source yet; the event source_failed says why"


@dataclass(frozen=True, slots=True)
class Health:
    """The daemon at one moment.

    Attributes:
        started: the source was looked at once, well or not; whoever waits for the start need not wait longer.
        standstills: what stands still, one clause each; empty while the daemon is alive.
        sentence: for people, without anything secret.
    """

    started: bool
    standstills: tuple[str, ...]
    sentence: str

    @property
    def alive(self) -> bool:
        """Whether nothing stands still."""
        return not self.standstills


class HealthWatch:
    """The main thread's look at a shell; telling a standstill once, and its end once."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._was_alive = True

    def attend(self) -> Health:
        """One look, which is itself a beat of the pulse."""
        now = self._shell.world.clock.monotonic()
        self._shell.pulse.beat(Beat.SUPERVISED, now)
        standstills = self._shell.pulse.standstills(now)
        self._tell(standstills)
        return Health(self._shell.pulse.has_beaten(Beat.SOURCE), standstills, self._sentence(standstills))

    def _tell(self, standstills: tuple[str, ...]) -> None:
        if standstills and self._was_alive:
            self._shell.say(Notice(Event.STANDSTILL_FOUND, Level.ERROR, {"what": list(standstills)}))
        elif not standstills and not self._was_alive:
            self._shell.say(Notice(Event.STANDSTILL_ENDED, Level.INFO))
        self._was_alive = not standstills

    def _sentence(self, standstills: tuple[str, ...]) -> str:
        if standstills:
            return "; ".join(standstills)
        if not self._shell.pulse.has_beaten(Beat.SOURCE):
            return FIRST_LOOK
        intake = self._shell.intake
        if intake is None:
            return NO_SNAPSHOT
        return f"commit {intake.commit or 'none'}, task definitions: {len(intake.specs)}"
