"""A new spec, judged and written: for verbs that make one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.api import judge_offline
from plumbrule.cli.exits import Exit
from plumbrule.cli.report.words import printable
from plumbrule.cli.saying import say
from plumbrule.drafts.starter import manifest
from plumbrule.drafts.text import as_yaml
from plumbrule.errors import Declined
from plumbrule.model.digest import blob_id
from plumbrule.model.finding import ORDER, Severity
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Object

FORMS: Final = ("yaml", "json", "manifest")

form_option = click.option(
    "--output", "-o", type=click.Choice(FORMS), default="yaml", show_default=True, help="How it is written."
)
file_option = click.option(
    "--file", type=click.Path(path_type=Path), help="Write it there, unless there is something already."
)


def write(definition: Object, form: str, file: Path | None, *, least: Severity) -> None:
    """Put the spec where it is wanted; one with a finding as bad as `least` is not written, and it exits with 2.

    Raises:
        Declined: there is something in the file already, or it cannot be written.
    """
    text = text_of(definition, form)
    _refuse(judged(text, form), least)
    if file is None:
        say(text.rstrip("\n"), for_machines=True)
        return
    try:
        with file.open("x", encoding="utf-8") as made:
            made.write(text)
    except OSError as error:
        raise Declined(f"it cannot be written: {error.strerror}", why="wrong", place=str(file)) from None
    click.echo(f"{file} is written", err=True)


def text_of(definition: Object, form: str) -> str:
    """The file."""
    if form == "json":
        return json.dumps(definition, indent=2, ensure_ascii=False) + "\n"
    tree = manifest(definition) if form == "manifest" else definition
    return as_yaml(tree)


def judged(text: str, form: str) -> list[Finding]:
    """What validate says of the file."""
    content = text.encode()
    name = "new.json" if form == "json" else "new.yaml"
    return [*judge_offline(SourceFile(name, blob_id(content), content), DEFAULT_BOUNDS)]


def _refuse(findings: Sequence[Finding], least: Severity) -> None:
    """What was asked for may be wrong: that is told, and what is as bad as `least` keeps it from being written."""
    told = [one for one in findings if one.severity is not Severity.INFO]
    for one in told:
        hint = f" ({one.hint})" if one.hint else ""
        click.echo(f"{one.severity.value}  {one.rule}  {printable(one.message)}{hint}", err=True)
    if any(ORDER.index(one.severity) <= ORDER.index(least) for one in told):
        sys.exit(Exit.SOMETHING)
