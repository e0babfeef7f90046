"""`plumbrule diff`: what differs between Git and ECS, and why; for one file offline, or for one family."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.difference import Difference, as_fields, uncounted_fields
from plumbrule.cli.difference_markdown import as_markdown
from plumbrule.cli.difference_text import as_text
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.options import DEFAULT_FILE
from plumbrule.cli.saying import say
from plumbrule.comparing import compare_loaded
from plumbrule.core.load.read import read
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import PlumbruleError, SourceError
from plumbrule.model.document import Broken
from plumbrule.model.pace import DEFAULT_BOUNDS

if TYPE_CHECKING:
    from plumbrule.model.document import Loaded
    from plumbrule.model.tree import Object, Tree

EXAMPLES = """\b
Examples:
  plumbrule diff shop-web --target production --explain
  plumbrule diff --file web.json --against live.json
  aws ecs describe-task-definition --task-definition web --include TAGS |
    plumbrule diff --file web.json --against - --output json
"""
STDIN: Final = Path("-")


class _Wrong(PlumbruleError):
    """What was asked for cannot be done, by what was typed or by what stands in the files."""

    code = "cannot_run"


@click.command("diff", epilog=EXAMPLES)
@click.argument("family", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="A spec in any form, instead of a family in Git.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="With --file: what describe-task-definition printed, or - for standard input.",
)
@click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    envvar="PLUMBRULE_CONFIG",
    default=Path(DEFAULT_FILE),
    show_default=True,
    show_envvar=True,
    help="The settings file; not read with --file.",
)
@click.option("--target", help="The target; with --file the name by which a manifest's overlays are chosen.")
@click.option("--explain", is_flag=True, help="Say why each difference counts, and what was not counted by which fact.")
@click.option(
    "--output",
    "-o",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for a comment on a pull request.",
)
def command(
    family: str | None,
    file: Path | None,
    against: Path | None,
    config: Path,
    target: str | None,
    output: str,
    *,
    explain: bool,
) -> None:
    """Show what differs between Git and ECS; changes nothing.

    FAMILY is looked up in the source and in ECS, as the settings say.
    With --file and --against two files are compared offline, without settings.

    Exits with 0 when both sides mean the same, 2 when they differ, and 1 when they cannot be compared.
    """
    with plain_errors():
        if file is not None or against is not None:
            found = [_of_files(family, file, against, target)]
        else:
            found = _of_family(family, config, target)
    found = [one if explain else replace(one, not_counted=None) for one in found]
    say(_rendered(found, output, alone=family is None), for_machines=output != "text")
    sys.exit(Exit.SOMETHING if any(one.changes or one.remark for one in found) else Exit.CLEAN)


def _rendered(found: list[Difference], output: str, *, alone: bool) -> str:
    if output == "json":
        told: list[Tree] = [_fields(one) if alone else {"name": one.name} | _fields(one) for one in found]
        return json.dumps(told[0] if alone else {"families": told}, indent=2, ensure_ascii=False)
    form = as_markdown if output == "markdown" else as_text
    return "\n\n".join(form(one) for one in found)


def _fields(one: Difference) -> dict[str, Tree]:
    told: dict[str, Tree] = {"equal": not one.changes and not one.remark, "changes": as_fields(one.changes)}
    told |= {"registered": one.author} if one.author else {}
    told |= {"remark": one.remark} if one.remark else {}
    return told if one.not_counted is None else told | {"not_counted": uncounted_fields(one.not_counted)}


def _of_files(family: str | None, file: Path | None, against: Path | None, target: str | None) -> Difference:
    if family is not None or file is None or against is None:
        raise _Wrong("--file and --against go together, and without FAMILY")
    document, observed = _loaded(file), _observed(against)
    try:
        found = compare_loaded(document, observed, context={"target": target} if target else {})
    except ValueError as error:
        raise _Wrong(str(error), place=str(file)) from error
    return Difference(str(file), found.changes, found.not_counted)


def _loaded(file: Path) -> Loaded:
    (source,) = spec_files([_existing(file)], Path().absolute(), DEFAULT_BOUNDS)
    document = read(source, DEFAULT_BOUNDS, api_shape())
    if isinstance(document, Broken):
        first = next(found for found in document.findings if found.is_error)
        raise _Wrong(first.message, place=f"{file}:{first.place.line}:{first.place.column}")
    return document


def _existing(path: Path) -> Path:
    if path.is_dir():
        raise SourceError("is a folder; one spec file is compared", place=str(path))
    return path


def _observed(path: Path) -> Object:
    try:
        text = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
        found = json.loads(text)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", place=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise _Wrong("is not the JSON that describe-task-definition prints", place=str(path)) from error
    if not isinstance(found, dict):
        raise _Wrong("holds no object; describe-task-definition prints one", place=str(path))
    return found


def _of_family(family: str | None, config: Path, target: str | None) -> list[Difference]:
    from plumbrule.cli.diff_live import differences  # noqa: PLC0415 - two files need neither settings nor boto3

    if family is None:
        raise _Wrong("name a family, or two files by --file and --against")
    return differences(family, config, target)
