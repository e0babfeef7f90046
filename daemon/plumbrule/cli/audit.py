"""`plumbrule audit`: prove afterwards what was done."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from plumbrule.cli.asking import asks, show
from plumbrule.cli.exits import Exit
from plumbrule.cli.saying import say
from plumbrule.errors import Unavailable
from plumbrule.model.ballot import AuditLine
from plumbrule.model.chain import GENESIS, first_broken
from plumbrule.model.digest import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.cli.client import Client

PAGE: Final = 1000
EXAMPLES = """\b
Examples:
  plumbrule audit verify
  plumbrule audit export > audit.jsonl
  plumbrule audit verify --file audit.jsonl --anchor 5f0c…
"""


@click.group("audit", epilog=EXAMPLES)
def command() -> None:
    """Export the chain of everything that was said and done, or compute it again."""


@command.command("export")
@click.option("--after", type=click.IntRange(0), default=0, help="Only lines behind this number.")
@asks
def export(client: Client, after: int, output: str) -> None:
    """Print the chain, one JSON object a line."""
    del output  # it is JSON in any case
    for line in _pages(client, after):
        say(json.dumps(line, ensure_ascii=False, separators=(",", ":")), for_machines=True)


@command.command("verify")
@click.option("--file", "export_file", type=click.Path(path_type=Path), help="An export to verify without the daemon.")
@click.option("--anchor", default="", help="A hash that was kept elsewhere: it has to be in the chain.")
@asks
def verify(client: Client, export_file: Path | None, anchor: str, output: str) -> None:
    """Compute every link again; exits with 2 where the chain does not hold."""
    found = _verified(export_file) if export_file else client.get("audit", "verify")
    if anchor and found["whole"]:
        lines = _lines(export_file) if export_file else _pages(client, 0)
        if not any(line["hash"] == anchor for line in lines):
            found = {**found, "whole": False, "words": f"no line has the hash {anchor}: its end was rewritten"}
    show(found, output, lambda: _text(found))
    sys.exit(Exit.CLEAN if found["whole"] else Exit.SOMETHING)


def _text(found: dict[str, Any]) -> str:
    if found["whole"]:
        return f"the chain holds: {found['lines']} lines, its end is {found['head_hash']}"
    return click.style(f"the chain is broken: {found['words']}", fg="red", bold=True)


def _pages(client: Client, after: int) -> Iterator[dict[str, Any]]:
    while lines := client.get("audit", after=after, most=PAGE)["lines"]:
        yield from lines
        after = lines[-1]["seq"]


def _verified(file: Path) -> dict[str, Any]:
    """As the daemon would, over an export that begins with the first line."""
    prev, count = GENESIS, 0
    for raw in _lines(file):
        broken = first_broken([_line(raw)], prev, count)
        if broken is not None:
            words = f"line {broken.seq} does not follow from the line before it"
            return {"whole": False, "lines": count, "head_hash": prev, "broken_at": broken.seq, "words": words}
        prev, count = str(raw["hash"]), count + 1
    return {"whole": True, "lines": count, "head_hash": prev, "broken_at": None, "words": ""}


def _line(raw: dict[str, Any]) -> AuditLine:
    at = datetime.fromisoformat(raw["at"])
    return AuditLine(raw["seq"], at, raw["kind"], canonical_json(raw["body"]), raw["prev"], raw["hash"])


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with file.open(encoding="utf-8") as text:
            yield from (json.loads(line) for line in text if line.strip())
    except (OSError, ValueError) as error:
        raise Unavailable(f"it is no export of an audit chain: {type(error).__name__}", place=str(file)) from error
