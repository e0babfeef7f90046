"""What of a family's pass people have to know about: the concern of one standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import api_path
from plumbrule.core.tell.standing import value_digest
from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.incident import Concern, Kind, Mark, Urgency
from plumbrule.model.outcome import FoundLater, NotDone, Registered
from plumbrule.model.record import Ending
from plumbrule.model.revision import Revision
from plumbrule.model.secret import masked_tree
from plumbrule.model.state import DRIFT, MAY_BE_AUTOMATIC, Gate, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.ballot import Approval, Rejection
    from plumbrule.model.change import Change
    from plumbrule.model.ids import Key
    from plumbrule.model.tree import Object, Tree

MOST_CHANGES: Final = 40
"""Of one family that an incident shows; the whole difference is one command away."""

ASKING: Final = frozenset({Gate.AWAITING_APPROVAL, Gate.REJECTED, Gate.LIMITED})
"""Gates that people open."""
BLOCKING: Final = frozenset({Gate.INVALID, Gate.CONFLICT, Gate.UNSIGNED, Gate.DENIED, Gate.CONTESTED})
"""Gates that only another commit, or an operator, opens."""


def subject_of(key: Key) -> str:
    """What a family's incidents go by."""
    return f"family/{key.target}/{key.family}"


def registered_subject(arn: str) -> str:
    """What the note about the registration of a revision goes by."""
    return f"registered/{arn}"


def is_judged(now: Standing) -> bool:
    """Whether the pass tells how the family stands; else what was known of it stays."""
    gates = {no.gate for no in now.refusals}
    return now.state is not State.UNKNOWN and Gate.SETTLING not in gates


def concern_of(now: Standing) -> Concern | None:
    """What is wrong with the family; None where nothing is, or where it is one of many to be adopted."""
    kind = _kind(now)
    if kind is None:
        return None
    marks = _marks(now)
    return Concern(
        subject=subject_of(now.key),
        kind=kind,
        target=now.key.target,
        family=now.key.family,
        fingerprint=_fingerprint(now, kind),
        urgency=_urgency(now, kind, marks),
        cause=_cause(now, kind),
        labels=dict(now.labels),
        facts=facts_of(now),
        marks=marks,
        opens=kind is not Kind.APPROVAL or now.state is State.ORPHAN or _asks(now),
    )


def registered(now: Standing) -> Concern | None:
    """That something was registered, for whoever has no open incident about it."""
    if not isinstance(now.acted, Registered | FoundLater):
        return None
    raced = isinstance(now.acted, Registered) and bool(now.acted.between)
    return Concern(
        subject=registered_subject(now.acted.revision.arn),
        kind=Kind.REGISTERED,
        target=now.key.target,
        family=now.key.family,
        fingerprint=sha256_hex(now.acted.revision.arn),
        urgency=Urgency.CRITICAL if raced else Urgency.INFO,
        cause=now.commit or "",
        labels=dict(now.labels),
        facts=facts_of(now),
        marks=frozenset({Mark.RACED} if raced else ()),
    )


def facts_of(now: Standing) -> Object:
    """What is shown of it, without secrets."""
    live = now.observed if isinstance(now.observed, Revision) else None
    changes = now.changes or now.tag_changes
    return {
        "state": now.state.value,
        "gates": [[no.gate.value, no.message] for no in now.refusals],
        "changes": [change_fields(change) for change in changes[:MOST_CHANGES]],
        "changes_left_out": max(0, len(changes) - MOST_CHANGES),
        "revision": live.number if live else None,
        "arn": live.arn if live else None,
        "agreed": now.agreed.number if now.agreed else None,
        "registered_by": live.registered_by if live else None,
        "registered_name": str(now.registrant) if now.registrant else None,
        "registered_at": live.registered_at.isoformat(timespec="seconds") if live and live.registered_at else None,
        "source_address": now.caller.address if now.caller else None,
        "user_agent": now.caller.agent if now.caller else None,
        "commit": now.commit,
        "path": now.plan.path if now.plan else "",
        "plan": now.plan.id if now.plan else None,
        "risks": list(dict.fromkeys(one.risk.value for one in now.permits.demand.hazards)),
        "lacks": list(now.lacks),
        "said": [_said(one) for one in (*now.permits.approvals, *now.permits.rejections)],
        "between": list(now.acted.between) if isinstance(now.acted, Registered) else [],
        "refused": _refused(now),
        "registered": _registered_fact(now),
        "services": list(now.services),
        "runs": list(now.runs),
        "account": now.target.id.account_id if now.target else "",
        "region": now.target.id.region if now.target else "",
        "partition": now.target.id.partition if now.target else "aws",
    }


