"""Incidents, tellings and letters as statements, and rows as values again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from plumbrule.edge.journal.schema_tell import INCIDENTS, LETTER_MEMBERS, LETTERS, OUTBOX
from plumbrule.edge.journal.times import moment, moment_or_none, moment_text, text_or_none
from plumbrule.model.digest import canonical_json
from plumbrule.model.incident import Concern, Incident, Kind, Mark, Status, Urgency
from plumbrule.model.outbox import Destination, Forgotten, Letter, Reason, Sending, Sent, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import RowMapping, Table
    from sqlalchemy.sql.dml import UpdateBase

    from plumbrule.model.tree import Object

ToldOf: TypeAlias = Incident | Telling | Letter | Sent | Forgotten


def statements(entry: ToldOf) -> Iterator[UpdateBase]:
    """What writes `entry`, in order."""
    match entry:
        case Incident():
            yield _newest(INCIDENTS, _incident(entry))
        case Telling():
            yield _newest(OUTBOX, _telling(entry))
        case Letter():
            yield _newest(LETTERS, _letter(entry))
            for member in entry.members:
                yield upsert(LETTER_MEMBERS).values(letter=entry.id, incident=member).on_conflict_do_nothing()
        case Sent():
            changed = {"state": entry.state.value, "error": entry.error}
            changed |= {"letter": entry.letter} if entry.letter else {}
            yield update(OUTBOX).where(OUTBOX.c.id.in_(entry.tellings)).values(changed)
        case Forgotten():
            yield from _forgetting(moment_text(entry.before))


def incident(row: RowMapping) -> Incident:
    """A row of `incidents`."""
    return Incident(
        id=row["id"],
        concern=_concern(json.loads(row["concern"])),
        status=Status(row["status"]),
        at=moment(row["at"]),
        told=moment(row["told"]),
        until=moment_or_none(row["until"]),
        person=row["person"],
        ended=moment_or_none(row["ended"]),
    )


def telling(row: RowMapping) -> Telling:
    """A row of `outbox`."""
    return Telling(
        id=row["id"],
        incident=row["incident"],
        reason=Reason(row["reason"]),
        to=Destination(row["sink"], row["channel"], tuple(json.loads(row["mentions"]))),
        at=moment(row["at"]),
        due=moment(row["due"]),
        words=json.loads(row["words"]),
        letter=row["letter"],
        state=Sending(row["state"]),
        error=row["error"],
    )


def letter(row: RowMapping, members: Sequence[str]) -> Letter:
    """A row of `letters` with its members."""
    at, state = moment(row["at"]), Sending(row["state"])
    return Letter(row["id"], row["sink"], row["channel"], row["group_key"], at, row["ref"], state, tuple(members))


def _newest(table: Table, values: dict[str, str | None]) -> UpdateBase:
    """Insert, or change what is there under the same id; its place in the order stays."""
    changed = {name: value for name, value in values.items() if name != "id"}
    return upsert(table).values(values).on_conflict_do_update(index_elements=["id"], set_=changed)


def _forgetting(before: str) -> Iterator[UpdateBase]:
    """Incidents that are over with nothing left to say, and then letters about nothing."""
    unsaid = select(OUTBOX.c.incident).where(OUTBOX.c.state != Sending.SENT.value)
    over = (INCIDENTS.c.ended < before) & INCIDENTS.c.id.not_in(unsaid)
    gone = select(INCIDENTS.c.id).where(over)
    yield delete(LETTER_MEMBERS).where(LETTER_MEMBERS.c.incident.in_(gone))
    yield delete(OUTBOX).where(or_(OUTBOX.c.incident.in_(gone), _said_before(before)))
    yield delete(INCIDENTS).where(over)
    yield delete(LETTERS).where(LETTERS.c.id.not_in(select(LETTER_MEMBERS.c.letter)))


def _said_before(before: str) -> Any:  # noqa: ANN401 - SQLAlchemy's own union
    return (OUTBOX.c.state == Sending.SENT.value) & (OUTBOX.c.at < before)


def _incident(entry: Incident) -> dict[str, str | None]:
    return {
        "id": entry.id,
        "subject": entry.concern.subject,
        "status": entry.status.value,
        "person": entry.person,
        "concern": canonical_json(_plain(entry.concern)),
        "at": moment_text(entry.at),
        "told": moment_text(entry.told),
        "until": text_or_none(entry.until),
        "ended": text_or_none(entry.ended),
    }


def _telling(entry: Telling) -> dict[str, str | None]:
    return {
        "id": entry.id,
        "incident": entry.incident,
        "reason": entry.reason.value,
        "sink": entry.to.sink,
        "channel": entry.to.channel,
        "mentions": canonical_json(list(entry.to.mentions)),
        "words": canonical_json(entry.words),
        "letter": entry.letter,
        "state": entry.state.value,
        "error": entry.error,
        "at": moment_text(entry.at),
        "due": moment_text(entry.due),
    }


def _letter(entry: Letter) -> dict[str, str | None]:
    return {
        "id": entry.id,
        "sink": entry.sink,
        "channel": entry.channel,
        "group_key": entry.group,
        "ref": entry.ref,
        "state": entry.state.value,
        "at": moment_text(entry.at),
    }


def _plain(concern: Concern) -> Object:
    return {
        "subject": concern.subject,
        "kind": concern.kind.value,
        "target": concern.target,
        "family": concern.family,
        "fingerprint": concern.fingerprint,
        "urgency": concern.urgency.value,
        "cause": concern.cause,
        "labels": dict(concern.labels),
        "facts": concern.facts,
        "marks": sorted(mark.value for mark in concern.marks),
        "opens": concern.opens,
    }


def _concern(plain: dict[str, Any]) -> Concern:
    marks = frozenset(map(Mark, plain["marks"]))
    return Concern(
        **{**plain, "kind": Kind(plain["kind"]), "urgency": Urgency(plain["urgency"]), "marks": marks},
    )
