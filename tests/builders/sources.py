"""A source whose files stand in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import SourceError
from plumbrule.model.digest import blob_id, sha256_hex
from plumbrule.model.ids import CommitId
from plumbrule.model.people import Signed
from plumbrule.model.spec import Snapshot, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from plumbrule.model.finding import Finding


class Shelf:
    """A `ports.Source` over a dict of texts by path; its commit and token follow from the content."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.findings: tuple[Finding, ...] = ()
        self.broken = ""
        self.closed = 0
        self.heard: datetime | None = None
        self.signatures: dict[CommitId, Signed] = {}
        self.touched: dict[str, tuple[CommitId, ...] | None] = {}

    def token(self) -> str:
        """See `ports.Source`."""
        self._check()
        return sha256_hex(repr((sorted(self.files.items()), self.findings)))

    def snapshot(self, previous: Snapshot | None) -> Snapshot:  # noqa: ARG002 - nothing is read, so nothing is saved
        """See `ports.Source`."""
        self._check()
        contents = {path: text.encode() for path, text in sorted(self.files.items())}
        files = {path: SourceFile(path, blob_id(content), content) for path, content in contents.items()}
        return Snapshot(CommitId(self.token()[:40]), files, self.findings)

    def watch(self, wake: Callable[[], None]) -> None:
        """See `ports.Source`; memory sends no hints."""

    def revive(self) -> bool:
        """See `ports.Source`; there is nothing to revive."""
        return False

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """See `ports.Source`; memory has no history."""
        return True if commit == ancestor else None

    def touching(self, path: str, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """See `ports.Source`: what a test says, else that `commit` alone brought the file."""
        del since
        return self.touched.get(path, (commit,))

    def brought(self, path: str, commit: CommitId) -> CommitId | None:
        """See `ports.Source`: the newest of those that touched it."""
        return next(iter(self.touching(path, commit, None) or ()), None)

    def line(self, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """See `ports.Source`; memory knows one commit at a time."""
        return () if commit == since else (commit,)

    def signed(self, commit: CommitId, at: datetime) -> Signed:
        """See `ports.Source`: what a test says, under the commit's id or for all under an empty one."""
        del at
        unsigned = self.signatures.get(CommitId(""), Signed(None, "it is not signed"))
        return self.signatures.get(commit, unsigned)

    def last_heard(self) -> datetime | None:
        """See `ports.Source`."""
        return self.heard

    def close(self) -> None:
        """See `ports.Source`."""
        self.closed += 1

    def _check(self) -> None:
        if self.broken:
            raise SourceError(self.broken, place="shelf")
