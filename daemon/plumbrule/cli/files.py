"""Spec files on disk, for people and CI: named ones as they are, folders searched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.errors import SourceError
from plumbrule.model.digest import blob_id
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.model.pace import Bounds

ENDINGS: Final = (".json", ".yaml", ".yml")


def spec_files(paths: Iterable[Path], root: Path, bounds: Bounds) -> Iterator[SourceFile]:
    """The files at `paths`; below a folder every spec file, links and dot-names left out.

    Args:
        paths: files or folders.
        root: what a file's path in findings and path maps is relative to.
        bounds: a file over the limit is read just far enough for that to be found.

    Raises:
        SourceError: a path does not exist or cannot be read.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in sorted(_below(path)) if path.is_dir() else [path]:
            if file not in seen:
                seen.add(file)
                yield _read(file, root, bounds)


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if name.endswith(ENDINGS) and not name.startswith(".") and not path.is_symlink():
                yield path


def _refuse(error: OSError) -> None:
    raise SourceError(f"cannot be read: {error.strerror or error}", place=str(error.filename)) from error


def _read(path: Path, root: Path, bounds: Bounds) -> SourceFile:
    try:
        with path.open("rb") as file:
            content = file.read(bounds.file_bytes + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", place=str(path)) from error
    return SourceFile(_shown(path, root), blob_id(content), content)


def _shown(path: Path, root: Path) -> str:
    real, home = path.resolve(), root.resolve()
    return str(real.relative_to(home) if real.is_relative_to(home) else path)
