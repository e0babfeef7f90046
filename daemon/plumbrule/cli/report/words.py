"""Sentences that several forms share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plumbrule.model.finding import ORDER, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.cli.report.judged import Judged
    from plumbrule.model.finding import Finding

_NAMES: Final = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("piece of advice", "pieces of advice"),
}
CLEAN: Final = "nothing to complain about"


def counted(findings: Iterable[Finding]) -> str:
    """How many of each severity, such as `2 errors, 1 warning`; `CLEAN` for none."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(_number(counts[one], *_NAMES[one]) for one in ORDER if counts[one]) or CLEAN


def closing(judged: Judged) -> str:
    """The lines a report for people ends with: what is not listed, if anything, and the sum."""
    hidden = [f"not shown: {counted(judged.hidden)} (--show info)"] if judged.hidden else []
    return "\n".join([*hidden, f"{_number(len(judged.files), 'file', 'files')}: {counted(judged.findings)}"])


def printable(text: str) -> str:
    """`text` on one line and without anything that moves a terminal's cursor."""
    return "".join(character if character.isprintable() else " " for character in text)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
