"""The port's reads and its one write, over any engine that has the tables."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Integer, bindparam, select

from plumbrule.edge.journal import rows
from plumbrule.edge.journal.engine import for_writing
from plumbrule.edge.journal.faults import plain_words
from plumbrule.edge.journal.schema import AGREED, APPLIED, INTENTS, LOOKS, RESULTS, RETAGS, SETTLED
from plumbrule.errors import JournalError
from plumbrule.model.ids import Family
from plumbrule.model.record import Ending, Pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine, RowMapping, Select

    from plumbrule.edge.journal.place import Anchor, Lock
    from plumbrule.model.ids import Key, PlanId, TargetName
    from plumbrule.model.record import Agreed, Applied, Entry, Intent, Result, Retagged, Settled

Value = TypeVar("Value")

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


class SqlJournal:
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
        self._id = id
        self._place = place
        self._engine = engine
        self._writes = for_writing(engine)
        self._writing = threading.Lock()  # waiting here is fair; SQLite's own waiting is not
        self._lock = lock
        self._anchor = anchor
        self._writable = writable
        self._closed = False

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
            return Pending(rows.intent(row), tuple(rows.moment(at) for at in looks))

    def pending_families(self, target: TargetName) -> frozenset[Family]:
        """See `ports.Journal`."""
        return self._families(_PENDING_FAMILIES, target)

    def registered(self, key: Key) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_REGISTERED, rows.named(key), rows.result)

    def ended(self, plan: PlanId) -> Result | None:
        """See `ports.Journal`."""
        return self._first(_ENDED, {"plan": plan}, rows.result)

    def sent(self, key: Key) -> Intent | None:
        """See `ports.Journal`."""
        return self._first(_SENT, rows.named(key), rows.intent)

    def retagged(self, key: Key, since: datetime) -> tuple[Retagged, ...]:
        """See `ports.Journal`."""
        return self._all(_RETAGGED, {**rows.named(key), "since": rows.moment_text(since)}, rows.retagged)

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
            statements = [rows.statement(entry) for entry in entries]
            with self._writing, self._writes.begin() as connection:
                for statement in statements:
                    connection.execute(statement)

    def close(self) -> None:
        """See `ports.Journal`."""
        with self._writing:
            self._closed = True
            with plain_words(self._place):
                self._engine.dispose()
            if self._lock is not None:
                self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._usable()
        with plain_words(self._place), self._engine.begin() as connection:
            yield connection

    def _families(self, wanted: Select[Any], target: TargetName) -> frozenset[Family]:
        with self._reading() as connection:
            return frozenset(Family(name) for name in connection.execute(wanted, {"target": target}).scalars())

    def _first(
        self, wanted: Select[Any], values: Mapping[str, str], made: Callable[[RowMapping], Value]
    ) -> Value | None:
        with self._reading() as connection:
            row = connection.execute(wanted, values).mappings().first()
            return None if row is None else made(row)

    def _all(
        self, wanted: Select[Any], values: Mapping[str, str | int], made: Callable[[RowMapping], Value]
    ) -> tuple[Value, ...]:
        with self._reading() as connection:
            return tuple(made(row) for row in connection.execute(wanted, values).mappings())

    def _usable(self) -> None:
        if self._closed:
            raise JournalError("it is closed already", place=self._place)
        if self._anchor is not None:
            self._anchor.hold()
