r"""The manifest of a plain directory: a file `.revision` that is written last and says exactly what belongs together.

It is what `sha256sum` prints, with the commit in a comment, so that `sha256sum --check .revision` understands it:

    # commit 5b1f…
    2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  prod/web.json
    \fcde2b…  a name with a \\ in it.json

The comment may be left out; then the snapshot has no commit. Lines about files that are no specs count for nothing.
Format: coreutils manual, "sha256sum invocation" and "md5sum invocation" (escaped names, comments), seen 2026-11.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.edge.source.names import is_hidden, is_spec_name, shown
from plumbrule.model.ids import CommitId

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from plumbrule.model.spec import SourceFile

NAME: Final = ".revision"
LARGEST: Final = 16 * 1024 * 1024
"""Bytes; 20,000 files with names of 200 characters take 5 MiB."""

_COMMIT: Final = re.compile(r"#\s*commit:?\s+(?P<commit>[0-9a-f]{40}|[0-9a-f]{64})\s*")
_LINE: Final = re.compile(r"(?P<escaped>\\?)(?P<sum>[0-9a-f]{64}) [ *](?P<path>.+)")
_ESCAPE: Final = re.compile(r"\\([\\nr])")
_MEANS: Final = {"\\": "\\", "n": "\n", "r": "\r"}


class ManifestError(Exception):
    """It is no manifest; the text says where."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs together.

    Attributes:
        sums: SHA-256 in hex by path from the root.
    """

    commit: CommitId | None
    sums: Mapping[str, str]

    def misfit(self, files: Mapping[str, SourceFile], refused: Collection[str], below: str) -> str:
        """The first thing in which a reading differs from it, as the end of a sentence; empty when it fits.

        Args:
            files: what was read.
            refused: paths that were judged and not read; they are neither missing nor too many.
            below: only paths that begin so were read.
        """
        listed = {path for path in self.sums if path.startswith(below) and _is_read(path)}
        for path in sorted(listed | files.keys()):
            if path not in self.sums:
                return f"{shown(path)} is not in it"
            if path not in files and shown(path) not in refused:
                return f"{shown(path)} is missing"
            if path in files and hashlib.sha256(files[path].content).hexdigest() != self.sums[path]:
                return f"{shown(path)} has another content"
        return ""


def parse(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        ManifestError: it is none, or only half of one.
    """
    text = content.decode("utf-8", "surrogateescape")
    if not text.endswith("\n"):
        raise ManifestError("its last line is cut off")
    lines = [(number, line) for number, line in enumerate(text.split("\n")[:-1], start=1) if line.strip()]
    commits = [found["commit"] for _, line in lines if (found := _COMMIT.fullmatch(line))]
    if len(set(commits)) > 1:
        raise ManifestError("it names two commits")
    sums = dict(_sum(number, line) for number, line in lines if not line.startswith("#"))
    return Manifest(CommitId(commits[0]) if commits else None, sums)


def _sum(number: int, line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ManifestError(f"line {number} is not a SHA-256, two spaces and a path")
    path = _ESCAPE.sub(lambda escape: _MEANS[escape[1]], found["path"]) if found["escaped"] else found["path"]
    return path.removeprefix("./"), found["sum"]


def _is_read(path: str) -> bool:
    steps = path.split("/")
    return is_spec_name(steps[-1]) and not any(is_hidden(step) for step in steps)
