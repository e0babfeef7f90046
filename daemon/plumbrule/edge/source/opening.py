"""Which source the operator asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from plumbrule.edge.source.git import GitSource
from plumbrule.edge.source.link import LinkSource
from plumbrule.model.policy import DEFAULT_BOUNDS, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.model.policy import Bounds


def open_source(
    kind: SourceKind, path: Path, *, branch: str | None = None, folder: str = "", bounds: Bounds = DEFAULT_BOUNDS
) -> GitSource | LinkSource:
    """The source of this kind; nothing is touched before its first use, so a broken one does not stop the start.

    Args:
        kind: see `SourceKind`.
        path: the repository, or the link.
        branch: for Git: a branch, or a full ref such as `refs/remotes/origin/main`; None follows HEAD.
        folder: only files below this folder are read; paths keep it, they are always relative to the root.
        bounds: see `Bounds`.
    """
    match kind:
        case SourceKind.GIT:
            return GitSource(path, branch=branch, folder=folder, bounds=bounds)
        case SourceKind.LINK:
            return LinkSource(path, folder=folder, bounds=bounds)
        case _:
            assert_never(kind)
