"""`plumbrule explain`: what a field, a rule or a topic means."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumbrule.cli.exits import plain_errors
from plumbrule.cli.explained import as_json, as_text
from plumbrule.cli.options import output_option
from plumbrule.cli.report.words import printable
from plumbrule.cli.saying import say
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import Declined
from plumbrule.reference.explain.finding import found, starting, suggestions
from plumbrule.reference.explain.pages import page_of
from plumbrule.reference.explain.words import Lang, lang_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.reference.explain.page import Target

EXAMPLES = """\b
Examples:
  plumbrule explain
  plumbrule explain healthCheck.startPeriod
  plumbrule explain R178
  plumbrule explain roles
  plumbrule explain ヘルスチェック --lang ja
  plumbrule explain --html site/
"""


def _words(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return list(starting(incomplete))


@click.command("explain", epilog=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("word", nargs=-1, metavar="[FIELD|RULE|TOPIC]", shell_complete=_words)
@click.option("--lang", type=click.Choice([one.value for one in Lang]), help="The language.  [default: the locale's]")
@click.option(
    "--html",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write everything there as a small site that needs no network; both languages unless --lang says one.",
)
@output_option
def command(word: tuple[str, ...], lang: str | None, html: Path | None, output: str) -> None:
    """Explain a field of a task definition, a rule, or a topic, in English or Japanese.

    A field is named as in the API (healthCheck, containerDefinitions[].image), a rule by its id, a topic by any
    obvious word, such as an item of the console's form in either language. An option of docker run leads to the field
    that it becomes. Without a word, everything is listed.
    """
    with plain_errors():
        if html is not None:
            _site(html, [Lang(lang)] if lang else [*Lang])
            return
        chosen = Lang(lang) if lang else lang_of(os.environ)
        page = page_of(_one(" ".join(word)), api_shape().request, chosen)
        if output == "json":
            say(as_json(page, chosen), for_machines=True)
        else:
            say(as_text(page, shutil.get_terminal_size().columns), for_machines=False)


def _one(word: str) -> Target:
    """The page that is meant. Raises Declined."""
    hits = found(word)
    if len(hits) == 1:
        return hits[0]
    shown = printable(word)
    if hits:
        raise Declined(f"{shown} may mean several things: say {_either(one.name for one in hits)}", why="ambiguous")
    near = _either(suggestions(word))
    raise Declined(
        f"nothing is known of {shown}: {f'did you mean {near}' if near else 'plumbrule explain lists everything'}",
        why="unknown",
    )


def _either(names: Iterable[str]) -> str:
    *others, last = (*names, "")[:-1] or ("",)
    return f"{', '.join(others)} or {last}" if others else last


def _site(folder: Path, langs: Sequence[Lang]) -> None:
    """Raises Declined."""
    from plumbrule.reference.explain.site import site  # noqa: PLC0415 - only for those who want one

    try:
        for name, text in site(api_shape().request, langs):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Declined(f"the site cannot be written: {error.strerror}", why="wrong", place=str(folder)) from None
    say(str(folder / "index.html"), for_machines=False)
