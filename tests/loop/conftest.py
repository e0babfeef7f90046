"""One endpoint for all tests of a process; each test has an account of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loop.stage import Stage, new_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def endpoint() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> str:
    return new_account(monkeypatch)


@pytest.fixture
def staged(endpoint: World, account: str) -> Iterator[Callable[..., Stage]]:
    """Makes stages of one account; another one without the first one's journal is a daemon that lost it."""
    opened: list[Stage] = []

    def make(**changes: Any) -> Stage:  # noqa: ANN401 - any field
        opened.append(Stage(endpoint, account, **changes))
        return opened[-1]

    yield make
    for stage in opened:
        stage.close()


@pytest.fixture
def stage(staged: Callable[..., Stage]) -> Stage:
    return staged()
