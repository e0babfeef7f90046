"""Definitions and findings made for tests of reports, so that no other rule's opinion changes them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from plumbrule.cli.report.judged import Judged
from plumbrule.core.validate.example import BASE
from plumbrule.model.digest import blob_id
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from plumbrule.model.spec import SourceFile
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from pathlib import Path

Members = Mapping[str, Any]

MISTAKES: Final[Members] = {"esential": True, "portMappings": [{"containerPort": "80"}]}
"""Of a container: an unknown key (R006) and a wrong type (R008), both errors."""

UNEASY: Final[Members] = {"cpu": 512}
"""Of the task: one warning, a number where ECS takes text (R008)."""


def spec(container: Members | None = None, task: Members | None = None) -> str:
    """A complete definition without errors and warnings, but for the members that are given."""
    first = as_object(as_list(BASE["containerDefinitions"])[0])
    return (
        json.dumps({**BASE, "containerDefinitions": [{**first, **(container or {})}], **(task or {})}, indent=2) + "\n"
    )


def line_of(text: str, part: str) -> int:
    """The number of the first line with `part`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def lay(root: Path, files: Mapping[str, str]) -> None:
    """Write files below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def file(path: str, text: str = "") -> SourceFile:
    """A file that was read."""
    return SourceFile(path, blob_id(text.encode()), text.encode())


def finding(
    place: str = "web.json:1:1",
    rule: str = "R001",
    severity: str = "error",
    message: str = "it is wrong",
    hint: str = "",
    pointer: str = "",
) -> Finding:
    """A finding at `file:line:column`, or about a whole file."""
    path, line, column = place.rsplit(":", 2) if ":" in place else (place, "0", "0")
    return Finding(rule, Severity(severity), Place(path, int(line), int(column), pointer), message, hint)


def judged(files: Mapping[str, str], *findings: Finding, show: str = "info", fail_on: str = "error") -> Judged:
    """What came of judging these files."""
    made = [file(path, text) for path, text in files.items()]
    return Judged(made, findings, Severity(show), Severity(fail_on))


def broken_name(root: Path) -> str:
    """A file whose name is no UTF-8, as Python writes it."""
    name = os.fsdecode(b"br\xff.json")
    (root / name).write_text(spec(MISTAKES))
    return name
