"""One call on its way through an ECS operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.world.ecs.store import Place
    from tests.world.identity import Caller
    from tests.world.knobs import Knobs
    from tests.world.state import State
    from tests.world.wire import Tree


@dataclass(frozen=True, slots=True)
class Call:
    """What an operation gets: the state, the knobs of the moment, where, who, and the decoded input."""

    state: State
    knobs: Knobs
    place: Place
    caller: Caller
    payload: Tree
