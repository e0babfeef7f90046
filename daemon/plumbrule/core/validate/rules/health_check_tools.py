"""Health checks: `curl` and `wget` in a shell's line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_COMMAND: Final = "/containerDefinitions/0/healthCheck/command"
_TOOL: Final = re.compile(r"(?<![\w.-])(curl|wget)(?=\s)")
_ENDS: Final = re.compile(r"\b(?:exit|false|return)\b")
_FAILS: Final = re.compile(r"(?<!\S)(?:-[a-zA-Z]*f|--fail)")


def no_exit(_: Subject, value: Value) -> Iterator[Remark]:
    """A line whose failure is whatever status the tool ends with, or no failure at all."""
    first, line = (*as_list(value.tree), "", "")[:2]
    if first != "CMD-SHELL" or not isinstance(line, str) or not (tool := _TOOL.search(line)):
        return
    if not _ENDS.search(line):
        message = f"when `{tool[1]}` fails or is not in the image, the line does not end with status 1"
        yield Remark(value.pointer, message)
    elif tool[1] == "curl" and not _FAILS.search(line):
        hint = "write `curl -f`, which fails on a status of 400 and above, and try the line in the image first"
        yield Remark(value.pointer, "without `-f`, `curl` is content with a page that says error 500", hint)


RULES: Final = (
    Rule(
        id="R180",
        severity=Severity.INFO,
        at=("containerDefinitions[].healthCheck.command",),
        why="Status 0 means healthy, 1 unhealthy, and 2 is reserved; `curl` and `wget` have many of their own.",
        source=page("https://docs.docker.com/reference/dockerfile/#healthcheck"),
        check=no_exit,
        hint="end the line with `|| exit 1`, and try it in the image first, which has to hold the tool",
        bad=(
            Example({_COMMAND: ["CMD-SHELL", "curl -f http://localhost/"]}),
            Example({_COMMAND: ["CMD-SHELL", "wget -q --spider http://localhost/"]}),
            Example({_COMMAND: ["CMD-SHELL", "curl http://localhost/ || exit 1"]}),
        ),
        good=(
            Example({_COMMAND: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]}),
            Example({_COMMAND: ["CMD-SHELL", "curl -sSfo /dev/null http://localhost/ || exit 1"]}),
            Example({_COMMAND: ["CMD-SHELL", "wget -q --spider http://localhost/ || exit 1"]}),
            Example({_COMMAND: ["CMD-SHELL", "pg_isready -U web"]}),
        ),
    ),
)
