"""`plumbrule plan`: one sweep that changes nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from plumbrule.app import Survey, real_parts
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.options import config_option, settings_from
from plumbrule.cli.planned import as_json, as_text
from plumbrule.cli.planned_markdown import as_markdown
from plumbrule.cli.priced import prices_from, prices_option
from plumbrule.cli.saying import say
from plumbrule.edge.telemetry.logs import set_up_logs
from plumbrule.model.event import Event
from plumbrule.model.state import State

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = """\b
Examples:
  plumbrule plan --config plumbrule.yaml
  plumbrule plan --output json | jq '.families[] | select(.state != "in_sync")'
  plumbrule plan --since origin/main --output markdown > comment.md
"""

FORMS: Final = {"text": as_text, "json": as_json, "markdown": as_markdown}


@click.command("plan", epilog=EXAMPLES)
@config_option
@click.option(
    "--output",
    "-o",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for a comment on a pull request.",
)
@click.option(
    "--since", metavar="REF", help="Look only at families whose spec says something else than at this commit."
)
@prices_option
def command(config: Path, output: str, since: str | None, prices: Path | None) -> None:
    """Show what a sweep would find and do; changes nothing.

    Exits with 2 when a family is not in sync or a spec has errors.
    """
    with plain_errors():
        settings, table = settings_from(config), prices_from(prices)
        set_up_logs(style="auto", level="warning", stream=sys.stderr)
        survey = Survey(settings, real_parts(), since=since, looks=True)
        survey.run()
    say(FORMS[output](survey, table), for_machines=output != "text")
    sys.exit(Exit.SOMETHING if has_something(survey) else Exit.CLEAN)


def has_something(survey: Survey) -> bool:
    """Whether anything is not as Git says."""
    refused = any(notice.event is Event.SPEC_REFUSED for notice in survey.notices)
    awry = (one.state is not State.IN_SYNC or one.refusals or one.tag_changes for one in survey.standings)
    return refused or bool(survey.gone) or any(awry)
