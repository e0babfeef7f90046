"""Incidents: what people have to know about, from first sight until it is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.tree import Object


class Kind(StrEnum):
    """What an incident is about."""

    DRIFT = "drift"
    """ECS left what was agreed."""
    TAGS = "tags"
    """Only tags differ from Git's."""
    APPROVAL = "approval"
    """Git says something new, and somebody has to say yes."""
    BLOCKED = "blocked"
    """Git says something new that cannot be registered."""
    REGISTERED = "registered"
    """A revision was registered: nothing is wrong, and it is over at once."""
    ROLLOUT = "rollout"
    """What services run is not what is registered."""
    ONBOARDING = "onboarding"
    """Families that live in ECS and were never agreed on; one incident for all of a target."""
    TARGET = "target"
    """A target cannot be observed."""
    BREAKER = "breaker"
    """Many families differ although nobody changed anything."""
    SOURCE = "source"
    """The source is broken, or nobody feeds it."""
    DEPENDENCY = "dependency"
    """Something is gone that new tasks of a family need."""
    HALT = "halt"
    """A suspension or hold keeps families waiting for long."""
    GLASS = "glass"
    """Somebody broke glass; it is over at once."""

    @property
    def is_of_family(self) -> bool:
        """Whether one family is meant; else all that is behind a target or the source."""
        return self in _OF_FAMILIES

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside the family's own incident: Git and ECS may agree, and its facts have its words."""
        return self in _BESIDE

    @property
    def is_note(self) -> bool:
        """Whether it is over as soon as it is told."""
        return self in {Kind.REGISTERED, Kind.GLASS}


_OF_FAMILIES: Final = frozenset(
    {Kind.DRIFT, Kind.TAGS, Kind.APPROVAL, Kind.BLOCKED, Kind.REGISTERED, Kind.ROLLOUT, Kind.DEPENDENCY}
)
_BESIDE: Final = frozenset({Kind.ROLLOUT, Kind.DEPENDENCY})


class Urgency(StrEnum):
    """How soon somebody has to look."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for the least urgent."""
        return list(Urgency).index(self)


class Status(StrEnum):
    """Where an incident stands with people."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class Mark(StrEnum):
    """What may happen to an open incident and is said once each time it begins."""

    CONTESTED = "contested"
    RACED = "raced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Concern:
    """What is wrong with one subject now, as far as it is judged.

    Attributes:
        subject: what it is about: `family/<target>/<family>`, `target/<target>`, `source` …; one open incident each.
        target: empty where every target is meant.
        family: empty where none is meant.
        fingerprint: equal for the same news, whatever the time.
        cause: what families may share: a commit, a field, a failure; equal ones are told in one message.
        labels: of target and spec, for routing.
        facts: what is shown, masked.
        marks: what happens to it.
        opens: whether it is an incident by itself; else it only goes on with one that is open.
    """

    subject: str
    kind: Kind
    target: str
    family: str
    fingerprint: str
    urgency: Urgency
    cause: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    facts: Object = field(default_factory=dict)
    marks: frozenset[Mark] = frozenset()
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Incident:
    """A concern with a life.

    Attributes:
        id: unique (hex).
        at: when it was seen first.
        told: when something was said of it last.
        until: the end of a snooze.
        person: who acknowledged or snoozed it.
        ended: when it was over.
    """

    id: str
    concern: Concern
    status: Status
    at: datetime
    told: datetime
    until: datetime | None = None
    person: str = ""
    ended: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.status is not Status.RESOLVED

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.concern.kind
