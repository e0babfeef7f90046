"""From bytes to text: UTF-8 as it should be, what PowerShell and Windows editors write with an advice, nothing else."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from plumbrule.core.load.build import Mistake
from plumbrule.core.load.lines import Lines

LFS: Final = b"version https://git-lfs.github.com/spec/"
"""How a Git LFS pointer begins (git-lfs docs/spec.md, seen 2026-11)."""

_MARK: Final = "\ufeff"
_MARKED: Final = ((codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"), (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"))
_UTF32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SAVE: Final = "save it as UTF-8"
_POWERSHELL: Final = (
    "save it as UTF-8 without a byte-order mark; PowerShell does so with `-Encoding utf8NoBOM` "
    "(`Out-File`, `Set-Content`; version 6 and newer)"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte-order mark.

    Attributes:
        advice: what is unusual about the bytes, in a sentence; empty for plain UTF-8.
        hint: how to mend that.
    """

    text: str
    advice: str = ""
    hint: str = ""


def decode(content: bytes) -> Decoded | Mistake:
    """The text of a file, or why its bytes are none. Raises nothing."""
    if content.startswith(LFS):
        return Mistake(
            "lfs-pointer", (1, 1), "a Git LFS pointer stands here instead of the file", "keep specs out of LFS"
        )
    found = _decoded(content)
    if isinstance(found, Decoded) and (at := found.text.find("\0")) >= 0:
        return _not_text(found.text, at)
    return found


def _decoded(content: bytes) -> Decoded | Mistake:
    if content.startswith(_UTF32):
        return Mistake("encoding", (1, 1), "the file is UTF-32, which is not read", _SAVE)
    for mark, codec, name in _MARKED:
        if content.startswith(mark):
            return _utf16(content[len(mark) :], codec, name)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return _undecodable(content[: error.start].decode(), "UTF-8")
    if text.startswith(_MARK):
        return Decoded(text[1:], "the file begins with a byte-order mark; it is read all the same", _POWERSHELL)
    return Decoded(text)


def _utf16(content: bytes, codec: str, name: str) -> Decoded | Mistake:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        return _undecodable(content[: error.start].decode(codec, errors="replace"), name)
    return Decoded(text, f"the file is {name}; it is read all the same", _POWERSHELL)


def _undecodable(before: str, name: str) -> Mistake:
    return Mistake("encoding", Lines(before).position(len(before)), f"the file is not {name} from here on", _SAVE)


def _not_text(text: str, at: int) -> Mistake:
    """Text in UTF-16 without its mark has a NUL beside every plain character."""
    wide = text[:200].count("\0") * 3 > len(text[:200])
    message = "a NUL character stands here, which no text holds"
    hint = f"it looks like UTF-16 without a byte-order mark; {_SAVE}" if wide else "the file may be no text at all"
    return Mistake("nul", Lines(text).position(at), message, hint)
