"""For people: file by file, each finding with its line, and one line that counts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.report.block import block
from plumbrule.cli.report.excerpt import Excerpts
from plumbrule.cli.report.words import closing, counted, printable

if TYPE_CHECKING:
    from plumbrule.cli.report.judged import Judged

ELSEWHERE: Final = (120, 24)
"""Columns and lines where the output is no terminal: logs are read in browsers."""


def render(judged: Judged) -> str:
    """The report; source lines are cut to the terminal's width."""
    columns, excerpts = shutil.get_terminal_size(ELSEWHERE).columns, Excerpts(judged.files)
    groups = [
        "\n".join([_heading(path, counted(found)), *(block(one, excerpts, columns) for one in found)])
        for path, found in judged.by_file().items()
        if found
    ]
    return "\n\n".join([*groups, closing(judged)])


def _heading(path: str, counts: str) -> str:
    return f"{click.style(printable(path), bold=True, underline=True)}: {counts}"
