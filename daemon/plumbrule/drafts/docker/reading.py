"""A command line of `docker run` as a draft."""

from __future__ import annotations

import getopt
import re
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker import limits, machine, network, podman, process, storage
from plumbrule.drafts.docker.shell import docker_run
from plumbrule.drafts.draft import Draft, image_name
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.drafts.docker.option import Option

OPTIONS: Final = (*process.ROWS, *network.ROWS, *storage.ROWS, *limits.ROWS, *machine.ROWS, *podman.ROWS)
BY_NAME: Final = {f"--{one.long}": one for one in OPTIONS} | {f"-{one.short}": one for one in OPTIONS if one.short}
DRIVERS: Final = frozenset({"awslogs", "splunk"})
LETTER: Final = 2
"""How long the name of a short option is, its hyphen counted."""
_FILLED: Final = frozenset({"env", "label", "name", "user", "workdir"})
"""Options in whose values a shell is more likely meant than a program in the container."""
_SHELL: Final = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[^}]*\}|\([^)]*\))|`[^`]+`")
_OPEN: Final = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?|[<{\[]+([A-Za-z0-9_ -]+)[>}\]]+")


def draft_of(line: str) -> Draft:
    """What a command line says. Raises Declined."""
    draft = Draft()
    found = docker_run(line)
    for sentence in found.beside:
        draft.note(sentence)
    options, rest = _options(list(found.words), draft)
    _left_open(draft, options)
    for name, value in options:
        _take(draft, BY_NAME[name], value)
    if not rest:
        raise Declined("the command line names no image", why="wrong")
    _image(draft, rest[0])
    if rest[1:]:
        draft.container["command"] = rest[1:]
    _logs(draft)
    _open_to_all(draft, options)
    return draft


def _open_to_all(draft: Draft, options: Sequence[tuple[str, str]]) -> None:
    """On the host's own network nothing has to be published, so nobody says which ports there are."""
    if any(BY_NAME[name].read is network.network and value == "host" for name, value in options):
        draft.note("--network host: it opens ports without naming them; write `portMappings` for those that count")


def _left_open(draft: Draft, options: Sequence[tuple[str, str]]) -> None:
    """A shell would have filled something in; nobody knows here whether the quotes kept it from that."""
    for name, value in options:
        if BY_NAME[name].long in _FILLED and (found := _SHELL.search(value)):
            draft.note(
                f"--{BY_NAME[name].long} {value.partition('=')[0]}: {found[0]} is taken as it stands, not filled in"
            )


def _options(words: list[str], draft: Draft) -> tuple[list[tuple[str, str]], list[str]]:
    """Options up to the image, and the rest. A switch may be written `--init=true`. Raises Declined."""
    letters = "".join(f"{one.short}{'' if one.switch else ':'}" for one in OPTIONS if one.short)
    names = [f"{one.long}{'' if one.switch else '='}" for one in OPTIONS]
    said: dict[str, str] = {}
    for _ in range(len(words) + 1):
        try:
            found, rest = getopt.getopt(words, letters, names)
        except getopt.GetoptError as error:
            words = _mended(words, error, said, draft)
        else:
            return [(name, said.get(name) or _plain(name, value)) for name, value in found], rest
    raise Declined("the command line cannot be read", why="wrong")


def _plain(name: str, value: str) -> str:
    """The value; a letter may have `=` before it, too: `-p=80:80`."""
    if BY_NAME[name].switch:
        return "true"
    return value.removeprefix("=") if len(name) == LETTER else value


def _mended(words: list[str], error: getopt.GetoptError, said: dict[str, str], draft: Draft) -> list[str]:
    """The words with the value of a switch taken off, or without an option that nobody knows. Raises Declined."""
    name = f"--{error.opt}"
    index = next((at for at, word in enumerate(words) if word.startswith(f"{name}=")), None)
    if index is None or (name in BY_NAME and not BY_NAME[name].switch):
        raise Declined(f"docker run: {error.msg}", why="wrong")
    if name not in BY_NAME:
        draft.note(f"{name}: no docker run that is known here has it, so it was left out")
        return [*words[:index], *words[index + 1 :]]
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
    """What no driver of Fargate takes is gone, its options by their names only: they may hold secrets."""
    said = draft.container.get("logConfiguration", {})
    driver = said.get("logDriver")
    if not said or driver in DRIVERS:
        return
    del draft.container["logConfiguration"]
    if driver:
        draft.note(f"--log-driver {driver}: Fargate has no such log driver; it logs with awslogs")
    if names := ", ".join(said.get("options", {})):
        draft.note(f"--log-opt {names}: awslogs has no such option, or needs `--log-driver awslogs` beside it")
