"""Command-line clients that take a password as an option which no name gives away, such as `mysqladmin -p…`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MYSQL: Final = ("mysql", "mariadb")
"""Families of clients that take `-pPASSWORD` in one word, and never in two (their manuals, seen 2026-11)."""

FOLLOWED: Final = {
    "redis-cli": ("-a", "--pass"),
    "valkey-cli": ("-a", "--pass"),
    "mongosh": ("-p", "--password"),
    "mongo": ("-p", "--password"),
    "sqlcmd": ("-P",),
}
"""Options that a password follows as a word of its own (the clients' manuals, seen 2026-11)."""

_ANY: Final = re.compile(r"mysql|mariadb|redis-cli|valkey-cli|mongo|sqlcmd")
_BETWEEN: Final = re.compile(r"[\s,\[\]]+")
_QUOTES: Final = "'\"\\"
_BORDERS: Final = frozenset({"||", "&&", "|", ";"})
_NO_PASSWORD: Final = ("$", "`", "%", "{", "<", "-", "(secret")


def names_password(text: str) -> bool:
    """Whether a text, as a shell or JSON has it, gives one of the clients its password in plain words."""
    return _ANY.search(text) is not None and password_at([w.strip(_QUOTES) for w in _BETWEEN.split(text)]) is not None


def password_at(words: Sequence[str]) -> int | None:
    """Which word holds the first password; None where no client is given one. A variable is no password."""
    tool = before = ""
    for at, word in enumerate(words):
        if word in _BORDERS:
            tool = ""
        elif _is_given(tool, before, word):
            return at
        tool, before = client(word) or tool, word
    return None


def client(word: str) -> str:
    """The client, or the family of clients, that a word starts; empty when it starts none."""
    name = word.lstrip("'\"($`").rstrip(_QUOTES).rpartition("/")[2]
    family = next((one for one in MYSQL if name.startswith(one)), name)
    return family if family in FOLLOWED or family in MYSQL else ""


def _is_given(tool: str, before: str, word: str) -> bool:
    if tool in MYSQL:
        return word.startswith("-p") and _is_password(word[2:])
    return before in FOLLOWED.get(tool, ()) and _is_password(word)


def _is_password(text: str) -> bool:
    bare = text.strip(_QUOTES)
    return bool(bare) and not bare.startswith(_NO_PASSWORD)
