"""The directory or repository: whether it can be read, what is in it, and whether somebody still feeds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.app.doctor.finding import Check, Said, ok, warning, wrong
from plumbrule.errors import SourceError
from plumbrule.model.duration import write_duration
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.ground import Ground
    from plumbrule.model.finding import Finding
    from plumbrule.model.spec import Snapshot
    from plumbrule.ports import Source

ADVICE: Final = "see that path, branch and folder are meant so, that this user may read it, and that somebody feeds it"
SHOWN: Final = 5
"""Entries that are named; where there are more, their number."""


def _examine(ground: Ground) -> Iterator[Said]:
    source = ground.parts.source(ground.settings)
    try:
        snapshot = source.snapshot(None)
        yield _content(snapshot)
        yield from _refused(snapshot)
        yield from _age(ground, source)
    except SourceError as error:
        yield wrong(str(error), ADVICE)
    finally:
        source.close()


def _content(snapshot: Snapshot) -> Said:
    commit = f"commit {snapshot.commit[:12]}" if snapshot.commit else "a version without a commit"
    return ok(f"{commit} holds {len(snapshot.files)} {'file' if len(snapshot.files) == 1 else 'files'}")


def _refused(snapshot: Snapshot) -> Iterator[Said]:
    """Submodules, pointers of Git LFS, links: what a person thinks is read and is not."""
    for one in snapshot.findings[:SHOWN]:
        yield _said(one)
    if (more := len(snapshot.findings) - SHOWN) > 0:
        yield warning(f"{more} more entries are not read", "plumbrule validate lists mistakes in files")


def _said(one: Finding) -> Said:
    grade = wrong if one.severity is Severity.ERROR else warning
    return grade(f"{one.place}: {one.message}", one.hint or "keep specs as plain files")


def _age(ground: Ground, source: Source) -> Iterator[Said]:
    heard, most = source.last_heard(), ground.settings.pace.max_age
    if heard is None or most is None:
        return
    age = ground.parts.clock.now() - heard
    told = f"whoever feeds it was last heard {heard:%Y-%m-%d %H:%M:%S} UTC"
    if age > most:
        yield wrong(
            f"{told}, longer ago than source.max_age, {write_duration(most)}", "see what git-sync or the timer logs"
        )
    else:
        yield ok(told)


CHECK = Check(20, "source", _examine)
