"""`plumbrule doctor`: what is missing, and what to do about it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from plumbrule.app import real_parts
from plumbrule.app.doctor import Ground, every_check, examine
from plumbrule.cli.examined import as_json, as_text, exit_of, sum_of
from plumbrule.cli.exits import plain_errors
from plumbrule.cli.options import config_option, output_option, settings_from
from plumbrule.cli.saying import say

MOUNTS = Path("/proc/self/mountinfo")
EXAMPLES = """\b
Examples:
  plumbrule doctor
  plumbrule doctor --only source --only journal
  plumbrule doctor --output json | jq '.findings[] | select(.grade == "wrong")'
"""


@click.command("doctor", epilog=EXAMPLES)
@click.option(
    "--only", multiple=True, type=click.Choice([one.name for one in every_check()]), help="A part; may be repeated."
)
@config_option
@output_option
def command(only: tuple[str, ...], config: Path, output: str) -> None:
    """Look what is missing: settings, source, clock, credentials, permissions, queues, sinks, journal, admin socket.

    It only reads: nothing is registered, posted or written, and a running daemon is not disturbed.
    Run it as the daemon's user, in its environment. Exits with 2 when something is wrong; a warning is none.
    """
    with plain_errors():
        settings = settings_from(config)
    found = []
    for one in examine(Ground(settings, real_parts(), os.environ, _mounts()), only):
        found.append(one)
        if output == "text":
            say(as_text(one), for_machines=False)
    say(as_json(found) if output == "json" else sum_of(found), for_machines=output == "json")
    sys.exit(exit_of(found))


def _mounts() -> str:
    return MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.exists() else ""
