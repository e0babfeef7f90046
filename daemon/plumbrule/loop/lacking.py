"""What a round has to say beside the one before: what is known stays silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.verify.summing import lacks
from plumbrule.model.dependency import Word
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.loop.verified import Round
    from plumbrule.model.dependency import Lack
    from plumbrule.model.ids import TargetName
    from plumbrule.model.tree import Tree


def told(target: TargetName, before: Round | None, now: Round) -> Iterator[Notice]:
    """What is missing or has moved anew, and what nobody misses any more.

    The same thing in other words is news: a secret that was deleted first, and then its version is asked for.
    """
    known = {_news(one) for one in (*before.missing, *before.moved)} if before else set()
    for lack in (*now.missing, *now.moved):
        if _news(lack) not in known:
            event = Event.DEPENDENCY_MISSING if lack.word is Word.MISSING else Event.IMAGE_MOVED
            words: dict[str, Tree] = {"message": lack.reason, "hint": lack.advice}
            yield Notice(event, Level.WARNING, {**_fields(target, lack), **words})
    missed = {(one.thing, one.name) for one in now.missing}
    for lack in before.missing if before else ():
        if (lack.thing, lack.name) not in missed:
            missed.add((lack.thing, lack.name))
            yield Notice(Event.DEPENDENCY_FOUND, Level.INFO, _fields(target, lack))


def summary(target: TargetName, made: Round, seconds: float) -> dict[str, Tree]:
    """The fields of a round's summary."""
    return {
        "target": target,
        "families": len(made.verdicts),
        "asked": len(made.answers),
        "missing": len(made.missing),
        "moved": len(made.moved),
        "unknown": len(lacks(made.verdicts, {Word.UNKNOWN})),
        "seconds": round(seconds, 3),
    }


def _news(lack: Lack) -> tuple[str, ...]:
    return (lack.word, lack.thing, lack.name, lack.reason)


def _fields(target: TargetName, lack: Lack) -> dict[str, Tree]:
    return {"target": target, "thing": lack.thing.value, "name": lack.name, "families": list(lack.families)}