def _registered_fact(now: Standing) -> Object | None:
    """What was registered in this pass, as a deployer needs it."""
    if not isinstance(now.acted, Registered | FoundLater):
        return None
    made = now.acted.revision
    return {"arn": made.arn, "family": made.family, "revision": made.number, "commands": list(now.services)}


def _kind(now: Standing) -> Kind | None:
    gates = {no.gate for no in now.refusals}
    if now.state in DRIFT:
        return Kind.DRIFT
    if now.state is State.IN_SYNC:
        return Kind.TAGS if now.tag_changes else None
    if now.state is State.UNADOPTED:
        return None
    if now.state is State.ORPHAN:
        return Kind.APPROVAL
    if gates & BLOCKING or _refused(now):
        return Kind.BLOCKED
    return Kind.APPROVAL if now.state in MAY_BE_AUTOMATIC else None


def _asks(now: Standing) -> bool:
    return any(no.gate in ASKING for no in now.refusals)


def _fingerprint(now: Standing, kind: Kind) -> str:
    """The same news whatever the time: what differs, with digests of both sides' values."""
    differing: list[Tree] = [
        [path_of(change), value_digest(change)] for change in sorted(_told(now), key=lambda one: one.path)
    ]
    parts: list[Tree] = [now.key.target, now.key.family, kind.value, now.state.value, differing]
    return sha256_hex(canonical_json([*parts, _blocked_by(now) if kind is Kind.BLOCKED else []]))


def _told(now: Standing) -> Sequence[Change]:
    return now.changes or now.tag_changes


def _blocked_by(now: Standing) -> list[Tree]:
    return [*sorted(no.gate.value for no in now.refusals if no.gate in BLOCKING), _refused(now)]


def _cause(now: Standing, kind: Kind) -> str:
    """What other families may share: of Git's changes the failure or the commit, of ECS's the fields without names."""
    if kind in {Kind.APPROVAL, Kind.BLOCKED}:
        return _refused(now) or now.commit or ""
    fields = sorted({api_path(path_of(change)) for change in _told(now)})
    return f"{now.state.value} {' '.join(fields)}"


def _urgency(now: Standing, kind: Kind, marks: frozenset[Mark]) -> Urgency:
    if now.state is State.WITHDRAWN or marks & {Mark.CONTESTED, Mark.RACED}:
        return Urgency.CRITICAL
    return Urgency.INFO if kind in {Kind.APPROVAL, Kind.TAGS} else Urgency.WARNING


def _marks(now: Standing) -> frozenset[Mark]:
    gates = {no.gate for no in now.refusals}
    found = {
        Mark.CONTESTED: Gate.CONTESTED in gates,
        Mark.RACED: Gate.RACED in gates,
        Mark.REFUSED: bool(_refused(now)),
    }
    return frozenset(mark for mark, is_so in found.items() if is_so)


def _refused(now: Standing) -> str:
    """ECS's own words; empty where it refused nothing."""
    if isinstance(now.acted, NotDone) and now.acted.ending in {Ending.REJECTED, Ending.DENIED}:
        return str(masked_tree(now.acted.words))
    return str(masked_tree(now.permits.refused.words)) if now.permits.refused else ""


def _said(one: Approval | Rejection) -> Mapping[str, Tree]:
    """A rejection has no end."""
    word = "approved" if hasattr(one, "until") else "rejected"
    at = one.at.isoformat(timespec="seconds")
    return {"word": word, "person": one.person, "at": at, "reason": str(masked_tree(one.reason)), "id": one.id}


LEFT: Final[Mapping[str, Tree]] = {
    "left": True,
    "became": "It is not looked at any more: Git or the settings name it no longer.",
}
"""Facts of an incident that ended because nobody judges its family any more."""


def became(now: Standing) -> Object:
    """How an incident ended, as facts that replace those it had."""
    facts = facts_of(now)
    if isinstance(now.acted, Registered | FoundLater):
        return {**facts, "became": f"Registered as revision {now.acted.revision.number}."}
    if now.state is State.IN_SYNC and isinstance(now.observed, Revision):
        return {**facts, "became": f"Revision {now.observed.number} is what Git says."}
    return {**facts, "left": True, "became": f"It stands as {now.state.value} now, which is nobody's task by itself."}
