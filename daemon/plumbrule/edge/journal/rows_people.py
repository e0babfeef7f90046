"""What people said, and plans, as statements and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias, assert_never

from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import insert as upsert

from plumbrule.edge.journal.schema_people import (
    APPROVALS,
    BATCH_PLANS,
    BATCHES,
    HALTS,
    LIFTS,
    PLANNED,
    VERDICTS,
)
from plumbrule.edge.journal.times import moment, moment_or_none, moment_text, text_or_none
from plumbrule.model.ballot import Approval, Batch, Deed, Halt, HaltKind, Lift, Planned, Rejection, Verdict
from plumbrule.model.ids import CommitId, Digest, Family, Key, PlanId, TargetName
from plumbrule.model.people import Identity, Method, Signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import RowMapping
    from sqlalchemy.sql.dml import UpdateBase

    from plumbrule.model.record import Said

Values: TypeAlias = dict[str, str | int | None]


def statements(entry: Said) -> Iterator[UpdateBase]:
    """What writes `entry`; a deed is kept in the audit chain alone."""
    match entry:
        case Approval() | Rejection():
            yield insert(APPROVALS).values(_word(entry))
        case Batch():
            yield insert(BATCHES).values(_batch(entry))
            yield insert(BATCH_PLANS).values([{"batch": entry.id, "plan": plan} for plan in entry.plans])
        case Halt():
            yield insert(HALTS).values(_halt(entry))
        case Lift():
            yield insert(LIFTS).values(halt=entry.halt, at=moment_text(entry.at))
        case Planned():
            yield insert(PLANNED).values(_planned(entry))
        case Verdict():
            values = _verdict(entry)
            yield upsert(VERDICTS).values(values).on_conflict_do_update(index_elements=["commit_id"], set_=values)
        case Deed():
            return
        case _:
            assert_never(entry)


def approval(row: RowMapping) -> Approval | Rejection:
    """A row of `approvals`."""
    named = (row["id"], _key(row), PlanId(row["plan"]), row["person"], _identity(row), moment(row["at"]))
    if row["word"] == "rejected":
        return Rejection(*named, row["reason"])
    return Approval(*named, moment(row["until"]), row["reason"], bool(row["glass"]))


def batch(row: RowMapping, plans: Sequence[str]) -> Batch:
    """A row of `batches` with its plans."""
    return Batch(
        id=row["id"],
        commit=CommitId(row["commit_id"]),
        digest=row["digest"],
        plans=tuple(map(PlanId, plans)),
        canary=PlanId(row["canary"]),
        person=row["person"],
        identity=_identity(row),
        at=moment(row["at"]),
        until=moment(row["until"]),
        reason=row["reason"],
    )


def halt(row: RowMapping) -> Halt:
    """A row of `halts`."""
    return Halt(
        id=row["id"],
        kind=HaltKind(row["kind"]),
        target=None if row["target"] is None else TargetName(row["target"]),
        family=None if row["family"] is None else Family(row["family"]),
        person=row["person"],
        identity=_identity(row),
        at=moment(row["at"]),
        until=moment_or_none(row["until"]),
        reason=row["reason"],
        input_digest=_digest(row["input_digest"]),
    )


def planned(row: RowMapping) -> Planned:
    """A row of `planned`."""
    return Planned(
        key=_key(row),
        plan=None if row["plan"] is None else PlanId(row["plan"]),
        at=moment(row["at"]),
        because=row["because"],
        desired=_digest(row["desired"]),
        base=_digest(row["base"]),
        base_number=row["base_number"],
        commit=None if row["commit_id"] is None else CommitId(row["commit_id"]),
        path=row["path"],
        risks=tuple(json.loads(row["risks"])),
        paths=tuple(json.loads(row["paths"])),
    )


def verdict(row: RowMapping) -> Verdict:
    """A row of `verdicts`."""
    identity = None if row["method"] is None else _identity(row)
    signed = Signed(identity, row["words"], tuple(json.loads(row["emails"])))
    return Verdict(CommitId(row["commit_id"]), signed, moment(row["at"]))


def _word(entry: Approval | Rejection) -> Values:
    yes = entry if isinstance(entry, Approval) else None
    return {
        "id": entry.id,
        **_named(entry.key),
        "plan": entry.plan,
        "word": "approved" if yes else "rejected",
        "person": entry.person,
        **_proved(entry.identity),
        "reason": entry.reason,
        "glass": int(yes.glass) if yes else 0,
        "until": moment_text(yes.until) if yes else None,
        "at": moment_text(entry.at),
    }


def _batch(entry: Batch) -> Values:
    return {
        "id": entry.id,
        "commit_id": entry.commit,
        "digest": entry.digest,
        "canary": entry.canary,
        "person": entry.person,
        **_proved(entry.identity),
        "reason": entry.reason,
        "until": moment_text(entry.until),
        "at": moment_text(entry.at),
    }


def _halt(entry: Halt) -> Values:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "target": entry.target,
        "family": entry.family,
        "person": entry.person,
        **_proved(entry.identity),
        "reason": entry.reason,
        "input_digest": entry.input_digest,
        "until": text_or_none(entry.until),
        "at": moment_text(entry.at),
    }


def _planned(entry: Planned) -> Values:
    return {
        **_named(entry.key),
        "plan": entry.plan,
        "because": entry.because,
        "desired": entry.desired,
        "base": entry.base,
        "base_number": entry.base_number,
        "commit_id": entry.commit,
        "path": entry.path,
        "risks": json.dumps(entry.risks),
        "paths": json.dumps(entry.paths, ensure_ascii=False),
        "at": moment_text(entry.at),
    }


def _verdict(entry: Verdict) -> Values:
    identity = entry.signed.identity
    return {
        "commit_id": entry.commit,
        "method": identity.method.value if identity else None,
        "subject": identity.subject if identity else None,
        "words": entry.signed.words,
        "emails": json.dumps(entry.signed.emails, ensure_ascii=False),
        "at": moment_text(entry.at),
    }


def _named(key: Key) -> Values:
    return {"target": key.target, "family": key.family}


def _proved(identity: Identity) -> Values:
    return {"method": identity.method.value, "subject": identity.subject}


def _key(row: RowMapping) -> Key:
    return Key(TargetName(row["target"]), Family(row["family"]))


def _identity(row: RowMapping) -> Identity:
    return Identity(Method(row["method"]), row["subject"])


def _digest(text: str | None) -> Digest | None:
    return None if text is None else Digest(text)
