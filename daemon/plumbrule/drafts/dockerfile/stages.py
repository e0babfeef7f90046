"""The instructions of a Dockerfile that reach its last stage."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dockerfile_parse import DockerfileParser

from plumbrule.drafts.dockerfile.words import Unknown, filled, pairs, split
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEREDOC: Final = re.compile(r"<<-?\s*([\"']?)([A-Za-z_][A-Za-z0-9_]*)\1")
_WITH_FILES: Final = re.compile(r"^\s*(?:RUN|COPY|ADD)\b", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\s*#\s*escape\s*=\s*(\S)", re.IGNORECASE)
_DIRECTIVE: Final = re.compile(r"\s*#\s*\w+\s*=")
_MARK: Final = "\ufeff"
"""What some editors of Windows begin a file with."""
_CONTINUED: Final = re.compile(r"\\\s*$")


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
    """

    base: str
    name: str
    platform: str
    instructions: tuple[Instruction, ...]


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
    parser = DockerfileParser(
        fileobj=io.BytesIO("\n".join(_without_heredocs(text.removeprefix(_MARK).splitlines())).encode())
    )
    return [
        Instruction(one["instruction"].upper(), one["value"].strip(), one["startline"] + 1)
        for one in parser.structure
        if one["instruction"] != "COMMENT"
    ]


def _without_heredocs(lines: Sequence[str]) -> Iterator[str]:
    """Bodies become empty lines, so that line numbers stay; so do empty lines and comments inside an instruction."""
    ends: list[str] = []
    within = False
    for line in lines:
        if ends:
            ends = ends[1:] if line.strip() == ends[0] else ends
            yield ""
            continue
        if within and (not line.strip() or line.lstrip().startswith("#")):
            yield "\\"
            continue
        starts = not within and _WITH_FILES.match(line)
        ends = [found[2] for found in _HEREDOC.finditer(line)] if starts else []
        within = bool(_CONTINUED.search(line)) and not line.lstrip().startswith("#")
        yield line


def _stages(found: Sequence[Instruction]) -> Iterator[Stage]:
    starts = [index for index, one in enumerate(found) if one.name == "FROM"]
    outside = dict(_arguments(found[: starts[0]] if starts else ()))
    for start, end in pairwise((*starts, len(found))):
        base, name, platform = _from(found[start], outside)
        yield Stage(base, name, platform, tuple(found[start + 1 : end]))


def _arguments(found: Sequence[Instruction]) -> Iterator[tuple[str, str]]:
    for one in found:
        if one.name == "ARG":
            yield from ((name, _known(value, {})) for name, value in pairs(one.value) if value)


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
