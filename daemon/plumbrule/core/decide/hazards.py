"""What a plan may break: one hazard for each change, and for what the plan is as a whole.

A path that has no row in the field table counts as `unknown`, which ranks highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import api_path, fact_of
from plumbrule.model.change import Op
from plumbrule.model.permits import Hazard
from plumbrule.model.risk import Risk
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.change import Change

IMAGE: Final = "containerDefinitions[].image"
LOGGING: Final = "containerDefinitions[].logConfiguration"
NOT_OURS: Final = frozenset({State.UNADOPTED, State.OUT_OF_BAND, State.DIVERGED, State.WITHDRAWN})
"""States in which what is live, or its absence, is somebody else's doing."""


def hazards_of(state: State, changes: Sequence[Change]) -> tuple[Hazard, ...]:
    """Every hazard of registering Git's side, the worst first."""
    found = {*_of_plan(state), *(hazard for change in changes for hazard in _of_change(change))}
    return tuple(sorted(found, key=lambda one: (-one.risk.rank, one.path)))


def _of_plan(state: State) -> Iterator[Hazard]:
    if state is State.MISSING:
        yield Hazard(Risk.CREATION)
    if state in NOT_OURS:
        yield Hazard(Risk.OVERWRITE)


def _of_change(change: Change) -> Iterator[Hazard]:
    where = api_path(change.path)
    yield Hazard(_of_image(change) if where == IMAGE else fact_of(change.path).risk, change.path)
    if change.op is Op.REMOVE:
        yield Hazard(Risk.LOGGING_REMOVED if where == LOGGING else Risk.REMOVAL, change.path)


def _of_image(change: Change) -> Risk:
    if not isinstance(change.git, str) or not isinstance(change.live, str):
        return Risk.REPOSITORY
    return Risk.IMAGE if repository_of(change.git) == repository_of(change.live) else Risk.REPOSITORY


def repository_of(image: str) -> str:
    """The image without tag and digest, registry included: a registry's port is no tag."""
    name = image.partition("@")[0]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}"
