"""Words of a shell: which of its commands is the `docker run`, and what stands beside it."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS: Final = frozenset({"docker", "podman", "nerdctl"})
VERBS: Final = frozenset({"run", "create"})
_PART: Final = re.compile(
    r"""
    (?P<joint>
        [\\`^][ \t]*(?:\#[^\n]*)?\r?\n(?:[ \t]*\#[^\n]*\n)*      # a joint of two lines, in any shell, with its remarks,
        (?:[ \t]*>[ \t]+(?=\S))?                                 # and the prompt of the next one;
        |\r?\n(?=[ \t]*-))                                       # no command begins with a hyphen
    |(?P<inner>\$\((?:[^()]|\([^()]*\))*\)|`[^`\n]*`)            # a command of its own
    |\\.|'[^']*'|(?P<double>"(?:\\.|[^"\\])*")                    # an escape, quotes
    |(?P<blank><[A-Za-z][^<>\n'"]*[\w.]>)                        # <what a reader fills in>
    |(?P<remark>(?<!\S)\#[^\n]*)
    |(?P<operator>(?<=\s)(?:&&|\|\|?|;|&)|(?:&&|\|\|?|;|&)(?=\s|$)|(?<=\s)[0-9&]?(?:>>?|<)(?:&[0-9-])?|\n)
    |.""",
    re.DOTALL | re.VERBOSE,
)
"""Pieces of a line. Blanks after a joint, and remarks beside it, no shell would take; documentation has them."""
_EMPTY: Final = re.compile(r"`\s*#[^`]*`\Z")
"""A remark that people put into the middle of a command: what runs in the backquotes is nothing."""
_ESCAPED: Final = re.compile(r"\\([$`\n])")
"""Within double quotes; shlex (Python 3.11, seen 2026-11) knows of `"` and a backslash alone."""
_CAUGHT: Final = re.compile(r"(?:export )?\w+=(?:\$\((?P<round>.*)\)|`(?P<tick>.*)`)", re.DOTALL)
"""`ID=$(docker run …)`."""
_PROMPT: Final = re.compile(r"\A\s*#(?=\s*(?:sudo\s+)?(?:docker|podman|nerdctl)\s)")
"""A `#` of root before the very first command."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a line or a script, and the operator that ends it."""

    text: str
    operator: str


@dataclass(frozen=True, slots=True)
class Found:
    """The first `docker run`.

    Attributes:
        words: what follows `run`.
        beside: sentences on what stands beside it and was not read.
    """

    words: Sequence[str]
    beside: Sequence[str]


def docker_run(text: str) -> Found:
    """The words after the first `docker run` of a line or a script. Raises Declined."""
    commands = list(_commands(_PROMPT.sub("", text)))
    unread: list[Declined] = []
    for at, one in enumerate(commands):
        try:
            words = _after_run(_words(one.text))
        except Declined as error:
            unread.append(error)
        else:
            if words is not None:
                return Found(words, list(_beside(commands, at)))
    raise unread[0] if unread else Declined("this is no `docker run`: write it as in a shell, in quotes", why="wrong")


def _commands(text: str) -> Iterator[Command]:
    parts: list[str] = []
    for found in _PART.finditer(text):
        if found["operator"]:
            yield Command("".join(parts), found["operator"])
            parts = []
        elif not found["remark"]:
            parts.append(_plain(found))
    yield Command("".join(parts), "")


def _plain(found: re.Match[str]) -> str:
    if found["joint"] or _EMPTY.match(found[0]):
        return " "
    if found["double"]:
        return _ESCAPED.sub(lambda one: one[1].strip("\n"), found[0])
    return shlex.quote(found[0]) if found["inner"] or found["blank"] else found[0]


def _words(command: str) -> list[str]:
    """Raises Declined."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Declined(f"the command line cannot be read: {error}", why="wrong") from None
    caught = _CAUGHT.fullmatch(" ".join(words))
    return _words(caught["round"] or caught["tick"]) if caught else words


def _after_run(words: Sequence[str]) -> Sequence[str] | None:
    """What follows `docker run` or `docker container run`, with anything before it, such as `sudo` or a prompt."""
    start = next((at for at, word in enumerate(words) if _program(word) in PROGRAMS), len(words))
    for at, word in enumerate(words[start + 1 :], start + 1):
        if word in VERBS:
            return words[at + 1 :]
        if not word.startswith("-") and word != "container" and not words[at - 1].startswith("-"):
            return None
    return None


def _program(word: str) -> str:
    return re.split(r"[/\\]", word)[-1].lower().removesuffix(".exe")


def _beside(commands: Sequence[Command], at: int) -> Iterator[str]:
    before, after = commands[:at], commands[at + 1 :]
    if any(one.text.strip() for one in before):
        yield "what stands before docker run is no part of it"
    if commands[at].operator.strip():
        yield f"what follows `{commands[at].operator.strip()}` is no part of docker run"
    elif any(one.text.strip() for one in after):
        yield "what follows on the next line is no part of docker run"
    if any(_is_run(one.text) for one in after):
        yield "there is another docker run in it: convert it on its own"


def _is_run(text: str) -> bool:
    try:
        return _after_run(_words(text)) is not None
    except Declined:
        return False
