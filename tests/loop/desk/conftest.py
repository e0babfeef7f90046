"""Offices of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loop.desk.office import V1, Office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.world.client import World


@pytest.fixture
def opened(endpoint: World, account: str) -> Iterator[Callable[..., Office]]:
    """Makes offices."""
    offices: list[Office] = []

    def make(**changes: Any) -> Office:  # noqa: ANN401 - any field
        offices.append(Office(endpoint, account, **changes))
        return offices[-1]

    yield make
    for office in offices:
        office.close()


@pytest.fixture
def office(opened: Callable[..., Office]) -> Office:
    return opened()


@pytest.fixture
def waiting(office: Office) -> Office:
    """An office with one family whose creation waits for a yes."""
    office.put(V1)
    office.read()
    return office
