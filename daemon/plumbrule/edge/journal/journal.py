"""The port's reads and its one write, over any engine that has the tables."""

from __future__ import annotations

import threading
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, bindparam, select

from plumbrule.edge.journal import rows
from plumbrule.edge.journal.chain import append
from plumbrule.edge.journal.engine import for_writing
from plumbrule.edge.journal.faults import plain_words
from plumbrule.edge.journal.reads_people import PeopleReads
from plumbrule.edge.journal.reads_tell import TellReads
from plumbrule.edge.journal.schema import AGREED, APPLIED, INTENTS, LOOKS, RESULTS, RETAGS, SETTLED
from plumbrule.edge.journal.times import moment, moment_text
from plumbrule.errors import JournalError
from plumbrule.model.ids import Digest, Family
from plumbrule.model.record import Ending, Pending

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Engine, Select

    from plumbrule.edge.journal.place import Anchor, Lock
    from plumbrule.model.ids import Key, PlanId, TargetName
    from plumbrule.model.record import Agreed, Applied, Entry, Intent, Result, Retagged, Settled

# Built once: building one takes longer than asking it.
_AGREED: Final = select(AGREED).where(*rows.of_family(AGREED))
_FAMILIES: Final = select(AGREED.c.family).where(AGREED.c.target == bindparam("target"))
_SETTLED: Final = select(SETTLED).where(*rows.of_family(SETTLED))
_NO_RESULT: Final = ~select(RESULTS.c.seq).where(RESULTS.c.intent == INTENTS.c.id).exists()
_PENDING: Final = select(INTENTS).where(*rows.of_family(INTENTS), _NO_RESULT).order_by(INTENTS.c.seq.desc()).limit(1)
_PENDING_FAMILIES: Final = (
    select(INTENTS.c.family).distinct().where(INTENTS.c.target == bindparam("target"), _NO_RESULT)
)
_LOOKS: Final = select(LOOKS.c.at).where(LOOKS.c.intent == bindparam("intent")).order_by(LOOKS.c.seq)
_REGISTERED: Final = (
    select(RESULTS)
    .where(*rows.of_family(RESULTS), RESULTS.c.ending == Ending.REGISTERED.value)
    .order_by(RESULTS.c.seq.desc())
    .limit(1)
)
_SENT: Final = (
    select(INTENTS)
    .join(RESULTS, RESULTS.c.intent == INTENTS.c.id)
    .where(*rows.of_family(RESULTS), RESULTS.c.ending == Ending.REGISTERED.value)
    .order_by(RESULTS.c.seq.desc())
    .limit(1)
)
_INPUTS: Final = select(AGREED.c.family, AGREED.c.input_digest).where(AGREED.c.target == bindparam("target"))
_REFUSED: Final = (
    select(RESULTS)
    .join(INTENTS, RESULTS.c.intent == INTENTS.c.id)
    .where(
        *rows.of_family(RESULTS),
        RESULTS.c.ending == Ending.REJECTED.value,
        INTENTS.c.desired == bindparam("desired"),
    )
    .order_by(RESULTS.c.seq.desc())
    .limit(1)
)
_NEWEST_RESULTS: Final = (
    select(RESULTS, INTENTS.c.desired)
    .join(INTENTS, RESULTS.c.intent == INTENTS.c.id)
    .where(*rows.of_family(INTENTS))
    .order_by(INTENTS.c.seq.desc())
    .limit(20)
)
_BAD_LUCK: Final = frozenset({Ending.NOT_SENT.value, Ending.THROTTLED.value, Ending.BASE_MOVED.value})
_OF_TARGET: Final = (
    select(RESULTS).where(RESULTS.c.target == bindparam("target")).order_by(RESULTS.c.seq.desc()).limit(1)
)
_MADE: Final = select(RESULTS).where(
    *rows.of_family(RESULTS),
    RESULTS.c.ending == Ending.REGISTERED.value,
    RESULTS.c.number == bindparam("number", type_=Integer),
)
_INTENT: Final = select(INTENTS).where(INTENTS.c.id == bindparam("id"))
_RETAGGED: Final = (
    select(RETAGS).where(*rows.of_family(RETAGS), RETAGS.c.at >= bindparam("since")).order_by(RETAGS.c.seq.desc())
)
_RETAGS: Final = (
    select(RETAGS)
    .where(RETAGS.c.target == bindparam("target"))
    .order_by(RETAGS.c.seq.desc())
    .limit(bindparam("most", type_=Integer))
)
_APPLIED: Final = select(APPLIED).where(APPLIED.c.source == bindparam("source"))
_ENDED: Final = select(RESULTS).where(RESULTS.c.plan == bindparam("plan")).order_by(RESULTS.c.seq.desc()).limit(1)


