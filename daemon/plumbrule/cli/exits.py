"""The one table of exit codes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from plumbrule.errors import PlumbruleError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Exit(IntEnum):
    """What a finished process says."""

    CLEAN = 0
    COULD_NOT_RUN = 1
    SOMETHING = 2
    """Findings at or above the limit, changes, or drift."""
    SETTINGS_WRONG = 78
    """EX_CONFIG of sysexits.h: systemd units can refuse to restart on it."""
    INTERRUPTED = 130
    TERMINATED = 143


def exit_of(error: PlumbruleError) -> Exit:
    """The code for an error that ends a command."""
    return Exit.SETTINGS_WRONG if isinstance(error, SettingsError) else Exit.COULD_NOT_RUN


@contextmanager
def plain_errors() -> Iterator[None]:
    """Errors of ours end the command with their sentence on stderr and their code, never with a traceback."""
    try:
        yield
    except PlumbruleError as error:
        click.echo(click.style("plumbrule: ", fg="red", bold=True) + str(error), err=True)
        sys.exit(exit_of(error))
