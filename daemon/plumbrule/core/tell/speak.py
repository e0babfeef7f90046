"""Which notices a pass is worth: only what is new since the last one was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.tell.speak_tags import of_difference, of_mending, tags_signature, tags_told
from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.apart import NOTHING_APART
from plumbrule.model.change import Absent
from plumbrule.model.digest import canonical_json, sha256_hex
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
from plumbrule.model.permits import NO_PERMITS
from plumbrule.model.record import Ending
from plumbrule.model.revision import Revision
from plumbrule.model.state import DRIFT, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.apart import Apart
    from plumbrule.model.change import Change
    from plumbrule.model.hint import Caller
    from plumbrule.model.ids import CommitId, Key, Target
    from plumbrule.model.outcome import Acted
    from plumbrule.model.permits import Permits
    from plumbrule.model.plan import Plan
    from plumbrule.model.policy import Requirement
    from plumbrule.model.record import Agreed
    from plumbrule.model.registrant import Registrant
    from plumbrule.model.revision import Observed
    from plumbrule.model.state import Refusal
    from plumbrule.model.tree import Object, Tree


REFUSED: Final = "refused-by-ecs"
"""The id of the finding that ECS itself makes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A family as one pass left it: everything telling may look at.

    Attributes:
        changes: of content.
        tag_changes: of tags, as far as they are held to Git.
        extra_tags: live tags that Git does not name; only told.
        registrant: who registered what is live.
        permits: what people and policy say about the plan.
        needed: whose approval it needs, and why.
        lacks: what of that is still missing, in words.
        target: where it is; None where nobody asks.
        labels: of target and spec.
        caller: who made the call that registered what is live, where an event has told it.
        services: commands that move services from an older revision to the one just registered.
        runs: who runs which revision, in words.
    """

    key: Key
    state: State
    refusals: tuple[Refusal, ...]
    changes: tuple[Change, ...]
    plan: Plan | None
    observed: Observed
    agreed: Agreed | None
    commit: CommitId | None
    acted: Acted
    tag_changes: tuple[Change, ...] = ()
    extra_tags: tuple[Change, ...] = ()
    unknown: Object = field(default_factory=dict, repr=False)
    registrant: Registrant | None = None
    apart: Apart = NOTHING_APART
    permits: Permits = NO_PERMITS
    needed: tuple[tuple[Requirement, str], ...] = ()
    lacks: tuple[str, ...] = ()
    target: Target | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    caller: Caller | None = None

    @property
    def signature(self) -> str:
        """Says whether two standings are the same news: content and gates, never a time."""
        gates = [no.gate.value for no in self.refusals]
        return sha256_hex(canonical_json([self.state.value, list(gates), _signed(self.changes), tags_signature(self)]))

    @property
    def signature_apart(self) -> str:
        """The same for the differences that do not count; empty where there are none."""
        apart = self.apart
        if not apart.owned and not apart.ignored:
            return ""
        return sha256_hex(canonical_json([_signed(apart.owned), _signed(apart.ignored)]))


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a family last: its signatures, its state, and which difference in tags (empty: none)."""

    signature: str
    state: State
    tags: str = ""
    apart: str = ""


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


def _signed(changes: Sequence[Change]) -> Tree:
    return [change_fields(change) | {"digest": value_digest(change)} for change in changes]


def value_digest(change: Change) -> str:
    """Of both sides: two secrets look alike when masked; their digests tell them apart without showing them."""
    return sha256_hex(f"{_text(change.git)}\n{_text(change.live)}")


def _text(side: Tree | Absent) -> str:
    """The order of members is ECS's whim and no news."""
    return str(side) if isinstance(side, Absent) else canonical_json(side)
