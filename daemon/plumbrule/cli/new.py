"""`plumbrule new`: a good spec to start from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from plumbrule.cli.exits import plain_errors
from plumbrule.cli.written import file_option, form_option, write
from plumbrule.drafts.starter import CPU, MEMORY, USER, Wanted, advice, starter
from plumbrule.errors import Declined
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EXAMPLES = """\b
Examples:
  plumbrule new web
  plumbrule new web --image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.0.0 > web.yaml
  plumbrule new worker --image example/worker:1.4 --port 0 --env LOG_LEVEL=info --output manifest
"""


@click.command("new", epilog=EXAMPLES)
@click.argument("family", default="")
@click.option("--image", default="", help="What it runs; asked for on a terminal.")
@click.option("--port", type=click.IntRange(0, 65535), help="What it listens on, 0 for nothing.  [default: 8080]")
@click.option("--cpu", default=CPU, show_default=True, help="CPU units.")
@click.option("--memory", default=MEMORY, show_default=True, help="MiB.")
@click.option(
    "--arch", type=click.Choice(["X86_64", "ARM64"]), default="X86_64", show_default=True, help="Of the image."
)
@click.option("--account-id", default="", help="For the ARNs of its roles; asked for on a terminal.")
@click.option("--region", default="", help="Where it logs; asked for on a terminal.")
@click.option("--health", default="", help="A shell command that fails when it is unwell; none for no check.")
@click.option("--user", default=USER, show_default=True, help="Who it runs as.")
@click.option("--env", "environment", multiple=True, metavar="NAME=VALUE", help="A variable; may be repeated.")
@click.option("--secret", "secrets", multiple=True, metavar="NAME=ARN", help="A variable out of a secret.")
@form_option
@file_option
def command(  # noqa: PLR0917 - one for each option
    family: str,
    image: str,
    port: int | None,
    account_id: str,
    region: str,
    output: str,
    file: Path | None,
    environment: Sequence[str],
    secrets: Sequence[str],
    arch: str,
    **more: str,
) -> None:
    """Print a good spec to start from: small, logged, checked, a read-only root with a writable /tmp, its own roles.

    What is not said is asked for on a terminal. The spec passes plumbrule validate without a warning.
    """
    with plain_errors():
        wanted = Wanted(
            family=family or _asked("What is it called?", "FAMILY"),
            image=image or _asked("What does it run (image with tag)?", "--image"),
            port=_port(port),
            account=account_id or _asked("Which account (12 digits)?", "--account-id", "123456789012"),
            region=region or _asked("Which Region?", "--region", "eu-west-1"),
            architecture=arch,
            environment=_pairs(environment),
            secrets=_pairs(secrets),
            **more,
        )
        write(starter(wanted), output, file, least=Severity.WARNING)
    for words in advice(wanted):
        click.echo(f"then: {words}", err=True)


def _port(said: int | None) -> int:
    if said is None and _on_terminal():
        return int(click.prompt("Which port does it listen on (0 for none)?", default=8080, type=int, err=True))
    return Wanted("", "").port if said is None else said


def _asked(question: str, option: str, default: str = "") -> str:
    """What somebody answers; a default of its own where nobody can."""
    if _on_terminal():
        return str(click.prompt(question, default=default or None, err=True))
    if default:
        return default
    raise Declined(f"nobody can be asked here: say {option}", why="wrong")


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _pairs(said: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition("=") for one in said]
    wrong = next((name for name, sign, _ in pairs if not name or not sign), None)
    if wrong is not None:
        raise Declined(f"{wrong or 'a variable'}: write NAME=VALUE", why="wrong")
    return tuple((name, value) for name, _, value in pairs)
