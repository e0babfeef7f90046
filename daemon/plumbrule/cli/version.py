"""`plumbrule version`."""

from __future__ import annotations

import json
import platform

import click

from plumbrule.cli.options import output_option
from plumbrule.model.digest import CANON
from plumbrule.version import __version__


@click.command("version")
@output_option
def command(output: str) -> None:
    """Print the version, the canonical rules' version and the Python that runs it."""
    facts = {"version": __version__, "canon": CANON, "python": platform.python_version()}
    if output == "json":
        click.echo(json.dumps(facts))
    else:
        click.echo(f"plumbrule {__version__} (canonical rules {CANON}, Python {facts['python']})")
