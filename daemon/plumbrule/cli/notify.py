"""`plumbrule notify`: try out who is told what, and resend what was refused."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.asking import asks, show
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.notified import printed
from plumbrule.cli.options import DEFAULT_FILE, settings_from
from plumbrule.cli.saying import say
from plumbrule.core.tell.samples import samples
from plumbrule.errors import Declined, PlumbruleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.cli.client import Client
    from plumbrule.model.message import Message
    from plumbrule.ports import Sink
    from plumbrule.settings.values import Settings

PACE: Final = 1.1
"""Seconds between two messages to one channel: what Slack takes."""
EXAMPLES = """\b
Examples:
  plumbrule notify test --print
  plumbrule notify test --sink slack --only drift
  plumbrule notify retry
"""


@click.group("notify", epilog=EXAMPLES)
def command() -> None:
    """Try out who is told what, and resend what was refused for good."""


@command.command("test")
@click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    envvar="PLUMBRULE_CONFIG",
    default=Path(DEFAULT_FILE),
    help=f"The settings file.  [default: {DEFAULT_FILE}]",
)
@click.option("--sink", default="", help="Only this sink of the settings.")
@click.option("--only", default="", metavar="NAME", help="Only this sample: its name, such as drift.")
@click.option(
    "--print",
    "form",
    is_flag=False,
    flag_value="both",
    type=click.Choice(("both", "json", "text")),
    help="Print the samples as Slack's blocks in JSON, as text, or both; nothing is sent and no settings are read.",
)
def test(config: Path, sink: str, only: str, form: str | None) -> None:
    """Send a sample of each message to every channel that routes name."""
    with plain_errors():
        chosen = _chosen(only)
        if form:
            say(printed(chosen, form), for_machines=True)
            return
        failed = _send(settings_from(config), sink, list(chosen.values()))
    sys.exit(Exit.SOMETHING if failed else Exit.CLEAN)


@command.command("retry")
@asks
def retry(client: Client, output: str) -> None:
    """Send again what sinks refused for good; `plumbrule status` lists it."""
    found = client.post("notify", "retry")
    show(found, output, lambda: str(found["message"]))


def _chosen(only: str) -> dict[str, Message]:
    found = dict(samples())
    if only and only not in found:
        raise Declined(f"there is no sample {only}; there are {', '.join(found)}", why="wrong")
    return {only: found[only]} if only else found


def _send(settings: Settings, only: str, messages: Sequence[Message]) -> int:
    """How many could not be sent; each place is told on its own line."""
    from plumbrule.app.sinks import open_sink  # noqa: PLC0415 - it brings boto3 and Slack along

    known = {one.name: one for one in settings.manners.sinks}
    places = dict.fromkeys((one.sink, one.channel) for one in settings.manners.routes if only in {"", one.sink})
    if not places:
        raise Declined(f"no route leads to {only or 'any sink'}: see notify.routes in the settings", why="wrong")
    failed = 0
    for name, channel in places:
        sink = open_sink(settings, known[name])
        failed += sum(not _sent(sink, name, channel, message) for message in messages)
        sink.close()
    return failed


def _sent(sink: Sink, name: str, channel: str, message: Message) -> bool:
    place = "/".join(filter(None, (name, channel)))
    try:
        sink.post(channel, message)
    except PlumbruleError as error:
        click.echo(f"{click.style('failed', fg='red')}  {place}: {message.title}: {error}")
        return False
    click.echo(f"{click.style('sent', fg='green')}    {place}: {message.title}")
    time.sleep(PACE)
    return True
