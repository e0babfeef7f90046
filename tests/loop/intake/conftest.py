"""Each test of taking in gets a World of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loop.intake.office import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.journal.close()
