"""What follows when a name was done that may have failed before: the other side of `containment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.loop.names import JOURNAL, SHOWN, SOURCE
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from plumbrule.loop.names import Name
    from plumbrule.loop.shell import Shell


def recover(shell: Shell, name: Name) -> None:
    """`name` was done: its failures are forgotten, so that the next one is news again, and ended trouble is told."""
    shell.standings.worked(str(name))
    if shell.standings.trouble(f"fault {name}", None):
        shell.say(Notice(Event.FAILURE_ENDED, Level.INFO, {"name": str(name)}))
    for where in shell.standings.relieved(str(name)):
        shell.say(_ended(where))


def _ended(where: str) -> Notice:
    if where == SOURCE:
        return Notice(Event.SOURCE_RECOVERED, Level.INFO)
    if where == JOURNAL:
        return Notice(Event.FAILURE_ENDED, Level.INFO, {"where": SHOWN[where]})
    return Notice(Event.TARGET_RECOVERED, Level.INFO, {"target": where})
