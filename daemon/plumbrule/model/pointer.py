"""JSON pointers (RFC 6901) as text, the one way Plumbrule names a place inside a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def escape(token: str) -> str:
    """One member name as a pointer token: `~` becomes `~0`, `/` becomes `~1`."""
    return token.replace("~", "~0").replace("/", "~1")


def child(pointer: str, token: str | int) -> str:
    """The pointer of member or index `token` below `pointer`."""
    return f"{pointer}/{token}" if isinstance(token, int) else f"{pointer}/{escape(token)}"


def join(tokens: Iterable[str | int]) -> str:
    """The pointer that walks `tokens` from the root."""
    return "".join(child("", token) for token in tokens)


def tokens(pointer: str) -> tuple[str, ...]:
    """The unescaped tokens of `pointer`; the root has none."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
