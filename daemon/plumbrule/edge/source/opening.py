"""Which source the operator asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from plumbrule.edge.source.git import GitSource
from plumbrule.edge.source.link import LinkSource
from plumbrule.edge.source.plain import PlainSource
from plumbrule.model.pace import DEFAULT_BOUNDS, DEFAULT_QUIESCENCE, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.model.pace import Bounds, Quiescence
    from plumbrule.model.policy import Signing

AnySource: TypeAlias = "GitSource | LinkSource | PlainSource"


def open_source(
    kind: SourceKind,
    path: Path,
    *,
    branch: str | None = None,
    folder: str = "",
    bounds: Bounds = DEFAULT_BOUNDS,
    quiescence: Quiescence = DEFAULT_QUIESCENCE,
    touch_file: Path | None = None,
    signing: Signing | None = None,
) -> AnySource:
    """The source of this kind; nothing is touched before its first use, so a broken one does not stop the start.

    Args:
        kind: see `SourceKind`.
        path: the repository, the link, or the directory.
        branch: for Git: a branch, or a full ref such as `refs/remotes/origin/main`; None follows HEAD.
        folder: only files below this folder are read; paths keep it, they are always relative to the root.
        bounds: see `Bounds`.
        quiescence: for a directory; see `Quiescence`.
        signing: whose signatures are taken.
        touch_file: what whoever feeds the source touches each time; without it, Git's FETCH_HEAD is looked at.
    """
    match kind:
        case SourceKind.GIT:
            return GitSource(path, branch=branch, folder=folder, bounds=bounds, touch_file=touch_file, signing=signing)
        case SourceKind.LINK:
            return LinkSource(path, folder=folder, bounds=bounds, touch_file=touch_file, signing=signing)
        case SourceKind.DIRECTORY:
            return PlainSource(path, folder=folder, bounds=bounds, quiescence=quiescence, touch_file=touch_file)
        case _:
            assert_never(kind)
