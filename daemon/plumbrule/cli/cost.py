"""`plumbrule cost`: what specs cost, as an estimate."""

from __future__ import annotations

from pathlib import Path

import click

from plumbrule.cli.costed import Costed, as_json, as_text
from plumbrule.cli.exits import plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.options import if_target_config_option, if_target_option, output_option
from plumbrule.cli.priced import prices_from, prices_option
from plumbrule.cli.saying import say
from plumbrule.cli.specced import definition_of_file
from plumbrule.core.cost.estimate import size_of_task
from plumbrule.core.grants.needs import where_of
from plumbrule.core.grants.statement import Where
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.tree import as_text as text_of

EXAMPLES = """\b
Examples:
  plumbrule cost web.json
  plumbrule cost services/ --region eu-west-1
  plumbrule cost web.yaml --config plumbrule.yaml --target production --output json
  plumbrule cost web.json --prices our-prices.json
"""


@click.command("cost", epilog=EXAMPLES)
@click.argument("specs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--region", default="*", help="The Region of the tasks.  [default: that of each one's logs]")
@prices_option
@if_target_config_option
@if_target_option
@output_option
def command(
    specs: tuple[Path, ...], region: str, prices: Path | None, config: Path | None, target: str, output: str
) -> None:
    """Print what one task of each spec costs in a month, and what it would cost on other platforms.

    It is an estimate from list prices that are shipped with their date, and can be replaced. What has no price in the
    table is said to have none.
    """
    with plain_errors():
        table = prices_from(prices)
        costed = []
        for file in spec_files(specs, Path(), DEFAULT_BOUNDS):
            definition, known = definition_of_file(file, Where("aws", region, "*"), config, target)
            place = where_of(definition, known).region
            family = text_of(definition.get("family")) or file.path
            costed.append(Costed(family, place, size_of_task(definition), table.of(place)))
    if output == "json":
        say(as_json(costed, table.currency), for_machines=True)
    else:
        say(as_text(costed, table.currency), for_machines=False)
