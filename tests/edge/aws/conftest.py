"""One endpoint for all tests of a process; each test has an account of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loop.stage import new_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def endpoint() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> str:
    return new_account(monkeypatch)
