"""Answers of the daemon for people: tables that fit, times as they are read at night, secrets nowhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from plumbrule.cli.report.words import printable
from plumbrule.model.state import DRIFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DIGITS: Final = 12
_SIGNS: Final = {"add": ("+", "green"), "remove": ("-", "red"), "replace": ("~", "yellow")}
_WORST: Final = (
    "unknown",
    *(state.value for state in DRIFT),
    "unadopted",
    "missing",
    "spec_ahead",
    "orphan",
    "in_sync",
)
_UNITS: Final = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows in columns; widths are those of what is seen, not of colours."""
    lines = [tuple(titles), *map(tuple, rows)]
    widths = [max(len(click.unstyle(cell)) for cell in column) for column in zip(*lines, strict=True)]
    head, *body = [
        "  ".join(
            cell + " " * (width - len(click.unstyle(cell))) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    return [click.style(head, dim=True), *body]


def ago(moment: str | None, now: str) -> str:
    """How long ago, in its largest unit: `3h`; empty where it is not known."""
    if not moment:
        return ""
    return span((_time(now) - _time(moment)).total_seconds())


def span(seconds: float) -> str:
    """So many seconds in the largest unit that they fill."""
    left = max(0, int(seconds))
    name, size = next(((name, size) for name, size in _UNITS if left >= size), ("s", 1))
    return f"{left // size}{name}"


def clock(moment: str | None) -> str:
    """A time in UTC, to the minute."""
    return f"{_time(moment):%Y-%m-%d %H:%M} UTC" if moment else "-"


def state_of(name: str) -> str:
    """A state in its colour."""
    if name == "in_sync":
        return click.style(name, fg="green")
    return click.style(name, fg="red" if name in {one.value for one in DRIFT} | {"unknown"} else "yellow")


def running_of(name: str) -> str:
    """How what runs stands to what is registered, in its colour."""
    colour = {"current": "green", "running_inactive": "red"}.get(name, "yellow")
    return click.style(name, fg=colour)


def rank(name: str) -> int:
    """The worst state first."""
    return _WORST.index(name) if name in _WORST else 0


def changes(found: Sequence[Mapping[str, Any]], indent: str = "      ") -> Iterator[str]:
    """Differences as the daemon told them, masked there already."""
    for one in found:
        sign, colour = _SIGNS.get(one.get("op", ""), ("·", "white"))
        yield f"{indent}{click.style(sign, fg=colour)} {printable(one['path'])}{_values(one)}"


def _values(one: Mapping[str, Any]) -> str:
    sides = [printable(_short(one[side])) for side in ("live", "git") if side in one]
    return f": {' → '.join(sides)}" if sides else ""


def _short(value: object) -> str:
    text = value if isinstance(value, str) else click.unstyle(str(value))
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 - a line of a terminal


def gates(found: Sequence[Mapping[str, Any]], indent: str = "      ") -> Iterator[str]:
    """Every no with its sentence."""
    for one in found:
        until = f" (until {clock(one['until'])})" if one.get("until") else ""
        yield f"{indent}{click.style(one['gate'], dim=True)}: {printable(one['message'])}{until}"


def approvals(found: Sequence[Mapping[str, Any]], indent: str = "      ") -> Iterator[str]:
    """Who said what, until when, and why."""
    for one in found:
        glass = " BREAKING GLASS" if one.get("glass") else ""
        until = f" until {clock(one['until'])}" if one.get("until") else ""
        why = f": {printable(one['reason'])}" if one.get("reason") else ""
        who = f"{printable(one['person'])} ({printable(one['identity'])})"
        yield f"{indent}{one['word']}{glass} by {who} at {clock(one['at'])}{until}{why}"


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)
