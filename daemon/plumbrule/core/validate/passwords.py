"""Passwords that stand in a command line for everybody to read.

Apart from `model.secret`, which hides too much rather than too little: here a variable is as good as no password, since
a finding that is wrong costs more than one that is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.model.clients import FOLLOWED, MYSQL, client
from plumbrule.model.secret import brief, is_secret_name, is_under

if TYPE_CHECKING:
    from collections.abc import Iterable

_BORDERS: Final = frozenset({"||", "&&", "|", ";"})
_QUOTES: Final = "'\"\\"
_KEPT_ELSEWHERE: Final = ("file", "path", "arn", "name", "id", "url")
_IN_URL: Final = re.compile(r"://[^/\s:@\"']{0,200}:([^/\s@\"']{1,300})@")
_WITH_USER: Final = frozenset({"curl", "wget"})


def plain_password(words: Iterable[str]) -> str | None:
    """How the first password in plain text is written, without the password, such as `-p…`; None: there is none.

    Args:
        words: of a command, split at blanks.
    """
    tool = before = ""
    for word in words:
        if word in _BORDERS:
            tool = before = ""
            continue
        if found := _assigned(word) or _in_url(word) or _attached(tool, word) or _following(tool, before, word):
            return found
        tool, before = _tool(word) or tool, word
    return None


def _is_plain(text: str) -> bool:
    """Whether a text is itself the password, rather than a variable or a command that prints it."""
    bare = text.strip(_QUOTES)
    return bool(bare) and not bare.startswith(("$", "`", "%", "{{"))


def _assigned(word: str) -> str | None:
    name, sign, value = word.lstrip(_QUOTES).partition("=")
    if sign and _is_plain(value) and _is_for_secrets(name) and is_under(name, value.strip(_QUOTES)):
        return f"{brief(name)}=…"
    return None


def _in_url(word: str) -> str | None:
    found = _IN_URL.search(word)
    return "://user:…@" if found and _is_plain(found[1]) else None


def _attached(tool: str, word: str) -> str | None:
    if tool in MYSQL and word.startswith("-p") and _is_plain(word[2:]):
        return "-p…"
    if tool in _WITH_USER and word.startswith("-u") and _is_plain(word.partition(":")[2]):
        return "-u user:…"
    return None


def _following(tool: str, before: str, word: str) -> str | None:
    if not before.startswith("-") or word.startswith("-"):
        return None
    if tool in _WITH_USER and _gives_user(before):
        return f"{brief(before)} user:…" if _is_plain(word.partition(":")[2]) else None
    known = before in FOLLOWED.get(tool, ())
    # MySQL's own clients take a password only in the same word.
    named = tool not in MYSQL and "=" not in before and _is_for_secrets(before) and is_under(before, word)
    return f"{brief(before)} …" if (known or named) and _is_plain(word) else None


def _gives_user(option: str) -> bool:
    return option == "--user" or (not option.startswith("--") and option.endswith("u"))


def _is_for_secrets(name: str) -> bool:
    return is_secret_name(name) and not name.lower().endswith(_KEPT_ELSEWHERE)


def _tool(word: str) -> str:
    """The tool that a word starts, if it is one that is known here."""
    name = word.lstrip("'\"($`").rstrip(_QUOTES).rpartition("/")[2]
    return name if name in _WITH_USER else client(word)
