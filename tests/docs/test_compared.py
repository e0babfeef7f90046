"""The comparison with other tools says of Plumbrule what Plumbrule does."""

from __future__ import annotations

import pytest

from tests.docs.compared import KINDS, OTHERS, PAGE, RIGHT, Kind, ours, shown, table


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_plumbrule_is_right_about_every_example_of_a_kind(kind: Kind) -> None:
    assert kind.sentences
    assert ours(kind) == RIGHT
    assert len(kind.others) == len(OTHERS)


def test_the_page_shows_the_table() -> None:
    assert shown(PAGE.read_text(encoding="utf-8")) == list(table())
