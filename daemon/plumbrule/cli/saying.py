"""Standard output as it may be: a terminal, a file in some encoding, a full disk, a pipe that nobody reads any more."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Final

import click

from plumbrule.cli.exits import Exit

MACHINE_ENCODING: Final = "utf-8"


def say(text: str, *, for_machines: bool) -> None:
    """Write `text` and a line break; colours only to a terminal, and none where NO_COLOR is set (no-color.org).

    What machines read is UTF-8 whatever the locale says. A character that cannot be encoded, such as half of a broken
    file name, becomes an escape. Readers that went away change nothing about the exit code; a report that could not
    be written ends the process, since it would look like one with less in it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        encoding = MACHINE_ENCODING if for_machines else sys.stdout.encoding
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        click.echo(text, color=False if for_machines or os.environ.get("NO_COLOR") else None)
    except BrokenPipeError:
        _leave_stdout()
    except OSError as error:
        _leave_stdout()
        click.echo(f"plumbrule: the report could not be written: {error.strerror or error}", err=True)
        sys.exit(Exit.COULD_NOT_RUN)


def _leave_stdout() -> None:
    """What is still buffered goes nowhere, so that the interpreter's own flush at the end does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
