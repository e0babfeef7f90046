"""Told once while the process lives: fields that nobody knows, and own facts that have expired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.words import shown
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.secret import safe_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.tell.standing import Standing
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.tree import Tree

NEUTRAL: Final[tuple[Tree, ...]] = (False, [], {}, ())
"""Values that say nothing; `0` is one that does, although Python takes it for False."""


def unknown_fields(standings: Standings, standing: Standing) -> Iterator[Notice]:
    """Once per target and field, whichever family shows it first: a value stands for those of all of them."""
    for path, value in standing.unknown.items():
        if standings.trouble(f"field {standing.key.target} {path}", "unknown"):
            fields: dict[str, Tree] = {
                "target": standing.key.target,
                "path": safe_pointer(path),
                "type": _type_of(value),
                "example": shown(value, name=_last(path)),
                "family": standing.key.family,
            }
            yield Notice(Event.FIELD_UNKNOWN, Level.INFO if _says_nothing(value) else Level.WARNING, fields)


def expired_facts(world: World, standings: Standings) -> Iterator[Notice]:
    """Once per fact."""
    today = world.clock.now().date()
    for fact in world.facts:
        if not fact.counts_on(today) and standings.trouble(f"fact {fact.path}", f"{fact.default} {fact.until}"):
            fields: dict[str, Tree] = {"path": fact.path, "until": fact.until.isoformat(), "reason": fact.reason}
            yield Notice(Event.FACT_EXPIRED, Level.WARNING, fields)


def _type_of(value: Tree) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list() | tuple():
            return "list"
        case _:
            return "object"


def _says_nothing(value: Tree) -> bool:
    return any(type(value) is type(one) and value == one for one in NEUTRAL)


def _last(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")
