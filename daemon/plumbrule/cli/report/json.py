"""For programs: one object with the findings; the names of its members are part of the product."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbrule.cli.report.judged import Judged
    from plumbrule.model.finding import Finding


def render(judged: Judged) -> str:
    """The report as JSON."""
    return json.dumps({"findings": [fields(finding) for finding in judged.shown]}, indent=2, ensure_ascii=False)


def fields(finding: Finding) -> dict[str, str | int]:
    """A finding as an object; `line` and `column` are 0 where the whole file is meant."""
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
