"""What people and policy say about one plan at one moment, and what it may break: values that gates look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.model.policy import NOBODY, Consent

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.ballot import Approval, Halt, Rejection
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.people import People
    from plumbrule.model.policy import Freeze, Requirement
    from plumbrule.model.record import Result
    from plumbrule.model.risk import Risk


@dataclass(frozen=True, slots=True)
class Hazard:
    """One thing that may break, and where; `path` is empty where the plan as a whole is meant."""

    risk: Risk
    path: str = ""

    def __str__(self) -> str:
        return f"{self.risk} ({self.path})" if self.path else self.risk.value


@dataclass(frozen=True, slots=True)
class Demand:
    """What has to be there before a plan may be registered.

    Attributes:
        requirements: all of them must be met; none where nobody has to be asked.
        because: the hazard that asks for most.
        hazards: the worst first.
    """

    consent: Consent
    requirements: tuple[Requirement, ...] = ()
    because: str = ""
    hazards: tuple[Hazard, ...] = ()


NO_DEMAND: Final = Demand(Consent.AUTO)


@dataclass(frozen=True, slots=True)
class Window:
    """A freeze that is open now; `until` is UTC."""

    freeze: Freeze
    until: datetime


@dataclass(frozen=True, slots=True)
class Authors:
    """Who wrote what a plan would register.

    Attributes:
        persons: by name: who signed it, and whom its commits claim.
        unproved: why it is not known for certain who wrote it; empty where it is.
    """

    persons: frozenset[str] = frozenset()
    unproved: str = ""


NO_AUTHORS: Final = Authors()


@dataclass(frozen=True, slots=True)
class Wave:
    """What one commit would register by itself in one target.

    Attributes:
        families: so many would be registered.
        open: so many more may turn out to be.
        limit: what is allowed without asking.
        released: somebody approved the commit, and this plan with it.
        waits_for: the canary that has not settled yet; None where it has, and for the canary itself.
    """

    families: int
    open: int
    limit: int
    released: bool = False
    waits_for: Key | None = None


@dataclass(frozen=True, slots=True)
class Upstream:
    """A target that has to be in sync with the same file first; `until` is None where time alone does not do it."""

    target: TargetName
    words: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Permits:
    """Gathered once for each judgement of a family that has a plan.

    Attributes:
        approvals: that count now: not expired, not spent, of people who are known today.
        rejections: that stand.
        halts: that cover the family and whose time is not over.
        unsigned: why the commit is not trusted; empty where it is, or where nobody asks.
        failures: attempts in a row that made nothing by bad luck, newest first.
        back_off: when the next attempt may be made; None where nothing failed.
        refused: ECS refused this very content.
        stalled: IAM refused registering in this target a short while ago.
    """

    demand: Demand = NO_DEMAND
    people: People = NOBODY
    approvals: tuple[Approval, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    authors: Authors = NO_AUTHORS
    halts: tuple[Halt, ...] = ()
    unsigned: str = ""
    window: Window | None = None
    wave: Wave | None = None
    upstreams: tuple[Upstream, ...] = ()
    failures: tuple[Result, ...] = ()
    back_off: datetime | None = None
    refused: Result | None = None
    stalled: Result | None = None

    @property
    def glass(self) -> bool:
        """Whether somebody who may broke glass for this plan."""
        known = (self.people.named(one.person) for one in self.approvals if one.glass)
        return any(person is not None and person.may_break_glass for person in known)


NO_PERMITS: Final = Permits()
