"""One moto for all tests of a process, forgotten before each, and the adapter that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.dependencies import AwsDependencies
from tests.aws.fixtures import moto_url, stock
from tests.aws.stock import ACCOUNT, REGION
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ("moto_url", "stock")


@pytest.fixture
def aws(moto_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsDependencies]:
    use_account(monkeypatch, ACCOUNT)
    made = AwsDependencies(Access(REGION, "test"), moto_url)
    yield made
    made.close()
