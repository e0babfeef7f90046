"""Where a change of the source shows: directories, each with the names in it that matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from plumbrule.edge.source.repository import open_repository

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dulwich.refs import Ref

Places: TypeAlias = "Mapping[Path, frozenset[str]]"


def link_places(link: Path) -> Places:
    """The parent of the link: the one place from which every way of publishing by rename is seen."""
    absolute = link.absolute()
    return {absolute.parent.resolve(): frozenset({absolute.name})}


def git_places(path: Path, name: Ref) -> Places:
    """HEAD, packed-refs, and the folder of the loose ref, as far as they exist now.

    Raises:
        SourceError: there is no repository.
        OSError: a part of it cannot be read.
    """
    with open_repository(path) as repo:
        chain, _ = repo.refs.follow(name)
        control, common = Path(repo.controldir()).resolve(), Path(repo.commondir()).resolve()
    found: dict[Path, frozenset[str]] = {}
    for place, leaf in ((control, "HEAD"), (common, "packed-refs"), *(_loose(common, ref) for ref in chain[-1:])):
        found[place] = found.get(place, frozenset()) | {leaf}
    return found


def _loose(common: Path, ref: Ref) -> tuple[Path, str]:
    """The deepest folder of the ref that exists, and the name of the next step below it."""
    steps = ref.decode(errors="surrogateescape").split("/")
    folder = common
    for step in steps[:-1]:
        if not (folder / step).is_dir():
            return folder, step
        folder /= step
    return folder, steps[-1]
