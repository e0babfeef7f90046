"""A family as one pass left it, and what makes two of them the same news."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.core.tell.speak_tags import tags_signature
from plumbrule.core.tell.words import change_fields
from plumbrule.model.apart import NOTHING_APART
from plumbrule.model.change import Absent
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.permits import NO_PERMITS

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
    from plumbrule.model.state import Refusal, State
    from plumbrule.model.tree import Object, Tree


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


def _signed(changes: Sequence[Change]) -> Tree:
    return [change_fields(change) | {"digest": value_digest(change)} for change in changes]


def value_digest(change: Change) -> str:
    """Of both sides: two secrets look alike when masked; their digests tell them apart without showing them."""
    return sha256_hex(f"{_text(change.git)}\n{_text(change.live)}")


def _text(side: Tree | Absent) -> str:
    """The order of members is ECS's whim and no news."""
    return str(side) if isinstance(side, Absent) else canonical_json(side)
