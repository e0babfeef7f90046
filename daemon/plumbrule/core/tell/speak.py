"""Which notices a pass is worth: only what is new since the last one was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.tell.speak_tags import of_difference, of_mending, tags_told
from plumbrule.core.tell.standing import Standing, Told
from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.finding import Severity
from plumbrule.model.outcome import (
    Accepted,
    FoundLater,
    Mended,
    NotDone,
    NotMended,
    Registered,
    Stood,
    Unanswered,
)
from plumbrule.model.record import Ending
from plumbrule.model.revision import Revision
from plumbrule.model.state import DRIFT, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.tree import Object, Tree

REFUSED: Final = "refused-by-ecs"
"""The id of the finding that ECS itself makes."""


def told_after(told: Told | None, now: Standing) -> Told:
    """What was said once `now` was told."""
    return Told(now.signature, now.state, tags_told(told, now), now.signature_apart)


def speak(told: Told | None, now: Standing) -> tuple[Notice, ...]:
    """The notices for one pass, the canonical line last; the same news twice says nothing but that line, at debug."""
    fresh = told is None or told.signature != now.signature
    acted = (*_of_action(now), *of_mending(now.acted, _names(now)))
    apart, of_tags = _of_owners(told, now), of_difference(told, now, _names(now))
    line = _line(now, loud=fresh or bool(acted or apart))
    return (*acted, *_of_drift(told, now, fresh=fresh), *of_tags, *apart, line)


def _of_owners(told: Told | None, now: Standing) -> tuple[Notice, ...]:
    """Once per difference: what an owner sets is information, never drift."""
    if not now.apart.owned or (told is not None and told.apart == now.signature_apart):
        return ()
    fields = _names(now) | {"changes": [change_fields(change) for change in now.apart.owned]}
    return (Notice(Event.OWNER_DIFFERED, Level.INFO, fields),)


def _of_drift(told: Told | None, now: Standing, *, fresh: bool) -> tuple[Notice, ...]:
    if now.state in DRIFT:
        return (Notice(Event.DRIFT_FOUND, Level.WARNING, _drift_fields(now)),) if fresh else ()
    if told and told.state in DRIFT and now.state is not State.UNKNOWN:
        return (Notice(Event.DRIFT_RESOLVED, Level.INFO, _names(now) | {"was": told.state.value}),)
    return ()


def _of_action(now: Standing) -> tuple[Notice, ...]:
    names = _names(now) | {"plan": now.plan.id if now.plan else None}
    match now.acted:
        case Registered(revision, between):
            raced = (
                (Notice(Event.REGISTRATION_RACED, Level.WARNING, names | {"between": list(between)}),)
                if between
                else ()
            )
            return (Notice(Event.REVISION_REGISTERED, Level.INFO, names | {"arn": revision.arn}), *raced)
        case FoundLater(revision):
            return (Notice(Event.REGISTRATION_FOUND, Level.INFO, names | {"arn": revision.arn}),)
        case Unanswered(fresh=True, words=words):
            return (Notice(Event.REGISTRATION_UNANSWERED, Level.WARNING, names | {"words": words}),)
        case NotDone(Ending.LOST, words):
            return (Notice(Event.REGISTRATION_LOST, Level.ERROR, names | {"words": words}),)
        case NotDone(ending, words) if ending in {Ending.REJECTED, Ending.DENIED}:
            fields = names | {"ending": ending.value, "words": words}
            refused = Notice(Event.REGISTRATION_REFUSED, Level.ERROR, fields)
            return (refused, *_of_spec(now, words)) if ending is Ending.REJECTED else (refused,)
        case NotDone() | Unanswered() | Accepted() | Stood() | Mended() | NotMended():
            return ()
        case _ as never:
            assert_never(never)


def _of_spec(now: Standing, words: str) -> tuple[Notice, ...]:
    """What ECS refused is a finding on the spec, in ECS's own words: its author mends it."""
    fields: dict[str, Tree] = {
        "rule": REFUSED,
        "severity": Severity.ERROR.value,
        "file": now.plan.path if now.plan else "",
        "line": 1,
        "column": 1,
        "pointer": "",
        "message": f"ECS refused it: {words}",
        "hint": "it is tried again when the spec says something else",
    }
    return (Notice(Event.SPEC_REFUSED, Level.ERROR, fields),)


def _line(now: Standing, *, loud: bool) -> Notice:
    """The one canonical line per pass."""
    fields = _names(now) | {
        "acted": type(now.acted).__name__.lower(),
        "gates": [no.gate.value for no in now.refusals],
        "reasons": [no.message for no in now.refusals],
        "changes": [path_of(change) for change in now.changes],
        "tag_changes": [path_of(change) for change in now.tag_changes],
        "owned": [path_of(change) for change in now.apart.owned],
        "ignored": [path_of(change) for change in now.apart.ignored],
    }
    return Notice(Event.PASS_SETTLED, Level.INFO if loud else Level.DEBUG, fields)


def _names(now: Standing) -> dict[str, Tree]:
    number = now.observed.number if isinstance(now.observed, Revision) else None
    return {
        "target": now.key.target,
        "family": now.key.family,
        "state": now.state.value,
        "revision": number,
        "commit": now.commit,
    }


def _drift_fields(now: Standing) -> Object:
    live = now.observed if isinstance(now.observed, Revision) else None
    return _names(now) | {
        "changes": [change_fields(change) for change in now.changes],
        "tag_changes": [change_fields(change) for change in now.tag_changes],
        "registered_by": live.registered_by if live else None,
        "registered_kind": now.registrant.kind.value if now.registrant else None,
        "registered_name": now.registrant.name if now.registrant else None,
        "registered_at": live.registered_at.isoformat() if live and live.registered_at else None,
        "source_address": now.caller.address if now.caller else None,
        "user_agent": now.caller.agent if now.caller else None,
        "agreed_revision": now.agreed.number if now.agreed else None,
        "skipped": _skipped(now),
    }


def _skipped(now: Standing) -> Sequence[Tree]:
    """Numbers between the agreed and the live revision: only the latest is judged, the others are listed."""
    if now.agreed is None or not isinstance(now.observed, Revision):
        return ()
    return tuple(range(now.agreed.number + 1, now.observed.number))[:50]
