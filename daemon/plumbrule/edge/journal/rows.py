"""Entries as statements, and rows as entries again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.dialects.sqlite import insert as upsert

from plumbrule.edge.journal import exempt, rows_people, rows_tell
from plumbrule.edge.journal.schema import AGREED, APPLIED, INTENTS, LOOKS, RESULTS, RETAGS, SETTLED
from plumbrule.edge.journal.times import moment, moment_text
from plumbrule.model.ballot import Approval, Batch, Deed, Halt, Lift, Planned, Rejection, Verdict
from plumbrule.model.digest import canonical_json
from plumbrule.model.ids import BlobId, CommitId, Digest, Family, Key, PlanId, TargetName
from plumbrule.model.incident import Incident
from plumbrule.model.outbox import Forgotten, Letter, Sent, Telling
from plumbrule.model.record import Agreed, Applied, Ending, Intent, Look, Released, Result, Retagged, Settled, TagEnding
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, RowMapping, Table
    from sqlalchemy.sql.dml import UpdateBase

    from plumbrule.model.record import Entry

Values: TypeAlias = dict[str, str | int | None]


def statements(entry: Entry) -> Iterator[UpdateBase]:
    """What writes `entry`, in order.

    Raises:
        ValueError: it cannot be written without losing something.
        TypeError: the same.
    """
    match entry:
        case Agreed() | Settled() | Applied():
            yield _newest(entry)
        case Released():
            yield delete(AGREED).where(AGREED.c.target == entry.key.target, AGREED.c.family == entry.key.family)
        case Intent():
            yield insert(INTENTS).values(_intent(entry))
        case Result():
            yield insert(RESULTS).values(_result(entry))
        case Look():
            yield insert(LOOKS).values(intent=entry.intent, at=moment_text(entry.at))
        case Retagged():
            yield insert(RETAGS).values(_retagged(entry))
        case Approval() | Rejection() | Batch() | Halt() | Lift() | Planned() | Deed() | Verdict():
            yield from rows_people.statements(entry)
        case Incident() | Telling() | Letter() | Sent() | Forgotten():
            yield from rows_tell.statements(entry)
        case _:
            assert_never(entry)


def of_family(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition for the rows of one family of a target; `named` gives its values."""
    return table.c.target == bindparam("target"), table.c.family == bindparam("family")


def named(key: Key) -> dict[str, str]:
    """The values of `of_family`."""
    return {"target": key.target, "family": key.family}


def agreed(row: RowMapping) -> Agreed:
    """A row of `agreed`."""
    return Agreed(
        key=_key(row),
        arn=row["arn"],
        number=row["number"],
        digest=Digest(row["digest"]),
        input_digest=None if row["input_digest"] is None else Digest(row["input_digest"]),
        definition=json.loads(row["definition"]),
        path=row["path"],
        at=moment(row["at"]),
        exemptions=exempt.read(row["exemptions"]),
        commit=_commit(row),
        blob=_blob(row),
    )


def intent(row: RowMapping) -> Intent:
    """A row of `intents`."""
    return Intent(
        id=row["id"],
        key=_key(row),
        plan=PlanId(row["plan"]),
        desired=Digest(row["desired"]),
        input_digest=Digest(row["input_digest"]),
        base_number=row["base_number"],
        highest=row["highest"],
        commit=_commit(row),
        path=row["path"],
        epoch=row["epoch"],
        at=moment(row["at"]),
        approvals=tuple(json.loads(row["approvals"])),
        blob=_blob(row),
    )


def result(row: RowMapping) -> Result:
    """A row of `results`."""
    return Result(
        intent=row["intent"],
        key=_key(row),
        plan=PlanId(row["plan"]),
        ending=Ending(row["ending"]),
        at=moment(row["at"]),
        arn=row["arn"],
        number=row["number"],
        words=row["words"],
        between=tuple(json.loads(row["taken"])),
    )


def retagged(row: RowMapping) -> Retagged:
    """A row of `retags`."""
    return Retagged(
        key=_key(row),
        arn=row["arn"],
        request=row["request"],
        ending=TagEnding(row["ending"]),
        epoch=row["epoch"],
        at=moment(row["at"]),
        words=row["words"],
    )


def settled(row: RowMapping) -> Settled:
    """A row of `settled`."""
    gates = tuple(Gate(name) for name in json.loads(row["gates"]))
    return Settled(key=_key(row), state=State(row["state"]), gates=gates, at=moment(row["at"]))


def applied(row: RowMapping) -> Applied:
    """A row of `applied`."""
    return Applied(source=row["source"], commit=CommitId(row["commit_id"]), at=moment(row["at"]))


def _newest(entry: Agreed | Settled | Applied) -> UpdateBase:
    """Of these only the newest is kept."""
    match entry:
        case Agreed():
            return _replace(AGREED, _agreed(entry))
        case Settled():
            return _replace(SETTLED, _settled(entry))
        case Applied():
            return _replace(APPLIED, {"source": entry.source, "commit_id": entry.commit, "at": moment_text(entry.at)})
        case _:
            assert_never(entry)


def _replace(table: Table, values: Values) -> UpdateBase:
    new = upsert(table).values(values)
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)


def _key(row: RowMapping) -> Key:
    return Key(TargetName(row["target"]), Family(row["family"]))


def _commit(row: RowMapping) -> CommitId | None:
    return None if row["commit_id"] is None else CommitId(row["commit_id"])


def _blob(row: RowMapping) -> BlobId | None:
    return None if row["blob"] is None else BlobId(row["blob"])


def _named(key: Key, **values: Any) -> Values:  # noqa: ANN401 - each column takes what its own type says
    return {**named(key), **values}


def _agreed(entry: Agreed) -> Values:
    return _named(
        entry.key,
        arn=entry.arn,
        number=entry.number,
        digest=entry.digest,
        input_digest=entry.input_digest,
        definition=canonical_json(entry.definition),
        path=entry.path,
        at=moment_text(entry.at),
        exemptions=exempt.written(entry.exemptions),
        commit_id=entry.commit,
        blob=entry.blob,
    )


def _intent(entry: Intent) -> Values:
    return _named(
        entry.key,
        id=entry.id,
        plan=entry.plan,
        desired=entry.desired,
        input_digest=entry.input_digest,
        base_number=entry.base_number,
        highest=entry.highest,
        commit_id=entry.commit,
        path=entry.path,
        epoch=entry.epoch,
        at=moment_text(entry.at),
        approvals=json.dumps(entry.approvals),
        blob=entry.blob,
    )


def _result(entry: Result) -> Values:
    return _named(
        entry.key,
        intent=entry.intent,
        plan=entry.plan,
        ending=entry.ending.value,
        arn=entry.arn,
        number=entry.number,
        words=entry.words,
        at=moment_text(entry.at),
        taken=json.dumps(entry.between),
    )


def _retagged(entry: Retagged) -> Values:
    return _named(
        entry.key,
        arn=entry.arn,
        request=entry.request,
        ending=entry.ending.value,
        epoch=entry.epoch,
        words=entry.words,
        at=moment_text(entry.at),
    )


def _settled(entry: Settled) -> Values:
    gates = json.dumps([gate.value for gate in entry.gates])
    return _named(entry.key, state=entry.state.value, gates=gates, at=moment_text(entry.at))