class SqlJournal(PeopleReads, TellReads):
    """Satisfies `ports.Journal`; safe to use from many threads.

    Made by `open_journal` and `memory_journal`.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        id: str,  # noqa: A002 - the port's word
        place: str,
        lock: Lock | None,
        anchor: Anchor | None,
        writable: bool,
    ) -> None:
        super().__init__(engine, place)
        self._id = id
        self._writes = for_writing(engine)
        self._writing = threading.Lock()  # waiting here is fair; SQLite's own waiting is not
        self._lock = lock
        self._anchor = anchor
        self._writable = writable

    @property
    def id(self) -> str:
        """See `ports.Journal`."""
        return self._id

    def agreed(self, key: Key) -> Agreed | None:
        """See `ports.Journal`."""
        return self._first(_AGREED, rows.named(key), rows.agreed)

    def agreed_families(self, target: TargetName) -> frozenset[Family]:
        """See `ports.Journal`; one query, answered from the primary key alone."""
        return self._families(_FAMILIES, target)

    def pending(self, key: Key) -> Pending | None:
        """See `ports.Journal`: the newest intent without any result."""
        with self._reading() as connection:
            row = connection.execute(_PENDING, rows.named(key)).mappings().first()
            if row is None:
                return None
            looks = connection.execute(_LOOKS, {"intent": row["id"]}).scalars()
            return Pending(rows.intent(row), tuple(moment(at) for at in looks))

    def pending_families(self, target: TargetName) -> frozenset[Family]:
        """See `ports.Journal`."""
        return self._families(_PENDING_FAMILIES, target)

    def registered(self, key: Key) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_REGISTERED, rows.named(key), rows.result)

    def ended(self, plan: PlanId) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_ENDED, {"plan": plan}, rows.result)

    def agreed_inputs(self, target: TargetName) -> Mapping[Family, Digest | None]:
        """See `ports.Journal`."""
        with self._reading() as connection:
            found = connection.execute(_INPUTS, {"target": target}).mappings()
            return {Family(row["family"]): row["input_digest"] and Digest(row["input_digest"]) for row in found}

    def refused(self, key: Key, desired: Digest) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_REFUSED, {**rows.named(key), "desired": desired}, rows.result)

    def failures(self, key: Key, desired: Digest) -> tuple[Result, ...]:
        """See `ports.Journal`."""
        with self._reading() as connection:
            found = connection.execute(_NEWEST_RESULTS, rows.named(key)).mappings().all()
        unlucky = takewhile(lambda row: row["desired"] == desired and row["ending"] in _BAD_LUCK, found)
        return tuple(rows.result(row) for row in unlucky)

    def newest_result(self, target: TargetName) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_OF_TARGET, {"target": target}, rows.result)

    def sent_as(self, key: Key, number: int) -> tuple[Intent, Result] | None:
        """See `ports.Journal`."""
        found = self._first(_MADE, {**rows.named(key), "number": number}, rows.result)
        sent = self._first(_INTENT, {"id": found.intent}, rows.intent) if found else None
        return (sent, found) if sent and found else None

    def sent(self, key: Key) -> Intent | None:
        """See `ports.Journal`."""
        return self._first(_SENT, rows.named(key), rows.intent)

    def retagged(self, key: Key, since: datetime) -> tuple[Retagged, ...]:
        """See `ports.Journal`."""
        return self._all(_RETAGGED, {**rows.named(key), "since": moment_text(since)}, rows.retagged)

    def retags(self, target: TargetName, most: int) -> tuple[Retagged, ...]:
        """See `ports.Journal`."""
        return self._all(_RETAGS, {"target": target, "most": most}, rows.retagged)

    def settled(self, key: Key) -> Settled | None:
        """See `ports.Journal`."""
        return self._first(_SETTLED, rows.named(key), rows.settled)

    def applied(self, source: str) -> Applied | None:
        """See `ports.Journal`."""
        return self._first(_APPLIED, {"source": source}, rows.applied)

    def record(self, *entries: Entry) -> None:
        """See `ports.Journal`: one transaction, on the disk when this returns."""
        self._usable()
        if not self._writable:
            raise JournalError("it was opened for reading only", place=self._place)
        with plain_words(self._place):
            statements = [statement for entry in entries for statement in rows.statements(entry)]
            with self._writing, self._writes.begin() as connection:
                for statement in statements:
                    connection.execute(statement)
                append(connection, entries)

    def close(self) -> None:
        """See `ports.Journal`."""
        with self._writing:
            self._closed = True
            with plain_words(self._place):
                self._engine.dispose()
            if self._lock is not None:
                self._lock.release()

    def _usable(self) -> None:
        super()._usable()
        if self._anchor is not None:
            self._anchor.hold()

    def _families(self, wanted: Select[Any], target: TargetName) -> frozenset[Family]:
        with self._reading() as connection:
            return frozenset(Family(name) for name in connection.execute(wanted, {"target": target}).scalars())
