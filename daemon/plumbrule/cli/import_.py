"""`plumbrule import`: clean specs from what is registered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.live import Live, chosen_target, where_option
from plumbrule.cli.options import config_option, settings_from
from plumbrule.cli.report.words import printable
from plumbrule.cli.written import FORMS, judged, text_of
from plumbrule.drafts.imported import imported
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import Declined
from plumbrule.model.ids import Family
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.drafts.imported import Imported

EXAMPLES = """\b
Examples:
  plumbrule import web worker --config plumbrule.yaml --folder specs/services
  plumbrule import --all --prefix shop- --target production --folder specs/services
  plumbrule import web --output json --folder -
"""
ENDINGS: Final = {"yaml": ".yaml", "json": ".json", "manifest": ".yaml"}


@click.command("import", epilog=EXAMPLES)
@click.argument("families", nargs=-1, metavar="[FAMILY]...")
@click.option("--all", "everything", is_flag=True, help="Every family of the account and Region that has a revision.")
@click.option("--prefix", default="", help="With --all: families that begin so.")
@where_option
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, allow_dash=True),
    default=Path(),
    show_default="this folder",
    help="Where the files go, one for each family; - prints a single one.",
)
@click.option("--output", "-o", type=click.Choice(FORMS), default="yaml", show_default=True, help="The form.")
@click.option("--include-plaintext", is_flag=True, help="Write values that look like secrets, in the clear.")
@config_option
def command(
    families: tuple[str, ...],
    prefix: str,
    target: str,
    folder: Path,
    output: str,
    config: Path,
    *,
    everything: bool,
    include_plaintext: bool,
) -> None:
    """Write specs that mean what is registered: defaults left out, in an order that stays, one file for each family.

    A family with a value that looks like a secret is refused: such a value belongs into Secrets Manager, not into Git.
    A file that is there already is never overwritten. Exits with 2 when a family could not be written.
    """
    with plain_errors():
        live = Live(chosen_target(settings_from(config), target))
        names = list(live.families(prefix)) if everything else [Family(name) for name in families]
        if not names:
            raise Declined("say which families, or --all", why="wrong")
        refused = [name for name in names if not _one(live, name, folder, output, plain=include_plaintext)]
    if len(names) > 1:
        click.echo(f"{len(names) - len(refused)} written, {len(refused)} not", err=True)
    sys.exit(Exit.SOMETHING if refused else Exit.CLEAN)


def _one(live: Live, family: Family, folder: Path, form: str, *, plain: bool) -> bool:
    """Write one family; False where that is refused, which is told."""
    revision = live.latest(family)
    if not isinstance(revision, Revision):
        return _refuse(family, "it has no ACTIVE revision here")
    made = imported(revision, live.lens, api_shape())
    if live.lens.git(made.definition) != live.lens.live(revision.definition, revision.arn):
        return _refuse(family, "it cannot be written so that it means the same; please tell us")
    if made.secrets and not plain:
        return _refuse(family, " ".join(_advice(made)))
    text = text_of(made.definition, form)
    if errors := [one for one in judged(text, form) if one.is_error]:
        others = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        return _refuse(family, f"no spec may say what is live: {errors[0].message} ({errors[0].rule}){others}")
    return _put(family, text, folder, form)


def _advice(made: Imported) -> Iterator[str]:
    yield f"{', '.join(made.secrets)} may be a secret:"
    yield "keep it in Secrets Manager or Parameter Store and refer to it (plumbrule explain secrets),"
    yield "or write it in the clear with --include-plaintext"


def _put(family: Family, text: str, folder: Path, form: str) -> bool:
    if str(folder) == "-":
        click.echo(text, nl=False)
        return True
    path = folder / f"{family}{ENDINGS[form]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return True
        with path.open("x", encoding="utf-8") as made:
            made.write(text)
    except OSError as error:
        return _refuse(family, f"{path} cannot be written: {error.strerror}")
    click.echo(f"{path}")
    return True


def _refuse(family: str, why: str) -> bool:
    click.echo(f"{click.style('not written', fg='red')}  {printable(family)}: {printable(why)}", err=True)
    return False
