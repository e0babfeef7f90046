"""A finding: one judgement on a spec, at its place, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.place import Place


class Severity(StrEnum):
    """How bad: an error ECS refuses, a warning registers and fails later or is risky, an info is advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement.

    Attributes:
        rule: id; `R006` and its like are rules of Fargate, words such as `duplicate-key` are of the file format.
        severity: see `Severity`.
        place: file, line, column and JSON pointer.
        message: one sentence: what is wrong, with the value where it is not secret.
        hint: how to mend it; may be empty.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""

    @property
    def pointer(self) -> str:
        """JSON pointer of the value that is meant; a missing member has the one it would have."""
        return self.place.pointer

    @property
    def is_error(self) -> bool:
        """Whether it keeps the spec from being registered."""
        return self.severity is Severity.ERROR

    @property
    def fields(self) -> dict[str, str | int]:
        """As an object, for programs and for the log; `line` and `column` are 0 where the whole file is meant."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "pointer": self.pointer,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.rule}: {self.message}"


def at_or_above(severity: Severity, limit: Severity) -> bool:
    """Whether `severity` is as bad as `limit` or worse."""
    return ORDER.index(severity) <= ORDER.index(limit)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each judgement once, in the order they come; where targets weigh it differently, as bad as in the worst."""
    found: dict[tuple[str, Place, str], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.place, finding.message)
        known = found.setdefault(key, finding)
        if not at_or_above(known.severity, finding.severity):
            found[key] = finding
    return tuple(found.values())
