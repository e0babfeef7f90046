"""The command line at the door of a real desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from plumbrule.cli import main
from tests.edge.admin.conftest import endpoint as endpoint  # noqa: PLC0414 - a fixture
from tests.edge.admin.conftest import opened as opened  # noqa: PLC0414 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.edge.admin.conftest import House
    from tests.loop.desk.office import Office


class Said(NamedTuple):
    """What a verb printed, and how it ended."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs verbs against one house; between two of them the daemon does what follows."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.office: Office = house.office

    def __call__(self, *words: str) -> Said:
        """One verb."""
        verb = words[:2] if words[0] in {"audit", "notify"} else words[:1]
        ran = CliRunner().invoke(
            main, [*verb, "--socket", self.house.socket, *words[len(verb) :]], catch_exceptions=False
        )
        self.office.run()
        return Said(ran.exit_code, ran.stdout, ran.stderr)


@pytest.fixture
def terminal(opened: Callable[..., House]) -> Terminal:
    return Terminal(opened())
