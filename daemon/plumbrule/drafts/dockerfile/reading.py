"""A Dockerfile as a draft: what its image says about how it runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.amounts import seconds
from plumbrule.drafts.docker.limits import platform
from plumbrule.drafts.docker.network import open_port
from plumbrule.drafts.dockerfile.stages import arguments, chain, escape_of
from plumbrule.drafts.dockerfile.words import Unknown, filled, pairs, raw_words, split
from plumbrule.drafts.draft import Draft
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.drafts.dockerfile.stages import Instruction, Stage

SHELL: Final = ("/bin/sh", "-c")
NO_LIST: Final = (
    "CMD, ENTRYPOINT: what begins with `[` and is no list of JSON, such as one with single quotes or with a remark "
    "behind it, a build takes for a line of the shell"
)
_CHECK: Final = re.compile(r"((?:--\S+\s+)*)CMD\s+(.*)", re.IGNORECASE | re.DOTALL)
_WINDOWS: Final = re.compile(r"^mcr\.microsoft\.com/windows/|servercore|nanoserver")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_TIMES: Final = {"interval": "interval", "timeout": "timeout", "start-period": "startPeriod"}


@dataclass(slots=True)
class Image:
    """What is known while the instructions are gone through.

    Attributes:
        known: variables and arguments, also those of the stages below.
        outside: arguments before the first FROM.
        variables: of ENV alone.
        escape: what escapes within a word.
        commanded: whether this stage has a CMD, which its ENTRYPOINT then leaves alone.
    """

    draft: Draft = field(default_factory=Draft)
    known: dict[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    shell: tuple[str, ...] = SHELL
    escape: str = "\\"
    commanded: bool = False

    def filled(self, word: str) -> str:
        """A word with what is known. Raises Unknown."""
        return filled(word, self.known, self.escape)


def draft_of(text: str, image: str, name: str) -> Draft:
    """What a Dockerfile says, for the image that is built from it. Raises Declined."""
    made = Image(Draft(by_options=False), escape=escape_of(text))
    stages = chain(text)
    made.draft.container = {"name": name, "image": image}
    if _WINDOWS.search(stages[0].base):
        made.draft.note(f"FROM {stages[0].base}: it is for Windows; write `runtimePlatform` and a size by hand")
    for stage in stages:
        _stage(made, stage)
    for key, value in made.variables.items():
        made.draft.named("environment", key, {"value": value})
    if not {"command", "entryPoint"} & set(made.draft.container):
        made.draft.note(f"neither ENTRYPOINT nor CMD stands in it: what {stages[0].base} starts is started")
    return made.draft


def _stage(made: Image, stage: Stage) -> None:
    if stage.platform and "$" not in stage.platform:
        platform(made.draft, stage.platform)
    made.outside, made.commanded = stage.outside, False
    for one in stage.instructions:
        if (read := READ.get(one.name)) is not None:
            _read(made, one, read)
        elif one.name not in BUILD:
            made.draft.note(f"{one.name} (line {one.line}): no build knows such an instruction")


def _read(made: Image, one: Instruction, read: Read) -> None:
    place = f"{one.name} (line {one.line})"
    if not one.value:
        made.draft.note(f"{place}: it says nothing, so no build takes it")
        return
    try:
        read(made, one.value)
    except Unknown as error:
        made.draft.note(f"{place}: nothing in this file says what {error} is, so it was left out")
    except Declined as error:
        made.draft.note(f"{place}: {error}")
    except ValueError:
        raise Declined("this cannot be read", why="wrong", place=f"line {one.line}") from None


def _argument(made: Image, value: str) -> None:
    """ENV wins over it, and a value from before the first FROM counts where it has none of its own."""
    unknown = _Several()
    for name, said in arguments(value):
        with unknown.of(name):
            if said is not None:
                made.known[name] = made.filled(said)
            elif name in made.outside:
                made.known[name] = made.outside[name]
    made.known |= made.variables
    unknown.tell()


def _variable(made: Image, value: str) -> None:
    """Each name on its own: one that cannot be known does not hide the others, and is not what it was before."""
    before, unknown = dict(made.known), _Several()
    for name, said in pairs(value):
        made.variables.pop(name, None)
        made.known.pop(name, None)
        with unknown.of(name):
            made.variables[name] = made.known[name] = filled(said, before, made.escape)
    unknown.tell()


@dataclass(slots=True)
class _Several:
    """Names of one instruction that cannot be known, told together at its end."""

    names: list[str] = field(default_factory=list)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        try:
            yield
        except Unknown as error:
            self.names.append(f"{error} (in {name})")

    def tell(self) -> None:
        """Raises Unknown."""
        if self.names:
            raise Unknown(", ".join(self.names))


def _label(made: Image, value: str) -> None:
    """Labels of an image are there in each container of it; a definition's own are for what reads the definition."""
    del value
    made.draft.note("LABEL: the image keeps its labels; `dockerLabels` are for those that the definition should have")


