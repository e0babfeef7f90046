"""What every table of the journal is made of."""

from __future__ import annotations

from typing import Final

from sqlalchemy import DDL, Column, Integer, MetaData, Table, Text, event

METADATA: Final = MetaData()


def key() -> tuple[Column[str], Column[str]]:
    """A family of a target, beside a key of the table's own."""
    return Column("target", Text, nullable=False), Column("family", Text, nullable=False)


def row_key() -> tuple[Column[str], Column[str]]:
    """A family of a target as the key of the row."""
    return Column("target", Text, primary_key=True), Column("family", Text, primary_key=True)


def sequence() -> Column[int]:
    """Tells the order of writing; times may repeat, and clocks may go back."""
    return Column("seq", Integer, primary_key=True, autoincrement=True)


def only_added(*tables: Table) -> None:
    """Nothing in these is ever changed or removed: the database itself refuses it."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            rule = DDL(refusing(table.name, verb))  # type: ignore[no-untyped-call]  # SQLAlchemy 2.1 leaves an argument untyped
            event.listen(table, "after_create", rule.execute_if(dialect="sqlite"))


def refusing(table: str, verb: str) -> str:
    """The trigger that refuses one kind of statement."""
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} may only be added to'); END"
    )
