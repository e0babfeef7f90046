"""Differences as Markdown, for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.cli.difference import as_change
from plumbrule.cli.difference_text import count
from plumbrule.cli.page import Block, code, page, table
from plumbrule.core.diff import why
from plumbrule.core.tell.words import path_of, shown
from plumbrule.model.change import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.cli.difference import Difference
    from plumbrule.model.change import Change
    from plumbrule.model.uncounted import Uncounted


def as_markdown(difference: Difference) -> str:
    """A heading, the count, a table of changes and, where asked for, one of what was not counted."""
    head = Block((f"### {code(difference.name)}", "", count(difference), "", *_author(difference)), tail=())
    return page(
        [head, *blocks(difference.changes, explained=difference.explained), *_quiet(difference.not_counted or ())]
    )


def _author(difference: Difference) -> tuple[str, ...]:
    return (code(difference.author), "") if difference.author else ()


def blocks(changes: Sequence[Change], *, explained: bool = False) -> Iterator[Block]:
    """Changes as a table, from live to Git; no table for none."""
    if changes:
        titles = ("path", "ECS has", "Git says", *(("why it counts",) if explained else ()))
        rows = [(*_cells(change), *((why(change),) if explained else ())) for change in changes]
        yield table(titles, rows, summary=f"{len(rows)} differences")


def _quiet(found: Sequence[Uncounted]) -> Iterator[Block]:
    if found:
        rows = [(*_cells(as_change(one)), f"{one.fact} ({_linked(one.source)})") for one in found]
        head = ("<details>", f"<summary>{len(rows)} not counted</summary>", "", *table(_TITLES, ()).head)
        yield Block(head, tuple(f"| {' | '.join(row)} |" for row in rows), ("", "</details>", ""))


_TITLES: Final = ("path", "ECS has", "Git says", "fact")


def _linked(source: str) -> str:
    url, _, seen = source.partition(", ")
    return f"[source]({url}), {seen}"


def _cells(change: Change) -> tuple[str, str, str]:
    sides = (change.live, change.git)
    live, git = ("" if side is ABSENT else code(shown(side, secret=change.secret)) for side in sides)
    return code(path_of(change)), live, git
