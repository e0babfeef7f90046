"""Differences for a terminal: grouped, from what ECS has to what Git says, quiet ones greyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.difference import as_change, grouped
from plumbrule.cli.report.words import printable
from plumbrule.core.diff import why
from plumbrule.core.tell.words import path_of, shown
from plumbrule.model.change import Op
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.cli.difference import Difference
    from plumbrule.model.change import Change
    from plumbrule.model.uncounted import Uncounted

SIGNS: Final = {Op.ADD: ("+", "green"), Op.REMOVE: ("-", "red"), Op.REPLACE: ("~", "yellow")}


def as_text(difference: Difference) -> str:
    """Every change in its group, then what was not counted where that was asked for, and one line that counts."""
    lines = [click.style(printable(difference.name), bold=True)]
    lines += [f"  {difference.author}"] if difference.author else []
    for name, changes in grouped(difference.changes).items():
        lines.append(f"  {click.style(printable(brief(name)), bold=True)}")
        for change, path in changes:
            lines += _told(change, path, explained=difference.explained)
    lines += _quiet(difference.not_counted or ())
    return "\n".join([*lines, count(difference)])


def count(difference: Difference) -> str:
    """How many differences there are, in words."""
    number = len(difference.changes)
    said = f"{number} difference{'' if number == 1 else 's'}" if number else difference.remark or "no difference"
    quiet = f", {len(difference.not_counted)} not counted" if difference.not_counted else ""
    return f"{said}{quiet}"


def change_line(change: Change, path: str) -> str:
    """What registering Git's side would change, from live to Git."""
    sign, colour = SIGNS[change.op]
    return f"{click.style(sign, fg=colour)} {printable(path)}: {values(change)}"


def values(change: Change) -> str:
    """Both values where there are two, from live to Git."""
    live, git = shown(change.live, secret=change.secret), shown(change.git, secret=change.secret)
    return printable({Op.ADD: git, Op.REMOVE: live, Op.REPLACE: f"{live} → {git}"}[change.op])


def _told(change: Change, path: str, *, explained: bool) -> Iterator[str]:
    yield f"    {change_line(change, path)}"
    if explained:
        yield click.style(f"        {printable(why(change))}", dim=True)


def _quiet(found: tuple[Uncounted, ...]) -> Iterator[str]:
    if not found:
        return
    yield click.style("  not counted", bold=True, dim=True)
    for one in found:
        change = as_change(one)
        yield click.style(f"    = {printable(path_of(change))}: {values(change)}", dim=True)
        yield click.style(f"        {one.fact}", dim=True)
