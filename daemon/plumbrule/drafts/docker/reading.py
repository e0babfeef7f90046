"""A command line of `docker run` as a draft."""

from __future__ import annotations

import getopt
import re
import shlex
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker import limits, machine, network, process, storage
from plumbrule.drafts.draft import Draft, image_name
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.drafts.docker.option import Option

OPTIONS: Final = (*process.ROWS, *network.ROWS, *storage.ROWS, *limits.ROWS, *machine.ROWS)
BY_NAME: Final = {f"--{one.long}": one for one in OPTIONS} | {f"-{one.short}": one for one in OPTIONS if one.short}
DRIVERS: Final = frozenset({"awslogs", "splunk"})
_RUN: Final = ({"docker", "podman", "nerdctl"}, {"run", "create"})
_PART: Final = re.compile(
    r"""(?P<joint>\\\r?\n)|(?P<inner>\$\([^()]*\)|`[^`]*`)|\\.|'[^']*'|"(?:\\.|[^"\\])*"|(?:(?<=\s)(?P<operator>&&|\|\|?|;|&|[0-9]?>>?(?:&[0-9])?)(?=\s|$))|.""",
    re.DOTALL,
)
"""Pieces of a line of a shell: a joint of two lines, a command of its own, an escape, quotes, an operator, a letter."""
_FILLED: Final = frozenset({"env", "label", "name", "user", "workdir"})
"""Options in whose values a shell is more likely meant than a program in the container."""
_SHELL: Final = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[^}]*\}|\([^)]*\))|`[^`]+`")
_OPEN: Final = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?|[<{\[]+([A-Za-z0-9_ -]+)[>}\]]+")


def draft_of(line: str) -> Draft:
    """What a command line says. Raises Declined."""
    draft = Draft()
    options, rest = _options(_after_run(_words(line, draft)))
    _left_open(draft, options)
    for name, value in options:
        _take(draft, BY_NAME[name], value)
    if not rest:
        raise Declined("the command line names no image", why="wrong")
    _image(draft, rest[0])
    if rest[1:]:
        draft.container["command"] = rest[1:]
    _logs(draft)
    return draft


def _words(line: str, draft: Draft) -> list[str]:
    """Words of a shell up to the first operator, such as `&&` or a pipe. Raises Declined."""
    command, operator = _command(line)
    if operator:
        draft.note(f"what follows `{operator}` is no part of docker run")
    try:
        return shlex.split(command)
    except ValueError as error:
        raise Declined(f"the command line cannot be read: {error}", why="wrong") from None


def _command(line: str) -> tuple[str, str]:
    """The text with its continued lines joined, and the operator that ends it."""
    parts: list[str] = []
    for found in _PART.finditer(line):
        if found["operator"]:
            return "".join(parts), found["operator"]
        parts.append(" " if found["joint"] else shlex.quote(found[0]) if found["inner"] else found[0])
    return "".join(parts), ""


def _left_open(draft: Draft, options: Sequence[tuple[str, str]]) -> None:
    """A shell would have filled something in; nobody knows here whether the quotes kept it from that."""
    for name, value in options:
        if BY_NAME[name].long in _FILLED and (found := _SHELL.search(value)):
            draft.note(
                f"--{BY_NAME[name].long} {value.partition('=')[0]}: {found[0]} is taken as it stands, not filled in"
            )


def _after_run(words: list[str]) -> list[str]:
    """What follows `docker run`, with anything before it, such as `sudo` or a prompt."""
    programs, verbs = _RUN
    start = next((index for index, word in enumerate(words) if word.rpartition("/")[2] in programs), None)
    run = next(
        (index for index, word in enumerate(words) if start is not None and index > start and word in verbs), None
    )
    if run is None:
        raise Declined("this is no `docker run`: write it as in a shell, in quotes", why="wrong")
    return words[run + 1 :]


def _options(words: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Options up to the image, and the rest. A switch may be written `--init=true`. Raises Declined."""
    letters = "".join(f"{one.short}{'' if one.switch else ':'}" for one in OPTIONS if one.short)
    names = [f"{one.long}{'' if one.switch else '='}" for one in OPTIONS]
    said: dict[str, str] = {}
    for _ in range(len(words) + 1):
        try:
            found, rest = getopt.getopt(words, letters, names)
        except getopt.GetoptError as error:
            words = _without_value(words, error, said)
        else:
            return [(name, said.get(name, value) or _truth(name, value)) for name, value in found], rest
    raise Declined("the command line cannot be read", why="wrong")


def _truth(name: str, value: str) -> str:
    return "true" if BY_NAME[name].switch else value


def _without_value(words: list[str], error: getopt.GetoptError, said: dict[str, str]) -> list[str]:
    """The words with the value of a switch taken off. Raises Declined where that is not what is wrong."""
    name = f"--{error.opt}"
    index = next((at for at, word in enumerate(words) if word.startswith(f"{name}=")), None)
    if index is None or name not in BY_NAME or not BY_NAME[name].switch:
        raise Declined(f"docker run: {error.msg}", why="wrong")
    said[name] = "true" if words[index].partition("=")[2].lower() in {"true", "1", "t"} else "false"
    return [*words[:index], name, *words[index + 1 :]]


def _take(draft: Draft, option: Option, value: str) -> None:
    said = f"--{option.long}" if option.switch else f"--{option.long} {value}"
    if option.read is None:
        draft.note(f"{said}: {option.why}")
        return
    try:
        option.read(draft, value)
    except ValueError:
        raise Declined(f"{said}: {value!r} is no number", why="wrong") from None


def _image(draft: Draft, said: str) -> None:
    """The image; what only a shell or a reader fills in stays as a word."""
    image = _OPEN.sub(lambda found: (found[1] or found[2]).strip().replace(" ", "-"), said)
    if image != said:
        draft.note(f"{said}: write the image's name in full where {image} stands now")
    draft.container = {"name": draft.container.pop("name", image_name(image)), "image": image, **draft.container}


def _logs(draft: Draft) -> None:
    driver = draft.container.get("logConfiguration", {}).get("logDriver")
    if "logConfiguration" in draft.container and driver not in DRIVERS:
        del draft.container["logConfiguration"]
        draft.note(
            f"--log-driver {driver or ''}: Fargate has no such log driver; it logs with awslogs".replace("  ", " ")
        )
