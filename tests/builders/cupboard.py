"""Things that tasks need, in memory: a `ports.Dependencies` whose things come and go as a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.errors import PlumbruleError
    from plumbrule.model.dependency import Dependency
    from plumbrule.model.ids import Family
    from plumbrule.model.tree import Object


class Cupboard:
    """Everything is there but what a test takes out.

    Attributes:
        gone: names of things that are not there.
        digests: what images mean.
        unusable: why a thing is of no use, by its name.
        refused: what is raised for a kind of thing, or for a name, instead of an answer.
        tasks: digests by image that tasks run, or what is raised.
        asked: everything that was asked about, in order.
    """

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.digests: dict[str, str] = {}
        self.unusable: dict[str, str] = {}
        self.refused: dict[str, PlumbruleError] = {}
        self.tasks: Mapping[str, frozenset[str]] | PlumbruleError = {}
        self.asked: list[Dependency] = []
        self.families: list[Family] = []

    def ask(self, dependency: Dependency) -> Found | Absent:
        self.asked.append(dependency)
        for name in (dependency.name, dependency.thing.value):
            if name in self.refused:
                raise self.refused[name]
        if dependency.name in self.gone:
            return Absent()
        digest = self.digests.get(dependency.name, f"sha256:{'0' * 64}")
        return Found(digest=digest, trust=TRUST, unusable=self.unusable.get(dependency.name, ""))

    def running(self, family: Family, clusters: Sequence[str]) -> Mapping[str, frozenset[str]]:
        assert clusters
        self.families.append(family)
        if isinstance(self.tasks, Exception):
            raise self.tasks
        return self.tasks

    def close(self) -> None:
        pass


TRUST: Final[Object] = {
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
}
