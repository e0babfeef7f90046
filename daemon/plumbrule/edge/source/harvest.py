"""What one reading has gathered so far, held to the bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.edge.source.names import shown
from plumbrule.errors import SourceError
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from plumbrule.model.spec import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.ids import CommitId
    from plumbrule.model.pace import Bounds
    from plumbrule.model.spec import SourceFile

ENTRIES_PER_FILE: Final = 50
"""Entries looked at for each file allowed: stops a tree whose folders repeat without end, not a usual monorepo."""

LFS: Final = b"version https://git-lfs.github.com/spec/"
"""How a Git LFS pointer begins (git-lfs docs/spec.md, seen 2026-11)."""


class RefusedError(Exception):
    """An entry that is not taken; becomes a finding at its path and stops nothing else."""

    def __init__(self, rule: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.severity = severity


@dataclass(slots=True)
class Harvest:
    """Files and findings of one reading.

    Attributes:
        place: the configured path, for errors.
        previous: files of the last snapshot, to be taken over where unchanged.
    """

    place: str
    bounds: Bounds
    previous: Mapping[str, SourceFile]
    files: dict[str, SourceFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    size: int = 0

    def step(self) -> None:
        """Count one entry, whatever it is."""
        self.entries += 1
        most = self.bounds.files * ENTRIES_PER_FILE
        if self.entries > most:
            raise SourceError(f"more than {most} entries; set a folder that holds only specs", place=self.place)

    def keep(self, file: SourceFile) -> None:
        """Take one file.

        Raises:
            RefusedError: it is not a spec after all.
            SourceError: the whole exceeds the bounds.
        """
        _refuse_pointer(file)
        self.files[file.path] = file
        self.size += len(file.content)
        if len(self.files) > self.bounds.files:
            raise SourceError(f"more than {self.bounds.files} spec files", place=self.place)
        if self.size > self.bounds.total_bytes:
            raise SourceError(f"the spec files exceed {self.bounds.total_bytes} bytes together", place=self.place)

    def refuse(self, path: str, why: RefusedError) -> None:
        """Record that an entry is not taken."""
        self.findings.append(Finding(why.rule, why.severity, Place(shown(path)), why.message, why.hint))
        if len(self.findings) > self.bounds.files:
            raise SourceError(f"more than {self.bounds.files} entries had to be refused", place=self.place)

    def snapshot(self, commit: CommitId | None) -> Snapshot:
        """All of it.

        Raises:
            SourceError: there is no spec file.
        """
        self._refuse_look_alikes()
        if not self.files:
            raise SourceError(self._empty(), place=self.place)
        findings = tuple(sorted(self.findings, key=lambda finding: finding.place))
        return Snapshot(commit, MappingProxyType(dict(sorted(self.files.items()))), findings)

    def _refuse_look_alikes(self) -> None:
        """Paths that are one and the same where case does not count: which of them would be meant?"""
        alike: dict[str, list[str]] = {}
        for path in self.files:
            alike.setdefault(path.casefold(), []).append(path)
        for paths in alike.values():
            for path in paths if len(paths) > 1 else ():
                other = next(each for each in paths if each != path)
                why = f"only the case of letters tells it from {shown(other)}, so neither is read"
                self.refuse(path, RefusedError("name-case", why, "rename one of them"))
                del self.files[path]

    def _empty(self) -> str:
        if self.findings:
            return f"not one of the spec files can be taken ({len(self.findings)} refused); first: {self.findings[0]}"
        return "there is no spec file here: empty, which is never taken as 'everything was deleted'"


def too_large(size: int, bounds: Bounds) -> RefusedError:
    """The refusal of a file over the bound."""
    return RefusedError("size", f"{size} bytes are more than the {bounds.file_bytes} a spec may have")


def _refuse_pointer(file: SourceFile) -> None:
    if file.content.startswith(LFS):
        raise RefusedError("lfs-pointer", "a Git LFS pointer stands here instead of the file", "keep specs out of LFS")
