"""The two endpoints under one contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tests.contract.differences import BY_TOPIC

if TYPE_CHECKING:
    from tests.world_tests.clients import Aws


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The world or moto, empty, with clients that the test closes."""

    name: Literal["world", "moto"]
    url: str
    ecs: Aws

    def differs(self, topic: str, seen: object, *, ecs: object, moto: object) -> None:
        """Assert that the world does as ECS does and that moto still differs in its known way.

        Raises:
            AssertionError: either does something else, or the topic is not in the table.
        """
        assert topic in BY_TOPIC, f"{topic} is no row of DIFFERENCES"
        assert ecs != moto, "a difference has two sides"
        assert seen == (ecs if self.name == "world" else moto), f"{self.name}, {topic}"
