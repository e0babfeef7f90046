"""Words of an instruction: quotes, escapes, and variables as far as they are known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from dockerfile_parse.util import WordSplitter

from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAME: Final = "[A-Za-z_][A-Za-z0-9_]*"
_SIGN: Final = "(?P<sign>:?[-+?]|##?|%%?|//?)(?P<word>[^}]*)"
_VARIABLE: Final = rf"\$(?:(?P<name>{_NAME})|\{{(?P<braced>{_NAME})(?:{_SIGN})?\}})"
_WORD: Final = r"""'(?P<literal>[^']*)'|"(?P<quoted>(?:{escape}.|[^"])*?)"|{escape}(?P<escaped>.)|{variable}|."""
_INSIDE: Final = r"""{escape}(?P<escaped>["$]|{escape})|{variable}|."""
"""Pieces outside and inside of double quotes."""


class Unknown(LookupError):
    """A variable that no instruction sets: an argument of the build, or of the image below."""


def filled(text: str, known: Mapping[str, str], escape: str = "\\") -> str:
    """One word as a build takes it: quotes and escapes gone, `$NAME`, `${NAME:-word}` and the like filled in.

    Nothing is filled in within single quotes, nor where the `$` is escaped. Raises Unknown.
    Source: Dockerfile reference, "Environment replacement" and "escape", seen 2026-11.
    """
    return _through(text, known, _pattern(_WORD, escape), escape)


def _through(text: str, known: Mapping[str, str], pattern: re.Pattern[str], escape: str) -> str:
    def piece(found: re.Match[str]) -> str:
        parts = found.groupdict()
        if parts.get("quoted") is not None:
            return _through(parts["quoted"], known, _pattern(_INSIDE, escape), escape)
        plain = parts.get("literal") if parts.get("literal") is not None else parts.get("escaped")
        if plain is not None:
            return str(plain)
        return _value(parts, known) if parts["name"] or parts["braced"] else found[0]

    return pattern.sub(piece, text)


def _value(parts: Mapping[str, str | None], known: Mapping[str, str]) -> str:
    name, sign, word = parts["name"] or parts["braced"] or "", parts["sign"] or "", parts["word"] or ""
    is_set = name in known and (known[name] != "" or ":" not in sign)
    if sign.endswith("+"):
        return word if is_set else ""
    if sign.endswith("-") and not is_set:
        return word
    if not is_set:
        raise Unknown(name)
    return _cut(known[name], sign, word) if sign[:1] in {"#", "%", "/"} else known[name]


def _cut(value: str, sign: str, word: str) -> str:
    """`${NAME#start}`, `${NAME%end}`, `${NAME/this/that}`; doubled: the longest, or every one.

    Source: Dockerfile reference, "Environment replacement", seen 2026-11.
    """
    if sign[0] == "/":
        this, _, that = word.partition("/")
        return re.sub(_glob(this, "*"), lambda _: that, value, count=0 if sign == "//" else 1)
    lazy = "*?" if len(sign) == 1 else "*"
    if sign[0] == "#":
        return re.sub(rf"\A(?:{_glob(word, lazy)})", "", value)
    ends = [at for at in range(len(value) + 1) if re.fullmatch(_glob(word, "*"), value[at:], re.DOTALL)]
    return value[: (max if len(sign) == 1 else min)(ends)] if ends else value


def _glob(word: str, many: str) -> str:
    return "".join(f".{many}" if one == "*" else "." if one == "?" else re.escape(one) for one in word)


@cache
def _pattern(form: str, escape: str) -> re.Pattern[str]:
    return re.compile(form.replace("{escape}", re.escape(escape)).replace("{variable}", _VARIABLE), re.DOTALL)


def split(text: str) -> Sequence[str]:
    """Words without their quotes."""
    return list(WordSplitter(text).split())


def raw_words(text: str) -> Sequence[str]:
    """Words as they are written; `filled` takes their quotes away."""
    return list(WordSplitter(text).split(dequote=False))


def pairs(text: str) -> Sequence[tuple[str, str]]:
    """`A=1 B="two words"`, or the old form `A value`; values are as they are written, and still to be filled in.

    Raises Declined.
    """
    first = next(iter(raw_words(text)), "")
    if not first:
        raise Declined("it says nothing", why="wrong")
    if "=" not in first:
        name, _, value = text.strip().partition(" ")
        return [(name, value.strip())]
    return [(one.partition("=")[0], one.partition("=")[2]) for one in raw_words(text)]
