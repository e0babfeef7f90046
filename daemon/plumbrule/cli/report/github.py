"""Annotations in a pull request on GitHub: one workflow command for each finding.

The form and its escapes are those of docs.github.com, "Workflow commands for GitHub Actions", and of actions/toolkit,
packages/core/src/command.ts (both seen 2026-11).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plumbrule.cli.report.words import closing
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plumbrule.cli.report.judged import Judged
    from plumbrule.model.finding import Finding

COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST: Final = 10
"""Annotations of one kind that GitHub shows for a step (actions/toolkit, docs/problem-matchers.md, seen 2026-11)."""

_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(judged: Judged) -> str:
    """The commands file by file; the log keeps also those that GitHub does not show as annotations."""
    shown = [finding for found in judged.by_file().values() for finding in found]
    return "\n".join([*map(_command, shown), *_over(shown), closing(judged)])


def _command(finding: Finding) -> str:
    place = finding.place
    properties: Mapping[str, str | int] = {
        "file": place.file,
        **({"line": place.line, "col": max(place.column, 1)} if place.line else {}),
        "title": f"Plumbrule {finding.rule}",
    }
    written = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    message = f"{finding.message}\nmend: {finding.hint}" if finding.hint else finding.message
    return f"::{COMMANDS[finding.severity]} {written}::{message.translate(_MESSAGE)}"


def _over(shown: Iterable[Finding]) -> Sequence[str]:
    counts = Counter(finding.severity for finding in shown)
    if max(counts.values(), default=0) <= MOST:
        return ()
    return (f"GitHub annotates the first {MOST} errors and the first {MOST} warnings of a step; the log has all.",)
