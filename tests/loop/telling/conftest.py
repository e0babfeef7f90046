from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loop.stage import new_account
from tests.loop.telling.newsroom import Newsroom
from tests.world.slack import Slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.client import World


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as found:
        yield found


@pytest.fixture
def newsroom(endpoint: World, monkeypatch: pytest.MonkeyPatch, slack: Slack) -> Iterator[Newsroom]:
    room = Newsroom(endpoint, new_account(monkeypatch), slack)
    yield room
    room.close()
