"""Grants for people: each statement with what needs it, and what a policy lacks or has too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.report.words import printable
from plumbrule.core.grants.documents import TASKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.grants.checking import Checked, Grant
    from plumbrule.core.grants.statement import Needs, Where


def needs_text(needs: Needs, where: Where, name: str) -> str:
    """Statement by statement."""
    return "\n".join(_needs(needs, where, name))


def checked_text(found: Checked) -> str:
    """What is missing, what is too much, and what was not judged."""
    lines = [*_grants("missing", "red", found.missing), *_grants("too much", "yellow", found.too_much)]
    if not lines and found.unsure:
        lines.append(
            click.style("the policy allows what is needed, and nothing more, as far as it was judged", fg="yellow")
        )
    elif not lines:
        lines.append(click.style("the policy allows what is needed, and nothing more", fg="green"))
    return "\n".join([*lines, *(f"not judged: {printable(one)}" for one in found.unsure)])


def _needs(needs: Needs, where: Where, name: str) -> Iterator[str]:
    place = f"account {where.account}, {where.region}"
    if not needs.statements:
        yield f"{printable(name)} needs nothing of its execution role: it may have none"
    else:
        yield click.style(f"the execution role of {printable(name)} ({place}) needs", bold=True)
    for one in needs.statements:
        yield ""
        yield f"{click.style(one.sid, fg='cyan')}: {', '.join(one.actions)}"
        yield from (f"  on {printable(arn)}" for arn in one.resources)
        yield from (f"  {click.style('because', dim=True)} {printable(words)}" for words in one.because)
    if needs.statements:
        yield ""
        yield from _trust(where)
    if needs.notes:
        yield ""
    yield from (f"note: {printable(words)}" for words in needs.notes)


def _trust(where: Where) -> Iterator[str]:
    yield f"{click.style('trust', fg='cyan')}: {TASKS} may assume it"
    if where.account != "*":
        yield f"  for tasks of {where.arn('ecs', '*')} alone"
    yield f"  {click.style('because', dim=True)} ECS fetches and writes for the task before its containers run"


def _grants(title: str, colour: str, grants: Sequence[Grant]) -> Iterator[str]:
    yield from (f"{click.style(title, fg=colour)}: {printable(str(one))}" for one in grants)
