"""Where specs come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from plumbrule.model.ids import CommitId
    from plumbrule.model.people import Signed
    from plumbrule.model.spec import Snapshot


class Source(Protocol):
    """Where specs come from. Raises: SourceError."""

    def token(self) -> str:
        """A cheap sign of the current content (microseconds): differs whenever a new snapshot is to be taken."""
        ...

    def snapshot(self, previous: Snapshot | None) -> Snapshot:
        """A complete reading of one moment; files whose blob is unchanged are taken over from `previous`."""
        ...

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake`, from any thread, when something may have changed: a hint, never the truth."""
        ...

    def revive(self) -> bool:
        """See to the watching; True when it had died, or watched what is no longer there, and works again. Seconds."""
        ...

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """Whether `ancestor` is `commit` or in its history; None when that cannot be told (shallow, no history)."""
        ...

    def touching(self, path: str, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """Commits that changed the file at `path`, newest first: those `commit` has in its history and `since` has not.

        A merge counts only where it made the file another than each of its parents had it. At most 100 are named.
        None where history cannot tell: a shallow clone that ends before it, no history at all, too much of it.
        """
        ...

    def brought(self, path: str, commit: CommitId) -> CommitId | None:
        """The commit that gave the file at `path` the content it has at `commit`; None where history cannot tell."""
        ...

    def line(self, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """`commit` and its first parents, newest first, up to and without `since`; None where history cannot tell.

        With `since` None only `commit` itself.
        """
        ...

    def signed(self, commit: CommitId, at: datetime) -> Signed:
        """What the commit's signature proves, as of `at`; some 20 ms, since programs of their own verify it."""
        ...

    def last_heard(self) -> datetime | None:
        """When whoever feeds the source last gave a sign of life; None when there is none. Raises nothing."""
        ...

    def close(self) -> None:
        """Stop watching; may be called twice."""
        ...
