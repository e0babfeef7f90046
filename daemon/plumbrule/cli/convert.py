"""`plumbrule convert`: a spec out of a Dockerfile or a command line of `docker run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.exits import plain_errors
from plumbrule.cli.report.words import printable
from plumbrule.cli.written import file_option, form_option, write
from plumbrule.drafts.draft import image_name, plain_name
from plumbrule.drafts.whole import Home, whole
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.clock import SystemClock
from plumbrule.errors import Declined
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.drafts.draft import Draft

EXAMPLES = """\b
Examples:
  plumbrule convert dockerfile Dockerfile --image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.0.0
  plumbrule convert docker-run 'docker run -d -p 8080:8080 --env LOG_LEVEL=info example/web:1.4'
  plumbrule convert docker-run - --output json < run.sh
"""
LONGEST: Final = 1_000_000
"""Characters of a Dockerfile or a command line that are read."""


def _of_home(command: Callable[..., None]) -> Callable[..., None]:
    """Where the spec is going to live, and how it is written."""
    options = (
        click.option("--family", default="", help="What it is called.  [default: the container's name]"),
        click.option("--account-id", default="123456789012", show_default=True, help="For the ARNs of its roles."),
        click.option("--region", default="eu-west-1", show_default=True, help="Where it logs."),
        form_option,
        file_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group("convert", epilog=EXAMPLES)
def command() -> None:
    """Make a spec out of a Dockerfile or a docker run.

    What cannot be taken over is said on standard error; what Fargate refuses is left out, with the rule that says so.
    """


@command.command("dockerfile", epilog=EXAMPLES)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--image", default="", help="What the image is called that is built from it.  [default: a placeholder]")
@_of_home
def dockerfile(
    path: Path, image: str, family: str, account_id: str, region: str, output: str, file: Path | None
) -> None:
    """Make a spec out of a Dockerfile: HEALTHCHECK, EXPOSE, ENV, USER, ENTRYPOINT, CMD, WORKDIR, STOPSIGNAL.

    Only what reaches the last stage counts. Variables are filled in as far as the file says them.
    """
    from plumbrule.drafts.dockerfile import reading  # noqa: PLC0415 - each of the two readers waits for itself alone

    with plain_errors():
        name = plain_name(family or (image_name(image) if image else path.resolve().parent.name), "app")
        built = image or f"{account_id}.dkr.ecr.{region}.amazonaws.com/{name.lower()}:1.0.0"
        draft = reading.draft_of(_text(path), built, name)
        if not image:
            draft.note(f"--image was not said: {built} stands for what is built from it")
        _finish(draft, Home(family or name, account_id, region), output, file)


@command.command("docker-run", epilog=EXAMPLES)
@click.argument("line", metavar="COMMAND_LINE")
@_of_home
def docker_run(line: str, family: str, account_id: str, region: str, output: str, file: Path | None) -> None:
    """Make a spec out of a docker run, given in quotes as it is typed in a shell; - reads it from standard input."""
    from plumbrule.drafts.docker import reading  # noqa: PLC0415 - each of the two readers waits for itself alone

    with plain_errors():
        draft = reading.draft_of(_text(Path("-")) if line == "-" else line)
        _finish(draft, Home(family or draft.container["name"], account_id, region), output, file)


def _finish(draft: Draft, home: Home, form: str, file: Path | None) -> None:
    definition, notes = whole(draft, home, api_shape(), SystemClock().now().date())
    for note in notes:
        click.echo(f"{click.style('note:', fg='yellow')} {printable(note)}", err=True)
    write(definition, form, file, least=Severity.ERROR)


def _text(path: Path) -> str:
    """Raises Declined."""
    try:
        with click.open_file(str(path), encoding="utf-8") as stream:
            text = str(stream.read(LONGEST + 1))
    except OSError as error:
        raise Declined(f"it cannot be read: {error.strerror}", why="wrong", place=str(path)) from None
    except UnicodeDecodeError:
        raise Declined("it is not text in UTF-8", why="wrong", place=str(path)) from None
    if len(text) > LONGEST:
        raise Declined(f"it is longer than {LONGEST:,} characters", why="wrong", place=str(path))
    return text
