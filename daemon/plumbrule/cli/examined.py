"""What `plumbrule doctor` found, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from plumbrule.app.doctor import Grade
from plumbrule.cli.exits import Exit
from plumbrule.cli.report.words import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.app.doctor import Finding

SHOWN: Final = {
    Grade.WRONG: ("wrong", "red"),
    Grade.WARNING: ("warning", "yellow"),
    Grade.NOT_TRIED: ("not tried", "blue"),
    Grade.OK: ("ok", "green"),
}
WIDTH: Final = max(len(word) for word, _ in SHOWN.values())


def as_text(one: Finding) -> str:
    """A line, and one more with what to do."""
    word, colour = SHOWN[one.grade]
    about = f"{one.about} {one.where}" if one.where else one.about
    line = f"{click.style(word.ljust(WIDTH), fg=colour)}  {printable(about)}: {printable(one.says)}"
    return f"{line}\n{' ' * WIDTH}    {printable(one.advice)}" if one.advice else line


def sum_of(found: Sequence[Finding]) -> str:
    """How many of each."""
    counts = Counter(one.grade for one in found)
    return ", ".join(f"{counts[grade]} {word}" for grade, (word, _) in SHOWN.items() if counts[grade])


def as_json(found: Sequence[Finding]) -> str:
    """Everything, for programs."""
    findings = [
        {"about": one.about, "where": one.where, "grade": one.grade.value, "says": one.says, "advice": one.advice}
        for one in found
    ]
    return json.dumps({"findings": findings}, indent=2, ensure_ascii=False)


def exit_of(found: Sequence[Finding]) -> Exit:
    """What is wrong counts alone."""
    return Exit.SOMETHING if any(one.grade is Grade.WRONG for one in found) else Exit.CLEAN
