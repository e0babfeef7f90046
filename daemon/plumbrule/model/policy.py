"""What the operator allows, as values; `settings/` makes them from the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plumbrule.model.exemption import NO_EXEMPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.ids import Family, Target
    from plumbrule.model.state import State

VISIBILITY: Final = timedelta(minutes=5)
"""How long a registered revision may stay invisible: the bound AWS gives for its eventual consistency
(RunTask API page, "back off … up to five minutes", seen 2026-11)."""


class SourceKind(StrEnum):
    """How specs reach us.

    `git` reads objects by commit, `link` reads what a published symlink points at, and `directory` reads files that
    somebody writes in place, once they are quiet or fit their manifest.
    """

    GIT = "git"
    LINK = "link"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Quiescence:
    """When a directory that is written in place counts as whole.

    Attributes:
        quiet: nothing may have changed for so long; a writer that pauses longer is taken for finished.
        max_wait: for so long it may fail to come to rest before that is told as an error.
    """

    quiet: timedelta = timedelta(seconds=2)
    max_wait: timedelta = timedelta(seconds=30)


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
        clusters: whose services say which revision runs.
    """

    auto: frozenset[State] = frozenset()
    routes: tuple[Route, ...] = ()
    after_lost_answer: AfterLostAnswer = AfterLostAnswer.ASK
    visibility: timedelta = VISIBILITY
    scope: Scope = DEFAULT_SCOPE
    tags: TagMode = TagMode.ENFORCE
    mends_tags: bool = False
    concessions: tuple[Concession, ...] = ()
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often things are looked at.

    Attributes:
        poll: between two readings of the source's cheap token.
        sweep: between two full sweeps of a target, jittered by a tenth.
        back_off_first: after a family's first failure.
        back_off_most: the longest a failing family waits.
        vanish_share: more than this share of the families vanishing at once is a source error (0..1).
        vanish_floor: below so many families the share does not apply.
        breaker_share: so large a share of a target's families differing by themselves opens its breaker (0..1).
        breaker_floor: and at least so many of them.
        max_age: a source that was not heard of for longer is stale, and nothing is registered from it; None allows any.
    """

    poll: timedelta = timedelta(seconds=3)
    sweep: timedelta = timedelta(minutes=10)
    back_off_first: timedelta = timedelta(seconds=5)
    back_off_most: timedelta = timedelta(minutes=15)
    vanish_share: float = 0.3
    vanish_floor: int = 5
    max_age: timedelta | None = None
    breaker_share: float = 0.05
    breaker_floor: int = 5


@dataclass(frozen=True, slots=True)
class Hearing:
    """When the source was last heard of, and how long ago that may be.

    Attributes:
        last: None when there is no sign of it at all.
        max_age: see `Pace`.
    """

    last: datetime | None
    max_age: timedelta

    def is_stale(self, now: datetime) -> bool:
        """Whether it has been silent for longer than allowed; one that gave no sign at all has."""
        return self.last is None or now - self.last > self.max_age


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a hostile or careless repository is held to; every limit with its unit.

    Attributes:
        files: most files in a snapshot.
        file_bytes: largest file (a definition may be 64 KiB).
        total_bytes: all files together.
        depth: deepest nesting of one document.
        nodes: most values in one document.
    """

    files: int = 20_000
    file_bytes: int = 512 * 1024
    total_bytes: int = 256 * 1024 * 1024
    depth: int = 64
    nodes: int = 50_000


DEFAULT_BOUNDS: Final = Bounds()
DEFAULT_QUIESCENCE: Final = Quiescence()
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
