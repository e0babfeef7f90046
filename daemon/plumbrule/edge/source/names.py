"""Which names are specs, and which must not be believed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from plumbrule.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES: Final = (".json", ".yaml", ".yml")
LONGEST_PATH: Final = 4096
"""Linux's PATH_MAX in bytes (limits.h); Git's own trees know no limit."""


def is_spec_name(name: str) -> bool:
    """Whether a file of this name is read; dotfiles belong to tools."""
    return name.endswith(SUFFIXES) and not name.startswith(".")


def is_hidden(name: str) -> bool:
    """Whether it belongs to tools: `.git`, `.github`, `..data`; `.` and `..` are not names at all."""
    return name.startswith(".") and name not in {".", ".."}


def wrong_with(path: str, name: str) -> str:
    """What is wrong with an entry's name, as the end of a sentence; empty when nothing is."""
    if name in {"", ".", ".."} or "/" in name:
        return "is not a name but a way out of the folder"
    if not name.isprintable():
        return "holds characters that cannot be shown, or is not UTF-8"
    if not unicodedata.is_normalized("NFC", name):
        return "is not in Unicode's composed form (NFC), so two names may look alike"
    return f"makes a path of more than {LONGEST_PATH} bytes" if len(path.encode()) > LONGEST_PATH else ""


def shown(path: str) -> str:
    r"""`path` for people and logs: what cannot be shown is escaped as `\x0a`, and the length is bounded."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path[:LONGEST_PATH])
    return plain if len(path) <= LONGEST_PATH else plain + "..."


def folder_parts(folder: str, source: Path) -> tuple[str, ...]:
    """The steps from the root to `folder`; none for the root itself.

    Raises:
        SourceError: it leads out of the root.
    """
    parts = tuple(part for part in folder.split("/") if part not in {"", "."})
    if ".." in parts or folder.startswith("/"):
        raise SourceError(f"the folder {shown(folder)!r} must lead down from the root", place=str(source))
    return parts
