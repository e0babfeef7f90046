"""A tour of a target's clusters: what is left to be asked, and what was found so far; one call is one step."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, assert_never

from plumbrule.model.running import Fleet
from plumbrule.ports.services import MOST_SERVICES, MOST_TASKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from plumbrule.loop.world import TargetPorts
    from plumbrule.model.ids import Family
    from plumbrule.model.running import Names, Use
    from plumbrule.ports import Services


@dataclass(frozen=True, slots=True)
class Clusters:
    """A page of clusters."""

    token: str | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """A page of one cluster's services, or tasks."""

    cluster: str
    tasks: bool = False
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What some services, or tasks, of one cluster use."""

    cluster: str
    names: tuple[str, ...]
    tasks: bool = False


Ask: TypeAlias = Clusters | Members | Described


@dataclass(slots=True)
class Tour:
    """One tour.

    Attributes:
        services: who is asked.
        with_tasks: whether tasks that no service started count.
        todo: what is left to be asked.
        chosen: whether the operator named the clusters: then one that is not there is trouble.
        troubles: in words.
    """

    services: Services
    with_tasks: bool
    todo: deque[Ask] = field(default_factory=deque)
    chosen: bool = False
    uses: list[Use] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    clusters: set[str] = field(default_factory=set)
    members: int = 0
    calls: int = 0

    @classmethod
    def of(cls, ports: TargetPorts) -> Tour:
        """One of the clusters that the operator chose, or of all."""
        named = ports.policy.clusters
        tour = cls(ports.services, ports.policy.running_tasks, chosen=named is not None)
        tour.todo.extend([Clusters()] if named is None else [ask for each in named for ask in tour._into(each)])
        return tour

    def step(self) -> None:
        """Make one call; what raised is still to be asked. Raises what the port raises."""
        more = tuple(self._asked(self.todo[0]))
        self.calls += 1
        self.todo.popleft()
        self.todo.extend(more)

    def whole(self) -> Tour:
        """Go through to the end. Raises what the port raises."""
        while self.todo:
            self.step()
        return self

    def fleet(self, at: datetime) -> Fleet:
        """What was found."""
        uses: dict[Family, tuple[Use, ...]] = {}
        for use in self.uses:
            uses[use.family] = (*uses.get(use.family, ()), use)
        return Fleet(at, len(self.clusters), self.members, self.calls, uses)

    def _asked(self, ask: Ask) -> Iterator[Ask]:
        match ask:
            case Clusters(token):
                page = self.services.clusters(token)
                yield from (more for cluster in page.names for more in self._into(cluster))
                if page.token:
                    yield Clusters(page.token)
            case Members(cluster, tasks, token):
                page = (self.services.tasks if tasks else self.services.services)(cluster, token)
                yield from self._members(ask, page)
            case Described(cluster, names, tasks):
                found = (self.services.of_tasks if tasks else self.services.of_services)(cluster, names)
                self.uses.extend(found)
            case _ as never:
                assert_never(never)

    def _into(self, cluster: str) -> Iterator[Ask]:
        self.clusters.add(cluster)
        yield Members(cluster)
        if self.with_tasks:
            yield Members(cluster, tasks=True)

    def _members(self, ask: Members, page: Names) -> Iterator[Ask]:
        if page.gone and self.chosen:
            self.troubles.append(f"there is no cluster {ask.cluster}")
        self.members += 0 if ask.tasks else len(page.names)
        for some in _cut(page.names, MOST_TASKS if ask.tasks else MOST_SERVICES):
            yield Described(ask.cluster, some, ask.tasks)
        if page.token:
            yield Members(ask.cluster, ask.tasks, page.token)


def _cut(names: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for begin in range(0, len(names), size):
        yield tuple(names[begin : begin + size])
