"""Collects findings about one file while it is being understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plumbrule.model.document import KeyPointer, moved
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from plumbrule.model.secret import safe_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.core.load.build import Mistake
    from plumbrule.model.document import Marks


MOST_FINDINGS: Final = 1000


@dataclass(slots=True)
class Notes:
    """Findings so far; pointers given to `add` go into the file, unless `origins` say what they stand for.

    A finding shows the pointer that was given, so that it goes into the definition; with `in_file`, the file's own.
    """

    path: str
    marks: Callable[[], Marks]
    findings: list[Finding] = field(default_factory=list)
    origins: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    in_file: bool = False

    def within(self, origins: Mapping[str, str], *, in_file: bool = False) -> Notes:
        """The same findings, for someone whose pointers mean what `origins` say."""
        return Notes(self.path, self.marks, self.findings, origins, in_file)

    def add(self, rule: str, severity: Severity, pointer: str, message: str, hint: str = "") -> None:
        """Note one finding at `pointer`; far too many are cut short by an error, so that nothing passes unseen."""
        if len(self.findings) >= MOST_FINDINGS:
            if self.findings[-1].rule != "too-many":
                message = f"the file has more than {MOST_FINDINGS} findings; the others are not told"
                self.findings.append(Finding("too-many", Severity.ERROR, Place(self.path, 1, 1), message))
            return
        found = moved(pointer, self.origins)
        line, column = self.marks().at(found)
        place = Place(self.path, line, column, safe_pointer(str(found if self.in_file else pointer)))
        self.findings.append(Finding(rule, severity, place, message, hint))

    def error(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that keeps the file from being registered."""
        self.add(rule, Severity.ERROR, pointer, message, hint)

    def warn(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Note something that was put right in reading."""
        self.add(rule, Severity.WARNING, pointer, message, hint)

    def ordered(self) -> tuple[Finding, ...]:
        """All findings in the order of the file."""
        return tuple(
            sorted(self.findings, key=lambda finding: (finding.place.line, finding.place.column, finding.rule))
        )


def at_key(pointer: str) -> KeyPointer:
    """The pointer of a member's name, where the name is what is wrong."""
    return KeyPointer(pointer)


def from_mistake(path: str, mistake: Mistake) -> Finding:
    """A mistake of syntax as a finding."""
    line, column = mistake.position
    place = Place(path, line, column, safe_pointer(mistake.pointer))
    return Finding(mistake.rule, Severity.ERROR, place, mistake.message, mistake.hint)
