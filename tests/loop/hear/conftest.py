"""A stage with a queue of events, whose ear is driven by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.hear import Ear
from plumbrule.model.metrics import EVENTS
from tests.builders.definitions import definition
from tests.builders.events import Pigeonhole

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage


class Post:
    """The queue, its ear, and what follows when messages come."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.hole = stage, Pigeonhole()
        self.ear = Ear(stage.shell, "https://sqs.test/queue", self.hole)

    def come(self, *bodies: dict[str, object] | str) -> int:
        """Messages come, and everything follows; how many times ECS was asked for a family."""
        before = len(self.stage.calls("DescribeTaskDefinition"))
        self.hole.put(*bodies)
        while self.hole.waiting:
            self.ear.round()
        self.stage.run()
        return len(self.stage.calls("DescribeTaskDefinition")) - before

    def count(self, name: str) -> int:
        """So many events came to this."""
        found = self.stage.meter.readings().get(EVENTS, {}).get((name,), 0)
        assert isinstance(found, int)
        return found


@pytest.fixture
def post_of() -> Callable[[Stage], Post]:
    return Post


@pytest.fixture
def post(stage: Stage) -> Post:
    """Git and ECS agree about `web`, and revision 1 was registered by us."""
    stage.put(definition())
    stage.read()
    stage.heard.forget()
    return Post(stage)
