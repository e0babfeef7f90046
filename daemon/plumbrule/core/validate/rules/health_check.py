"""Health checks: how their command is written.

A Dockerfile's `HEALTHCHECK CMD line` is `["CMD-SHELL", "line"]` here, its exec form `["CMD", "program", "argument"]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].healthCheck.command"
_COMMAND: Final = "/containerDefinitions/0/healthCheck/command"
_SHELL: Final = "CMD-SHELL"
_HOW: Final = (_SHELL, "CMD")
_JOINTS: Final = ("||", "&&", "|")
_ONE_WORD: Final = re.compile(r"[\w./:\\-]*")
_LEADING: Final = re.compile(r"\W{0,3}(?:CMD-SHELL|CMD)[\s,]", re.IGNORECASE)
_DOCKER: Final = page("https://docs.docker.com/reference/dockerfile/#healthcheck")
_LINE: Final = "curl -f http://localhost/ || exit 1"


def empty(_: Subject, value: Value) -> Iterator[Remark]:
    """A list without a command."""
    items = as_list(value.tree)
    if not items:
        yield Remark(value.pointer, "the health check's `command` is empty")
    elif items[0] in _HOW and not any(not isinstance(one, str) or one.strip() for one in items[1:]):
        yield Remark(value.pointer, f"nothing follows `{items[0]}`: the health check has no command")


def no_prefix(_: Subject, value: Value) -> Iterator[Remark]:
    """A command that does not begin with the word for how to run it."""
    if value.name != "command[0]" or not isinstance(value.tree, str) or value.tree in _HOW:
        return
    if value.tree.upper() in _HOW:
        yield Remark(value.pointer, f"`{value.tree}` must be in capitals", f"did you mean `{value.tree.upper()}`?")
    elif _LEADING.match(value.tree):
        hint = f'split it as in ["{_SHELL}", "{_LINE}"]; only the console takes both in one text'
        yield Remark(value.pointer, f"`{value.name}` holds both the word `CMD` or `{_SHELL}` and the command", hint)
    else:
        # A whole line may hold a password, so it is not repeated.
        what = quoted(value) if _ONE_WORD.fullmatch(value.tree) else "a whole line"
        yield Remark(value.pointer, f"the health check begins with {what} instead of `CMD` or `{_SHELL}`")


def mixed(subject: Subject, value: Value) -> Iterator[Remark]:
    """A shell's line where a program is wanted, or the reverse."""
    items = as_list(value.tree)
    first, *words = items or ("",)
    if first == _SHELL and len(words) > 1:
        hint = f'write one text, as in ["{_SHELL}", "{_LINE}"]'
        yield Remark(value.pointer, f"`{_SHELL}` runs only the one text after it and drops {len(words) - 1} more", hint)
    elif first == "CMD" and _needs_shell(words, is_windows=subject.task.is_windows):
        yield Remark(value.pointer, "`CMD` starts no shell, but the command is a shell's line")


def _needs_shell(words: Sequence[Tree], *, is_windows: bool) -> bool:
    if len(words) != 1:
        # A shell of one's own is handed such words in one text.
        return any(word in _JOINTS for word in words)
    (line,) = words
    if not isinstance(line, str):
        return False
    blanks = not is_windows and len(line.split()) > 1
    return blanks or any(joint in line for joint in _JOINTS)


RULES: Final = (
    Rule(
        id="R170",
        severity=Severity.ERROR,
        at=(_AT,),
        why="A health check is a command; to have none, leave `healthCheck` out.",
        source=api("HealthCheck"),
        check=Bound(empty, {"minItems": 1}),
        hint=f'write the command, as in ["{_SHELL}", "{_LINE}"]',
        bad=(Example({_COMMAND: []}), Example({_COMMAND: ["CMD-SHELL"]}), Example({_COMMAND: ["CMD"]})),
        good=(Example({_COMMAND: ["CMD-SHELL", _LINE]}), Example({_COMMAND: ["CMD", "/healthcheck"]})),
    ),
    Rule(
        id="R171",
        severity=Severity.WARNING,
        at=(f"{_AT}[]",),
        why="ECS registers it and takes it for a program's name; a whole line is no program's name and never passes.",
        source=api("HealthCheck"),
        check=no_prefix,
        hint=f"put `{_SHELL}` before it, as in a Dockerfile's `HEALTHCHECK CMD line`, or `CMD` before a program's path",
        bad=tuple(
            Example({_COMMAND: command}, at=f"{_COMMAND}/0")
            for command in (
                [_LINE],
                ["curl", "-f", "http://localhost/"],
                ["/healthcheck"],
                ["cmd-shell", _LINE],
                [f"CMD-SHELL, {_LINE}"],
                [f"CMD {_LINE}"],
                ["NONE"],
            )
        ),
        good=(Example({_COMMAND: ["CMD-SHELL", _LINE]}), Example({_COMMAND: ["CMD", "/healthcheck"]})),
    ),
    Rule(
        id="R172",
        severity=Severity.WARNING,
        at=(_AT,),
        why="What runs is not what is written, so the check says nothing about the container.",
        source=_DOCKER,
        check=mixed,
        hint=f"write `{_SHELL}` instead of `CMD`, and the line as one text after it",
        bad=(
            Example({_COMMAND: ["CMD-SHELL", "curl", "-f", "http://localhost/", "||", "exit", "1"]}),
            Example({_COMMAND: ["CMD", _LINE]}),
            Example({_COMMAND: ["CMD", "wget -q http://localhost/"]}),
            Example({_COMMAND: ["CMD", "/a||/b"]}),
            Example({_COMMAND: ["CMD", "curl", "-f", "http://localhost/", "||", "exit", "1"]}),
            Example({**WINDOWS, _COMMAND: ["CMD", "powershell -File check.ps1 || exit 1"]}, at=_COMMAND),
        ),
        good=(
            Example({_COMMAND: ["CMD-SHELL", _LINE]}),
            Example({_COMMAND: ["CMD", "pg_isready", "-U", "web"]}),
            Example({_COMMAND: ["CMD", "sh", "-c", _LINE]}),
            Example({**WINDOWS, _COMMAND: ["CMD", "C:\\Program Files\\Web\\check.exe"]}),
        ),
    ),
)
