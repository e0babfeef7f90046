"""The port's reads about incidents, the outbox and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, bindparam, func, select

from plumbrule.edge.journal import rows_tell
from plumbrule.edge.journal.reads import Reads
from plumbrule.edge.journal.schema_tell import INCIDENTS, LETTER_MEMBERS, LETTERS, OUTBOX
from plumbrule.edge.journal.times import moment, moment_text
from plumbrule.model.outbox import Sending

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from plumbrule.model.incident import Incident
    from plumbrule.model.outbox import Letter, Telling

MOST_TELLINGS: Final = 20_000
"""Of one look at the outbox; those of a target that is muted must not fill it."""
MOST_NAMED: Final = 10
_OPEN: Final = (Sending.PENDING.value, Sending.SENDING.value)

_NEWEST: Final = (
    select(INCIDENTS).where(INCIDENTS.c.subject == bindparam("subject")).order_by(INCIDENTS.c.seq.desc()).limit(1)
)
_STILL: Final = select(INCIDENTS).where(INCIDENTS.c.ended.is_(None)).order_by(INCIDENTS.c.seq)
_WHOLES: Final = _STILL.where(INCIDENTS.c.subject.not_like("family/%"))
_NAMED: Final = (
    select(INCIDENTS)
    .where(INCIDENTS.c.id >= bindparam("prefix"), INCIDENTS.c.id < bindparam("end"))
    .order_by(INCIDENTS.c.seq.desc())
    .limit(MOST_NAMED)
)
_DUE: Final = (
    select(OUTBOX)
    .where(OUTBOX.c.state.in_(_OPEN), OUTBOX.c.sink == bindparam("sink"), OUTBOX.c.due <= bindparam("now"))
    .order_by(OUTBOX.c.seq)
    .limit(bindparam("most", type_=Integer))
)
_DEAD: Final = select(OUTBOX).where(OUTBOX.c.state == Sending.DEAD.value).order_by(OUTBOX.c.seq)
_WAITING: Final = (
    select(OUTBOX.c.sink, func.count().label("number"), func.min(OUTBOX.c.at).label("oldest"))
    .where(OUTBOX.c.state.in_(_OPEN))
    .group_by(OUTBOX.c.sink)
)
_LETTER: Final = select(LETTERS).where(LETTERS.c.id == bindparam("letter"))
_LETTER_OF: Final = (
    select(LETTERS)
    .join(LETTER_MEMBERS, LETTER_MEMBERS.c.letter == LETTERS.c.id)
    .where(
        LETTER_MEMBERS.c.incident == bindparam("incident"),
        LETTERS.c.sink == bindparam("sink"),
        LETTERS.c.channel == bindparam("channel"),
    )
    .order_by(LETTERS.c.seq.desc())
    .limit(1)
)
_LETTER_FOR: Final = (
    select(LETTERS)
    .where(
        LETTERS.c.sink == bindparam("sink"),
        LETTERS.c.channel == bindparam("channel"),
        LETTERS.c.group_key == bindparam("group"),
        LETTERS.c.at >= bindparam("since"),
    )
    .order_by(LETTERS.c.seq.desc())
    .limit(1)
)
_MEMBERS: Final = (
    select(LETTER_MEMBERS.c.incident)
    .where(LETTER_MEMBERS.c.letter == bindparam("letter"))
    .order_by(LETTER_MEMBERS.c.seq)
)
_INCIDENTS: Final = (
    select(INCIDENTS)
    .join(LETTER_MEMBERS, LETTER_MEMBERS.c.incident == INCIDENTS.c.id)
    .where(LETTER_MEMBERS.c.letter == bindparam("letter"))
    .order_by(LETTER_MEMBERS.c.seq)
)


class TellReads(Reads):
    """What the port has of them."""

    def incident(self, subject: str) -> Incident | None:
        """See `ports.Journal`."""
        return self._first(_NEWEST, {"subject": subject}, rows_tell.incident)

    def incidents(self) -> tuple[Incident, ...]:
        """See `ports.Journal`."""
        return self._all(_STILL, {}, rows_tell.incident)

    def wholes(self) -> tuple[Incident, ...]:
        """See `ports.Journal`."""
        return self._all(_WHOLES, {}, rows_tell.incident)

    def incidents_named(self, prefix: str) -> tuple[Incident, ...]:
        """See `ports.Journal`."""
        return self._all(_NAMED, {"prefix": prefix, "end": f"{prefix}g"}, rows_tell.incident)

    def tellings(self, sink: str, now: datetime) -> tuple[Telling, ...]:
        """See `ports.Journal`."""
        return self._all(_DUE, {"sink": sink, "now": moment_text(now), "most": MOST_TELLINGS}, rows_tell.telling)

    def dead(self) -> tuple[Telling, ...]:
        """See `ports.Journal`."""
        return self._all(_DEAD, {}, rows_tell.telling)

    def untold(self) -> Mapping[str, tuple[int, datetime]]:
        """See `ports.Journal`."""
        with self._reading() as connection:
            found = connection.execute(_WAITING).mappings()
            return {row["sink"]: (row["number"], moment(row["oldest"])) for row in found}

    def letter(self, letter: str) -> Letter | None:
        """See `ports.Journal`."""
        with self._reading() as connection:
            return _whole(connection, connection.execute(_LETTER, {"letter": letter}).mappings().first())

    def letter_of(self, incident: str, sink: str, channel: str) -> Letter | None:
        """See `ports.Journal`."""
        values = {"incident": incident, "sink": sink, "channel": channel}
        with self._reading() as connection:
            return _whole(connection, connection.execute(_LETTER_OF, values).mappings().first())

    def letter_for(self, group: str, sink: str, channel: str, since: datetime) -> Letter | None:
        """See `ports.Journal`."""
        values = {"group": group, "sink": sink, "channel": channel, "since": moment_text(since)}
        with self._reading() as connection:
            return _whole(connection, connection.execute(_LETTER_FOR, values).mappings().first())

    def members(self, letter: str) -> tuple[Incident, ...]:
        """See `ports.Journal`."""
        return self._all(_INCIDENTS, {"letter": letter}, rows_tell.incident)


def _whole(connection: Connection, row: RowMapping | None) -> Letter | None:
    if row is None:
        return None
    return rows_tell.letter(row, connection.execute(_MEMBERS, {"letter": row["id"]}).scalars().all())
