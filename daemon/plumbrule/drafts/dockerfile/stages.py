"""The instructions of a Dockerfile that reach its last stage."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dockerfile_parse import DockerfileParser

from plumbrule.drafts.dockerfile.words import Unknown, filled, raw_words, split
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEREDOC: Final = re.compile(r"[0-9]*<<(?P<tabs>-?)(?P<quote>[\"']?)(?P<name>[^<\s\"']+)(?P=quote)")
_WITH_FILES: Final = re.compile(r"\s*(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\b", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\s*#\s*escape\s*=\s*(\S)", re.IGNORECASE)
_DIRECTIVE: Final = re.compile(r"\s*#\s*\w+\s*=")
_MARK: Final = "\ufeff"
"""What some editors of Windows begin a file with."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; `line` counts from 1."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Stage:
    """What one FROM begins.

    Attributes:
        base: the image below, or the name of an earlier stage.
        platform: of `FROM --platform`, or empty.
        outside: arguments before the first FROM; a stage knows them once it names them.
    """

    base: str
    name: str
    platform: str
    instructions: tuple[Instruction, ...]
    outside: Mapping[str, str] = field(default_factory=dict)


def chain(text: str) -> Sequence[Stage]:
    """The stages that the last one is built on, the deepest first. Raises Declined."""
    stages = list(_stages(instructions(text)))
    if not stages:
        raise Declined("there is no FROM in it, so it is no Dockerfile", why="wrong")
    found = [stages[-1]]
    while (below := _below(found[0], stages[: stages.index(found[0])])) is not None:
        found.insert(0, below)
    return found


def escape_of(text: str) -> str:
    """The escape character: that of the directive at the top, or a backslash."""
    for line in text.removeprefix(_MARK).splitlines():
        if found := _ESCAPE.match(line):
            return found[1]
        if not _DIRECTIVE.match(line):
            break
    return "\\"


def instructions(text: str) -> Sequence[Instruction]:
    """Every instruction, heredocs left out."""
    plain = text.removeprefix(_MARK)
    lines = _without_heredocs(plain.splitlines(), escape_of(plain))
    parser = DockerfileParser(fileobj=io.BytesIO("".join(f"{line}\n" for line in lines).encode()))
    return [
        Instruction(one["instruction"].upper(), one["value"].strip(), one["startline"] + 1)
        for one in parser.structure
        if one["instruction"] != "COMMENT"
    ]


def _without_heredocs(lines: Sequence[str], escape: str) -> Iterator[str]:
    """Bodies become empty lines, so that line numbers stay; so do empty lines and comments inside an instruction."""
    ends: list[tuple[str, bool]] = []
    said = ""
    for line in lines:
        if ends:
            name, tabs = ends[0]
            ends = ends[1:] if (line.lstrip("\t") if tabs else line) == name else ends
            yield ""
        elif said and (not line.strip() or line.lstrip().startswith("#")):
            yield escape
        else:
            goes_on = line.rstrip().endswith(escape) and not line.lstrip().startswith("#")
            said += line.rstrip().removesuffix(escape) + " " if goes_on else line
            ends, said = ([], said) if goes_on else (list(_ends(said)), "")
            yield line


def _ends(said: str) -> Iterator[tuple[str, bool]]:
    """The words that end the heredocs of an instruction, and whether tabs may stand before each.

    A word is one when nothing else is in it: `<<<word` and `1<<2` are none (Dockerfile reference, seen 2026-11).
    """
    if _WITH_FILES.match(said):
        found = (_HEREDOC.fullmatch(word) for word in raw_words(said))
        yield from ((one["name"], bool(one["tabs"])) for one in found if one)


def _stages(found: Sequence[Instruction]) -> Iterator[Stage]:
    starts = [index for index, one in enumerate(found) if one.name == "FROM"]
    outside = dict(_arguments(found[: starts[0]] if starts else ()))
    for start, end in pairwise((*starts, len(found))):
        base, name, platform = _from(found[start], outside)
        yield Stage(base, name, platform, tuple(found[start + 1 : end]), outside)


def _arguments(found: Sequence[Instruction]) -> Iterator[tuple[str, str]]:
    """Those with a value, which may name those before it."""
    known: dict[str, str] = {}
    for one in found:
        if one.name == "ARG" and one.value:
            known |= {name: _known(value, known) for name, value in arguments(one.value) if value is not None}
    yield from known.items()


def arguments(text: str) -> Sequence[tuple[str, str | None]]:
    """`A B=1`; None: no value."""
    return [(one.partition("=")[0], one.partition("=")[2] if "=" in one else None) for one in raw_words(text)]


def _from(one: Instruction, outside: dict[str, str]) -> tuple[str, str, str]:
    words = split(one.value)
    flags = [word for word in words if word.startswith("--")]
    plain = [word for word in words if not word.startswith("--")]
    if not plain:
        raise Declined("FROM names no image", why="wrong", place=f"line {one.line}")
    name = plain[2] if len(plain) > 2 and plain[1].upper() == "AS" else ""  # noqa: PLR2004 - image AS name
    platform = next((flag.partition("=")[2] for flag in flags if flag.startswith("--platform=")), "")
    return _known(plain[0], outside), name, _known(platform, outside)


def _known(text: str, outside: dict[str, str]) -> str:
    try:
        return filled(text, outside)
    except Unknown:
        return text


def _below(stage: Stage, earlier: Sequence[Stage]) -> Stage | None:
    return next((one for one in reversed(earlier) if one.name and one.name.lower() == stage.base.lower()), None)
