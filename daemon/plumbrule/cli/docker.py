"""`plumbrule docker`: a spec as `docker run` or as a compose file, to try it on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import click
import yaml

from plumbrule.cli.exits import plain_errors
from plumbrule.cli.options import if_target_config_option, if_target_option
from plumbrule.cli.report.words import printable
from plumbrule.cli.saying import say
from plumbrule.cli.specced import definition_of
from plumbrule.core.grants.statement import Where
from plumbrule.drafts.docker.compose import compose
from plumbrule.drafts.docker.writing import lines, remarks

EXAMPLES = """\b
Examples:
  plumbrule docker web.json
  plumbrule docker web.json | sh
  plumbrule docker web.yaml --compose > compose.yaml
  plumbrule docker web.yaml --config plumbrule.yaml --target production
"""


@click.command("docker", epilog=EXAMPLES)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--compose", "as_compose", is_flag=True, help="Print a compose file instead.")
@if_target_config_option
@if_target_option
@click.option(
    "--output",
    "-o",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for a shell or for compose, json for machines.",
)
def command(spec: Path, config: Path | None, target: str, output: str, *, as_compose: bool) -> None:
    """Print the docker run lines that are like a spec, health checks included, to try it locally first.

    Secrets are placeholders: their values come from the shell that runs it. What differs from Fargate is said on
    standard error.
    """
    with plain_errors():
        definition, _ = definition_of(spec, Where("aws", "*", "*"), config, target)
    for remark in remarks(definition):
        click.echo(f"{click.style('note:', fg='yellow')} {printable(remark)}", err=True)
    if as_compose:
        file = compose(definition)
        text = json.dumps(file, indent=2) if output == "json" else yaml.safe_dump(file, sort_keys=False, width=1000)
        say(text.rstrip("\n"), for_machines=True)
    elif output == "json":
        say(json.dumps({"commands": list(lines(definition))}, indent=2), for_machines=True)
    else:
        say("\n\n".join(lines(definition)), for_machines=True)
