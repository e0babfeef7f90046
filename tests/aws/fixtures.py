"""One moto for the tests of whichever conftest or file names these, and what one account has in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.aws.moto import running_moto
from tests.aws.stock import Stock

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def moto_url() -> Iterator[str]:
    with running_moto() as url:
        yield url


@pytest.fixture
def stock(moto_url: str) -> Iterator[Stock]:
    """Empty at first, whatever was put into moto before."""
    made = Stock(moto_url)
    yield made
    made.close()
