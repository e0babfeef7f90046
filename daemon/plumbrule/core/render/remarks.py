"""Findings about one document while it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.finding import Finding, Severity
from plumbrule.model.secret import safe_pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.place import Place


MOST_FINDINGS: Final = 1000


@dataclass(slots=True)
class Remarks:
    """Findings so far; `place` knows where a pointer stands."""

    place: Callable[[str], Place]
    findings: list[Finding] = field(default_factory=list)

    def error(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that keeps the spec from being registered."""
        self._add(rule, Severity.ERROR, pointer, message, hint)

    def warn(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that is probably not meant."""
        self._add(rule, Severity.WARNING, pointer, message, hint)

    @property
    def full(self) -> bool:
        """Whether more findings would say no more."""
        return len(self.findings) >= MOST_FINDINGS

    def _add(self, rule: str, severity: Severity, pointer: str, message: str, hint: str) -> None:
        if self.full:
            self._cut()
            return
        place = self.place(pointer)
        safe = replace(place, pointer=safe_pointer(place.pointer))
        self.findings.append(Finding(rule, severity, safe, message, hint))

    def _cut(self) -> None:
        """One error in place of all others, so that nothing passes unseen."""
        if self.findings[-1].rule != "too-many":
            message = f"there are more than {MOST_FINDINGS} findings; the others are not told"
            self.findings.append(Finding("too-many", Severity.ERROR, self.place(""), message))
