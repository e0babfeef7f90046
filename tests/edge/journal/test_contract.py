from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.journal import memory_journal, open_journal
from tests.edge.journal.contract import JournalContract
from tests.edge.journal.contract_tell import TellContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plumbrule.ports import Journal


class TestFile(JournalContract, TellContract):
    @pytest.fixture
    def journal(self, tmp_path: Path) -> Iterator[Journal]:
        opened = open_journal(tmp_path / "journal.db", writable=True)
        yield opened
        opened.close()


class TestMemory(JournalContract, TellContract):
    @pytest.fixture
    def journal(self) -> Iterator[Journal]:
        opened = memory_journal()
        yield opened
        opened.close()
