"""What the operator allows in one target, as values; `settings/` makes them from the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plumbrule.model.exemption import NO_EXEMPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.ids import Family, Target, TargetName
    from plumbrule.model.state import State

VISIBILITY: Final = timedelta(minutes=5)
"""How long a registered revision may stay invisible: the bound AWS gives for its eventual consistency
(RunTask API page, "back off … up to five minutes", seen 2026-11)."""


class AfterLostAnswer(StrEnum):
    """What to do when a registration's answer was lost and it was never seen: ask people, or try once more."""

    ASK = "ask"
    RETRY = "retry"


class TagMode(StrEnum):
    """What counts of the tags of the latest ACTIVE revision.

    `enforce` holds it to Git's tags and only tells others, `exclusive` removes the others too, `ignore` looks at none.
    """

    ENFORCE = "enforce"
    EXCLUSIVE = "exclusive"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Route:
    """Which files of the source may address a target, and which families they may name there.

    Attributes:
        path: glob over the file's path in the source; `*` stays within a folder, `**` crosses folders.
        family_prefix: what every family from these files must begin with; empty allows all.
    """

    path: str
    family_prefix: str = ""


class Ruling(StrEnum):
    """What somebody makes of a rule: one of the severities, or nothing at all."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    def is_above(self, other: Ruling) -> bool:
        """Whether it is worse for a spec than `other`."""
        order = tuple(Ruling)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the operator makes of rules in one target.

    Attributes:
        rules: by id; a rule that is not named has its own severity.
        waivers: whether a manifest's annotations may lower rules and switch them off here; raising is never refused.
    """

    rules: Mapping[str, Ruling] = field(default_factory=dict)
    waivers: bool = True


DEFAULT_SCOPE: Final = Scope()


@dataclass(frozen=True, slots=True)
class Concession:
    """What the operator leaves to others in one target, for families whose name begins with `family_prefix`."""

    exemptions: Exemptions
    family_prefix: str = ""


@dataclass(frozen=True, slots=True)
class TargetPolicy:
    """What may happen by itself in one target.

    Attributes:
        auto: states in which registering needs nobody; empty means report only.
        tags: see `TagMode`.
        mends_tags: whether mending tags needs nobody.
        routes: see `Route`; a file that no target's routes match is a finding.
        after_lost_answer: see `AfterLostAnswer`.
        visibility: how long a registration may stay unseen before it counts as not having happened.
        scope: see `Scope`.
        concessions: what is left to others there, beside what manifests say.
        clusters: whose services are asked what they run; None asks all there are, and without any nobody is asked.
        running_tasks: whether tasks that no service started are asked, too.
        after: targets where the same file must have been in sync for `after_wait` before it is registered here.
    """

    auto: frozenset[State] = frozenset()
    routes: tuple[Route, ...] = ()
    after_lost_answer: AfterLostAnswer = AfterLostAnswer.ASK
    visibility: timedelta = VISIBILITY
    scope: Scope = DEFAULT_SCOPE
    tags: TagMode = TagMode.ENFORCE
    mends_tags: bool = False
    concessions: tuple[Concession, ...] = ()
    clusters: tuple[str, ...] | None = None
    running_tasks: bool = False
    after: tuple[TargetName, ...] = ()
    after_wait: timedelta = timedelta(0)


DEFAULT_POLICY: Final = TargetPolicy()


@dataclass(frozen=True, slots=True)
class Addressee:
    """A target together with what is needed to send a file where it may go, and to judge it there."""

    target: Target
    routes: tuple[Route, ...] = field(default_factory=tuple)
    scope: Scope = DEFAULT_SCOPE
    concessions: tuple[Concession, ...] = ()

    def exemptions_of(self, family: Family) -> Exemptions:
        """What the operator leaves to others in `family`."""
        meant = (one.exemptions for one in self.concessions if family.startswith(one.family_prefix))
        return sum(meant, NO_EXEMPTIONS)