def _port(made: Image, value: str) -> None:
    wrong: list[str] = []
    for word in _known_words(made, raw_words(value)):
        try:
            open_port(made.draft, word, "EXPOSE")
        except Declined as error:
            wrong.append(str(error))
    if wrong:
        raise Declined("; ".join(wrong), why="wrong")


def _known_words(made: Image, words: Sequence[str]) -> Iterator[str]:
    """Words with their variables; those that cannot be known come last, as one Unknown, and hide no other."""
    unknown: list[str] = []
    for word in words:
        try:
            yield from made.filled(word).split()
        except Unknown as error:
            unknown.append(str(error))
    if unknown:
        raise Unknown(", ".join(unknown))


def _user(made: Image, value: str) -> None:
    made.draft.container.pop("user", None)
    made.draft.container["user"] = made.filled(value)


def _directory(made: Image, value: str) -> None:
    """Relative ones go on from the one before; after one that cannot be known, nothing is."""
    before = str(made.draft.container.pop("workingDirectory", ""))
    said = made.filled(value)
    if _DRIVE.match(said):
        raise Declined(f"{said!r} is a directory of Windows: write `workingDirectory` by hand", why="wrong")
    if not said.startswith("/") and not before:
        raise Unknown("the image's own directory")
    made.draft.container["workingDirectory"] = normpath(join(before, said))


def _entry_point(made: Image, value: str) -> None:
    """A new entry point takes the command of the image below away, as in a build."""
    if not made.commanded:
        made.draft.container.pop("command", None)
    made.draft.container["entryPoint"] = _form(made, value)


def _command(made: Image, value: str) -> None:
    made.draft.container["command"], made.commanded = _form(made, value), True


def _form(made: Image, value: str) -> list[str]:
    """The exec form as it is, the shell form through the shell."""
    words = _exec(value)
    if words is None and value.startswith("["):
        made.draft.note(NO_LIST)
    return words if words is not None else [*made.shell, value]


def _exec(value: str) -> list[str] | None:
    try:
        words = json.loads(value) if value.startswith("[") else None
    except ValueError:
        return None
    return words if isinstance(words, list) and all(isinstance(one, str) for one in words) else None


def _shell(made: Image, value: str) -> None:
    made.shell = tuple(_exec(value) or made.shell)


def _health(made: Image, value: str) -> None:
    """`NONE`, or options and CMD in either form."""
    if value.upper() == "NONE":
        made.draft.container.pop("healthCheck", None)
        return
    found = _CHECK.fullmatch(value)
    if not found:
        raise Declined("a health check is NONE, or CMD and a command", why="wrong")
    exec_form = _exec(found[2])
    made.draft.container["healthCheck"] = {"command": ["CMD", *exec_form] if exec_form else ["CMD-SHELL", found[2]]}
    for option in found[1].split():
        _health_option(made, *option.removeprefix("--").partition("=")[::2])


def _health_option(made: Image, name: str, value: str) -> None:
    said = made.filled(value)
    if name in _TIMES:
        made.draft.health(_TIMES[name], seconds(said))
    elif name == "retries":
        made.draft.health(name, int(said))
    else:
        made.draft.note(f"HEALTHCHECK --{name}: ECS has no word for it")


def _stop_signal(made: Image, value: str) -> None:
    made.draft.note(f"STOPSIGNAL {value}: ECS takes it from the image, where it is already")


def _volume(made: Image, value: str) -> None:
    paths = [_filled_or_not(made, path) for path in _exec(value) or split(value)]
    made.draft.note(
        f"VOLUME {', '.join(paths)}: Fargate makes an empty directory there by itself, and it is gone with the task; "
        "what has to stay belongs on EFS"
    )


def _filled_or_not(made: Image, word: str) -> str:
    try:
        return made.filled(word)
    except Unknown:
        return word


def _on_build(made: Image, value: str) -> None:
    made.draft.note(f"ONBUILD {value.partition(' ')[0]}: it says something about images built on this one only")


Read = Callable[[Image, str], None]
READ: Final[dict[str, Read]] = {
    "ARG": _argument,
    "ENV": _variable,
    "LABEL": _label,
    "EXPOSE": _port,
    "USER": _user,
    "WORKDIR": _directory,
    "ENTRYPOINT": _entry_point,
    "CMD": _command,
    "SHELL": _shell,
    "HEALTHCHECK": _health,
    "STOPSIGNAL": _stop_signal,
    "VOLUME": _volume,
    "ONBUILD": _on_build,
}
"""Instructions that say something about how the image runs."""
BUILD: Final = frozenset({"RUN", "COPY", "ADD", "MAINTAINER"})
"""Those that say how it is built, and by whom."""
