"""`plumbrule verify`: would new tasks still start?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumbrule.app import real_parts
from plumbrule.app.verification import look, look_at
from plumbrule.cli import completing
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.live import chosen_target
from plumbrule.cli.options import config_option, output_option, settings_from
from plumbrule.cli.saying import say
from plumbrule.cli.specced import document_of
from plumbrule.cli.verified import as_json, as_text
from plumbrule.core.render.rendering import render_at
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import Declined
from plumbrule.model.dependency import Word
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.tree import as_text as text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.app.verification import Looked
    from plumbrule.settings.values import Settings

EXAMPLES = """\b
Examples:
  plumbrule verify
  plumbrule verify web worker --target production
  plumbrule verify --file services/web.yaml --target production
  plumbrule verify --output json | jq '.targets[].families[].things[] | select(.word == "missing")'
"""


@click.command("verify", epilog=EXAMPLES)
@click.argument("families", nargs=-1, metavar="[FAMILY]...", shell_complete=completing.families)
@click.option("--target", default="", help="Only this target.", shell_complete=completing.targets)
@click.option(
    "--file",
    "spec",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A spec instead of what was agreed; with --target where the settings have several.",
)
@click.option("--all", "everything", is_flag=True, help="List what is there, too.")
@config_option
@output_option
def command(
    families: tuple[str, ...], target: str, spec: Path | None, config: Path, output: str, *, everything: bool
) -> None:
    """Look whether new tasks would still start: images, secrets, parameters, log groups, roles and files.

    Without FAMILY everything that was agreed is looked at. It only reads, and never a secret's value.
    Exits with 2 when something is missing, and with 1 when nothing is and something could not be looked at.
    """
    with plain_errors():
        settings = settings_from(config)
        if spec is None:
            looked = look(settings, real_parts(), target, families)
        else:
            looked = _of_spec(settings, target, spec, families)
    if output == "json":
        say(as_json(looked), for_machines=True)
    else:
        say(as_text(looked, everything=everything), for_machines=False)
    sys.exit(exit_of(looked))


def exit_of(looked: Sequence[Looked]) -> Exit:
    """What is missing counts more than what is not known."""
    words = {one.word for each in looked for verdicts in each.found.verdicts.values() for one in verdicts}
    if Word.MISSING in words:
        return Exit.SOMETHING
    return Exit.COULD_NOT_RUN if Word.UNKNOWN in words else Exit.CLEAN


def _of_spec(settings: Settings, target: str, spec: Path, families: Sequence[str]) -> tuple[Looked, ...]:
    if families:
        raise Declined("say families or --file, not both", why="wrong")
    _, where = chosen_target(settings, target)
    (file,) = list(spec_files([spec], Path(), DEFAULT_BOUNDS))
    definition = render_at(document_of(file), where.target, api_shape()).definition
    return (look_at(settings, real_parts(), where, definition, text_of(definition.get("family")) or file.path),)
