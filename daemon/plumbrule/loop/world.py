"""The World: everything a pass may use, as one immutable value.

A reload makes a new one; a pass keeps the one it began with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.loop.ages import Ages
from plumbrule.loop.breaker import Breakers
from plumbrule.loop.callers import Callers
from plumbrule.loop.fleet.fleets import Fleets
from plumbrule.loop.fleet.unwatched import UNWATCHED
from plumbrule.loop.forgetful import Forgetful
from plumbrule.loop.incidents import Incidents
from plumbrule.loop.turns import Turns
from plumbrule.loop.waves import Waves
from plumbrule.model.dependency import NO_VERIFICATION
from plumbrule.model.fact import counting
from plumbrule.model.manners import SILENT
from plumbrule.model.policy import DEFAULT_POLICY
from plumbrule.model.registrant import Registrants
from plumbrule.model.target_policy import Addressee

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.dependency import Verification
    from plumbrule.model.fact import OwnFact
    from plumbrule.model.ids import Instance, Key, Target, TargetName
    from plumbrule.model.manners import Manners
    from plumbrule.model.pace import Bounds, Pace
    from plumbrule.model.policy import Policy
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.target_policy import TargetPolicy
    from plumbrule.ports import Clock, Contents, Dependencies, Journal, Meter, Notifier, Revisions, Services, Source


@dataclass(frozen=True, slots=True)
class TargetPorts:
    """One target, what is allowed there, and the ports that reach it: what is registered, and what runs.

    Attributes:
        dependencies: None where nobody asks what tasks need.
        identity: ARN of our own sessions there; empty where they are the daemon's own and have no name that is known.
    """

    target: Target
    policy: TargetPolicy
    revisions: Revisions
    services: Services = UNWATCHED
    dependencies: Dependencies | None = None
    identity: str = ""

    @property
    def is_watched(self) -> bool:
        """Whether the operator lets clusters be asked."""
        return self.policy.clusters is None or bool(self.policy.clusters)


@dataclass(frozen=True, slots=True)
class World:
    """Settings turned into values and ports.

    Attributes:
        generation: digest of the settings' meaning; what was settled under another one is looked at again.
        confirmed_journal: the id of a new journal that the operator accepted after a loss.
        origin: the name under which the journal remembers the source's last commit; empty where none is remembered.
        accepted_rewind: the commit that the operator accepted although it does not descend from the last one.
        may_act: False for `plumbrule plan`, which changes nothing.
        facts: the operator's own, expired ones included.
        breakers: what opens when many families differ by themselves; outlives a reload.
        waves: how many families one commit would change; outlives a reload.
        contents: what is known of revisions from before.
        ages: how old intents and results are, whatever the wall clock does.
        turns: which contents follow each other, and whose they are.
        on_settled: is given every standing whole, for whoever wants more than the log line.
        registrants: what tells apart who registered a revision.
        policy: who and what may change ECS.
        version: of the program, for whoever asks.
        manners: how and where people are told.
        incidents: who judges them, one at a time; outlives a reload.
        looks: whether what runs is looked at after each sweep.
        fleets: what runs; outlives a reload.
        verification: how it is looked whether new tasks would start.
        callers: what events said about who registered what; outlives a reload.
        chosen: whether a family is looked at in a sweep; a daemon looks at all.
    """

    generation: str
    instance: Instance
    pace: Pace
    bounds: Bounds
    shape: ApiShape
    source: Source
    targets: Mapping[TargetName, TargetPorts]
    journal: Journal
    notifier: Notifier
    clock: Clock
    meter: Meter
    confirmed_journal: str = ""
    origin: str = ""
    accepted_rewind: str = ""
    may_act: bool = True
    facts: tuple[OwnFact, ...] = ()
    breakers: Breakers = field(default_factory=Breakers)
    waves: Waves = field(default_factory=Waves)
    contents: Contents = field(default_factory=Forgetful)
    ages: Ages = field(default_factory=Ages)
    turns: Turns = field(default_factory=Turns)
    on_settled: Callable[[Standing], None] = lambda _: None
    looks: bool = True
    fleets: Fleets = field(default_factory=Fleets)
    chosen: Callable[[Key], bool] = lambda _: True
    registrants: Registrants = field(default_factory=Registrants)
    policy: Policy = DEFAULT_POLICY
    version: str = ""
    manners: Manners = SILENT
    incidents: Incidents = field(default_factory=Incidents)
    verification: Verification = NO_VERIFICATION
    callers: Callers = field(default_factory=Callers)

    def watches(self, target: TargetName) -> bool:
        """Whether what runs in `target` is looked at."""
        ports = self.targets.get(target)
        return self.looks and ports is not None and ports.is_watched

    @property
    def footing(self) -> str:
        """What verdicts rest on beside both sides' content: the settings, and which facts count today."""
        if not self.facts:
            return self.generation
        counts = counting(self.facts, self.clock.now().date())
        return f"{self.generation} {[self.facts.index(one) for one in counts]}"

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Targets with their routes and scopes, as load, render and validate need them."""
        return tuple(
            Addressee(ports.target, ports.policy.routes, ports.policy.scope, ports.policy.concessions)
            for ports in self.targets.values()
        )
