"""How a container's process starts: its command, its directory, its terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import is_neutral
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import Opaque, as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_AT: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_LINE: Final = re.compile(r"[^\s-]\S*\s+\S")


def _holder(value: Value) -> Object:
    """The container that an item of its command stands in."""
    parent = value.parent.parent if value.parent else None
    return as_object(parent.tree) if parent else {}


def _is_whole_line(subject: Subject, value: Value) -> bool:
    """Whether the item is the only one of its list and holds blanks as a shell line does; paths of Windows may."""
    alone = value.parent is not None and len(as_list(value.parent.tree)) == 1
    return alone and isinstance(value.tree, str) and bool(_LINE.match(value.tree)) and not subject.task.is_windows


def line_as_command(subject: Subject, value: Value) -> Iterator[Remark]:
    """A shell line as the one item of a command, where no entry point is stated that could take it."""
    entry_point = _holder(value).get("entryPoint")
    if _is_whole_line(subject, value) and not isinstance(entry_point, Opaque) and not entry_point:
        message = f"{quoted(value)} is one item: unless the image's own entry point splits it, it is one program's name"
        yield Remark(value.pointer, message)


def line_as_entry_point(subject: Subject, value: Value) -> Iterator[Remark]:
    """A shell line as the one item of an entry point."""
    if _is_whole_line(subject, value):
        yield Remark(value.pointer, f"{quoted(value)} is one item, which no shell splits, so it is one program's name")


def relative_directory(subject: Subject, value: Value) -> Iterator[Remark]:
    """A directory of Linux that does not begin at the root."""
    is_path = isinstance(value.tree, str) and value.tree.startswith("/")
    if not is_path and not is_neutral(value) and not subject.task.is_windows:
        yield Remark(value.pointer, f"`workingDirectory` must be an absolute path, but is {quoted(value)}")


def waits_for_people(_: Subject, value: Value) -> Iterator[Remark]:
    """A terminal, or an open standard input; one remark where both are wanted."""
    container = as_object(value.parent.tree) if value.parent else {}
    is_second = value.name == "pseudoTerminal" and container.get("interactive") is True
    if value.tree is True and not is_second:
        yield Remark(value.pointer, f"`{value.name}` keeps a terminal open, which nobody sits at in a service")


_LINE_WHY: Final = "A command runs without a shell, so the first item has to be a program and nothing more."
_LINE_HINT: Final = 'write each word as an item of its own, or `["sh", "-c", "…"]`'
_LINE_ECS: Final = "CannotStartContainerError: ... executable file not found in $PATH"

RULES: Final = (
    Rule(
        id="R199",
        severity=Severity.WARNING,
        at=(f"{_AT}.command[]",),
        why=_LINE_WHY,
        source=PARAMETERS,
        check=line_as_command,
        hint=_LINE_HINT,
        ecs=_LINE_ECS,
        bad=(
            Example({f"{_APP}/command": ["npm run start"]}, at=f"{_APP}/command/0"),
            Example({f"{_APP}/command": ["migrate && serve"], f"{_APP}/entryPoint": []}, at=f"{_APP}/command/0"),
        ),
        good=(
            Example({f"{_APP}/command": ["npm", "run", "start"]}),
            Example({f"{_APP}/command": ["serve"]}),
            Example({f"{_APP}/command": ["--config /etc/web.conf"]}),
            Example({f"{_APP}/command": ["migrate && serve"], f"{_APP}/entryPoint": ["sh", "-c"]}),
            Example({f"{_APP}/command": ["print(1 + 2)"], f"{_APP}/entryPoint": ["python", "-c"]}),
            Example({**WINDOWS, f"{_APP}/command": ["C:\\Program Files\\web\\web.exe"]}),
        ),
    ),
    Rule(
        id="R199",
        severity=Severity.WARNING,
        at=(f"{_AT}.entryPoint[]",),
        why=_LINE_WHY,
        source=PARAMETERS,
        check=line_as_entry_point,
        hint=_LINE_HINT,
        ecs=_LINE_ECS,
        bad=(
            Example({f"{_APP}/entryPoint": ["sh -c"], f"{_APP}/command": ["serve"]}, at=f"{_APP}/entryPoint/0"),
            Example({f"{_APP}/entryPoint": ["java -jar web.jar"]}, at=f"{_APP}/entryPoint/0"),
        ),
        good=(
            Example({f"{_APP}/entryPoint": ["java", "-jar", "web.jar"]}),
            Example({f"{_APP}/entryPoint": ["/entrypoint.sh"]}),
        ),
    ),
    Rule(
        id="R200",
        severity=Severity.WARNING,
        at=(f"{_AT}.workingDirectory",),
        why="A container is not created with a working directory that is not absolute.",
        source=page("https://docs.docker.com/reference/cli/docker/container/run/"),
        check=relative_directory,
        hint="begin it with `/`",
        ecs="CannotCreateContainerError: ... the working directory is invalid, it needs to be an absolute path",
        bad=(Example({f"{_APP}/workingDirectory": "app"}), Example({f"{_APP}/workingDirectory": "./"})),
        good=(
            Example({f"{_APP}/workingDirectory": "/app"}),
            Example({f"{_APP}/workingDirectory": ""}),
            Example({**WINDOWS, f"{_APP}/workingDirectory": "C:\\app"}),
        ),
    ),
    Rule(
        id="R226",
        severity=Severity.INFO,
        at=(f"{_AT}.interactive", f"{_AT}.pseudoTerminal"),
        why="Programs may buffer, colour or prompt when they believe that somebody sits at a terminal.",
        source=CONTAINER,
        check=waits_for_people,
        hint="leave it out unless the program ends without it; ECS Exec brings its own terminal",
        bad=(
            Example({f"{_APP}/interactive": True}),
            Example({f"{_APP}/pseudoTerminal": True}),
            Example({f"{_APP}/pseudoTerminal": True, f"{_APP}/interactive": True}, at=f"{_APP}/interactive"),
        ),
        good=(Example({f"{_APP}/interactive": False, f"{_APP}/pseudoTerminal": False}),),
    ),
)
