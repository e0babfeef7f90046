"""What `plumbrule verify` found, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.report.words import printable
from plumbrule.model.dependency import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.app.verification import Looked
    from plumbrule.model.dependency import Verdict
    from plumbrule.model.tree import Tree

SHOWN: Final = {
    Word.MISSING: ("missing", "red"),
    Word.MOVED: ("moved", "yellow"),
    Word.UNKNOWN: ("unknown", "yellow"),
    Word.NOT_ASKED: ("not asked", "blue"),
    Word.FOUND: ("found", "green"),
}
QUIET: Final = frozenset({Word.FOUND, Word.NOT_ASKED})
WIDTH: Final = max(len(word) for word, _ in SHOWN.values())


def as_text(looked: Sequence[Looked], *, everything: bool) -> str:
    """Family by family what is not there; with `everything` also what is, and at the end how many of each."""
    lines = [line for each in looked for line in _target(each, everything=everything)]
    return "\n".join([*lines, _sum(looked)])


def as_json(looked: Sequence[Looked]) -> str:
    """Everything, for programs."""
    return json.dumps({"targets": [_plain(one) for one in looked]}, indent=2, ensure_ascii=False)


def _target(each: Looked, *, everything: bool) -> Iterator[str]:
    for family, verdicts in sorted(each.found.verdicts.items()):
        shown = [one for one in verdicts if everything or one.word not in QUIET]
        if shown:
            yield click.style(f"{each.target}/{family}", bold=True)
            yield from (line for one in sorted(shown, key=lambda one: one.word.rank) for line in _lines(one))
    for action, words in sorted(each.found.denied.items()):
        yield f"{click.style('not allowed', fg='yellow')}  {action} in {each.target}: {printable(words)}"


def _lines(one: Verdict) -> Iterator[str]:
    word, colour = SHOWN[one.word]
    # Why nobody could look is said once for all, below.
    reason = one.name if one.word is Word.UNKNOWN and one.advice.startswith("allow") else one.reason
    if one.word is Word.NOT_ASKED:
        reason = f"{one.name}: {one.reason}" if one.name else one.reason
    yield f"  {click.style(word.ljust(WIDTH), fg=colour)}  {printable(one.by)}: {printable(reason)}"
    if one.advice:
        yield f"  {' ' * WIDTH}    {printable(one.advice)}"


def _sum(looked: Sequence[Looked]) -> str:
    verdicts = [one for each in looked for those in each.found.verdicts.values() for one in those]
    counts = Counter(one.word for one in verdicts)
    families = sum(len(each.found.verdicts) for each in looked)
    told = ", ".join(f"{counts[word]} {SHOWN[word][0]}" for word in SHOWN if counts[word]) or "nothing was agreed yet"
    return f"{families} {'family' if families == 1 else 'families'}: {told}"


def _plain(each: Looked) -> Tree:
    families: list[Tree] = [
        {"family": family, "things": [_thing(one) for one in verdicts]}
        for family, verdicts in sorted(each.found.verdicts.items())
    ]
    return {"target": each.target, "families": families, "denied": dict(each.found.denied)}


def _thing(one: Verdict) -> Tree:
    return {
        "word": one.word.value,
        "thing": one.thing.value,
        "name": one.name,
        "by": one.by,
        "reason": one.reason,
        "advice": one.advice,
    }
