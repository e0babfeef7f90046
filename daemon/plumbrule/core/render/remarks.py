"""Findings about one document while it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.place import Place


@dataclass(slots=True)
class Remarks:
    """Findings so far; `place` knows where a pointer stands."""

    place: Callable[[str], Place]
    findings: list[Finding] = field(default_factory=list)

    def error(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that keeps the spec from being registered."""
        self.findings.append(Finding(rule, Severity.ERROR, self.place(pointer), message, hint))

    def warn(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that is probably not meant."""
        self.findings.append(Finding(rule, Severity.WARNING, self.place(pointer), message, hint))
