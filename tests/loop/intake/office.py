"""A World to take in with: files in hand, a network that is down, and ears."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import memory_journal
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.errors import Unavailable
from plumbrule.loop.intake import Intake, take_in
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.event import Event
from plumbrule.model.ids import Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.target_policy import Route, TargetPolicy
from tests.builders.clocks import HandClock
from tests.builders.definitions import as_text, definition
from tests.builders.notices import Heard
from tests.builders.sources import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.revision import Listed, Observed, Revision
    from plumbrule.model.tree import Object

PROD, TEST = TargetName("prod"), TargetName("test")


class Unreached:
    """A `ports.Revisions` behind a network that is down: taking in must not need it."""

    def identity(self) -> TargetId:
        raise Unavailable("down")

    def admit(self) -> None:
        raise Unavailable("down")

    def latest(self, family: Family) -> Observed:
        raise Unavailable(family)

    def listed(self, token: str | None) -> Listed:
        raise Unavailable(str(token))

    def numbered(self, family: Family, number: int) -> Revision | None:
        raise Unavailable(f"{family}:{number}")

    def highest(self, family: Family) -> int:
        raise Unavailable(family)

    def reserve(self) -> None:
        raise Unavailable("down")

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        raise Unavailable(f"{definition} {tags}")

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        raise Unavailable(f"{arn} {tags}")

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        raise Unavailable(f"{arn} {keys}")


class Desk:
    """A World to take in with, and what it said."""

    def __init__(self) -> None:
        self.shelf, self.heard, self.meter = Shelf(), Heard(), Counts()
        self.journal = memory_journal()
        self.world = World(
            generation="g1",
            instance=Instance("desk"),
            pace=Pace(vanish_share=0.3, vanish_floor=2),
            bounds=DEFAULT_BOUNDS,
            shape=api_shape(),
            source=self.shelf,
            targets=dict([_target(PROD, "prod/**", "both/**"), _target(TEST, "both/**")]),
            journal=self.journal,
            notifier=self.heard,
            clock=HandClock(),
            meter=self.meter,
        )

    def fill(self, count: int) -> None:
        """So many good files, one family each."""
        self.shelf.files = {f"prod/f{n}.json": as_text(definition(f"f{n}")) for n in range(count)}

    def take(self, before: Intake | None = None, **changes: Any) -> Intake:  # noqa: ANN401 - any field
        return take_in(dataclasses.replace(self.world, **changes), before)

    def parsed(self) -> int:
        return self.meter.read().get("specs_parsed", 0)

    def told(self) -> list[tuple[str, str]]:
        return [(told["file"], told["rule"]) for told in self.heard.of(Event.SPEC_REFUSED)]


def _target(name: TargetName, *paths: str) -> tuple[TargetName, TargetPorts]:
    target = Target(name, TargetId("aws", "123456789012", "eu-west-1"))
    return name, TargetPorts(target, TargetPolicy(routes=tuple(Route(path) for path in paths)), Unreached())


def key(family: str = "web", target: TargetName = PROD) -> Key:
    return Key(target, Family(family))


WEB = as_text(definition())
