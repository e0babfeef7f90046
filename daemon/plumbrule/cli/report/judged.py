"""What came of judging files: the value that every form of a report is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.finding import Severity, at_or_above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.spec import SourceFile


@dataclass(frozen=True, slots=True)
class Judged:
    """All files with everything that was found.

    Attributes:
        files: in the order they were judged.
        findings: of every severity, those of one file not necessarily together.
        show: the least severity that a report lists; all others it counts only.
        fail_on: the least severity for which the verb fails.
    """

    files: Sequence[SourceFile]
    findings: Sequence[Finding]
    show: Severity = Severity.INFO
    fail_on: Severity = Severity.ERROR

    @property
    def shown(self) -> Sequence[Finding]:
        """The findings to list, in their order."""
        return [finding for finding in self.findings if at_or_above(finding.severity, self.show)]

    @property
    def hidden(self) -> Sequence[Finding]:
        """The findings to count only."""
        return [finding for finding in self.findings if not at_or_above(finding.severity, self.show)]

    @property
    def failed(self) -> bool:
        """Whether there is something to fail for."""
        return any(map(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether this finding is one to fail for."""
        return at_or_above(finding.severity, self.fail_on)

    def by_file(self) -> Mapping[str, Sequence[Finding]]:
        """Every file with the findings to list of it, from its first line to its last."""
        groups: dict[str, list[Finding]] = {file.path: [] for file in self.files}
        for finding in self.shown:
            groups.setdefault(finding.place.file, []).append(finding)
        return {path: sorted(found, key=lambda one: one.place) for path, found in groups.items()}
