"""Reading the journal: what every subject's reads share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from plumbrule.edge.journal.faults import plain_words
from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine, RowMapping, Select

Value = TypeVar("Value")


class Reads:
    """One engine and its place; safe for many threads."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._closed = False

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._usable()
        with plain_words(self._place), self._engine.begin() as connection:
            yield connection

    def _first(
        self, wanted: Select[Any], values: Mapping[str, str | int], made: Callable[[RowMapping], Value]
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
