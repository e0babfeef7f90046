"""One finding as a few lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.report.words import printable
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.cli.report.excerpt import Excerpt, Excerpts
    from plumbrule.model.finding import Finding

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_INDENT: Final = "    "


def block(finding: Finding, excerpts: Excerpts, columns: int) -> str:
    """Severity, rule and sentence; the place; the source line with a caret, at most `columns` wide; how to mend it.

    Coloured for a terminal; `click.unstyle` takes the colours away.
    """
    severity = click.style(finding.severity.value, fg=COLOURS[finding.severity], bold=True)
    head = f"  {severity} {finding.rule}: {printable(finding.message)}"
    place = _INDENT + printable(str(finding.place))
    margin = len(_INDENT) + len(f"{finding.place.line} | ")
    quoted = _quoted(excerpts.of(finding, columns - margin))
    mend = [f"{_INDENT}{click.style('mend:', fg='cyan')} {printable(finding.hint)}"] if finding.hint else []
    return "\n".join([head, place, *quoted, *mend])


def _quoted(excerpt: Excerpt | None) -> Sequence[str]:
    if excerpt is None:
        return ()
    number = str(excerpt.number)
    caret = " " * excerpt.caret + click.style("^", fg="green", bold=True)
    return (
        f"{_INDENT}{number} | {excerpt.text}".rstrip(),
        f"{_INDENT}{' ' * len(number)} | {caret}",
    )
