"""Findings as people and machines read them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from plumbrule.core.load.encoding import Decoded, decode
from plumbrule.core.load.lines import split_lines
from plumbrule.model.finding import ORDER, Severity
from plumbrule.model.secret import MASK, may_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.spec import SourceFile

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
LONGEST: Final = 160
"""Characters of a source line that are shown."""


def as_json(findings: Sequence[Finding]) -> str:
    """One object with all findings; the member names are part of the product."""
    return json.dumps({"findings": [_fields(finding) for finding in findings]}, indent=2, ensure_ascii=False)


def as_text(files: Sequence[SourceFile], findings: Sequence[Finding]) -> str:
    """Each finding with the line it is about, then one line that counts."""
    texts = {file.path: _lines(file) for file in files}
    blocks = [_block(finding, texts.get(finding.place.file, [])) for finding in findings]
    return "\n".join([*blocks, _count(len(files), findings)])


def _lines(file: SourceFile) -> Sequence[str]:
    """The lines as load counts them; none for a file that is no text."""
    decoded = decode(file.content)
    return split_lines(decoded.text) if isinstance(decoded, Decoded) else ()


def _fields(finding: Finding) -> dict[str, str | int]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "pointer": finding.pointer,
        "message": finding.message,
        "hint": finding.hint,
    }


def _block(finding: Finding, lines: Sequence[str]) -> str:
    colour = COLOURS[finding.severity]
    severity = click.style(finding.severity.value, fg=colour, bold=True)
    head = f"{finding.place}: {severity} {finding.rule}: {finding.message}"
    hint = [f"    {click.style('hint:', fg='cyan')} {finding.hint}"] if finding.hint else []
    return "\n".join([head, *_quoted(finding, lines), *hint])


def _quoted(finding: Finding, lines: Sequence[str]) -> list[str]:
    """The line with a caret below the place; not where it, or what it belongs to, may hold a secret."""
    line, column = finding.place.line, finding.place.column
    if not 0 < line <= len(lines) or column > LONGEST or MASK in finding.message or not may_quote(lines, line):
        return []
    text = printable(lines[line - 1])[:LONGEST]
    return [f"    {text}", "    " + " " * (column - 1) + click.style("^", fg="green", bold=True)]


def printable(text: str) -> str:
    """Control characters of a file must not move a terminal's cursor; a tab stays one column wide, as columns count."""
    return "".join(character if character.isprintable() else " " for character in text)


def _count(files: int, findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    said = ", ".join(f"{counts[one]} {one.value}{'s' if counts[one] != 1 else ''}" for one in ORDER if counts[one])
    checked = f"{files} file{'s' if files != 1 else ''} checked: "
    return checked + (said or click.style("nothing to complain about", fg="green"))
