"""Every publish pattern, with inotify and with polling only: what counts is the snapshot, never an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.edge.source.follower import Follower
from tests.edge.source.publishers import PUBLISHERS, BelowAMount

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.edge.source.publishers import Publisher

VERSIONS = (
    {"web.json": '"1"', "pay.json": '"1"'},
    {"web.json": '"2"', "pay.json": '"2"'},
    {"web.json": '"3"', "pay.json": '"3"'},
    {"web.json": '"4"', "api.json": '"4"', "pay.json": '"4"'},
)
QUIETLY = 2.0
"""Seconds in which a hint would long have been acted upon."""


@pytest.fixture(name="publisher", params=list(PUBLISHERS))
def _publisher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Publisher]:
    publisher = PUBLISHERS[request.param](tmp_path)
    if isinstance(publisher, BelowAMount) and not publisher.mounted:
        pytest.skip("no overlay can be mounted here, which takes root and a kernel that allows it")
    publisher.put(VERSIONS[0])
    yield publisher
    publisher.close()


def test_polling_alone_finds_every_version_whole(publisher: Publisher) -> None:
    with Follower(publisher.source(), hints=False, polls=True) as follower:
        for number, files in enumerate(VERSIONS):
            if number:
                publisher.put(files)
            assert follower.sees(files), (follower.contents(), follower.errors)
    assert follower.wakes == 0


def test_hints_find_every_version_whole_and_need_no_poll_where_there_are_events(publisher: Publisher) -> None:
    """Supervised, since an observer does not survive all of these."""
    with Follower(publisher.source(), hints=True, polls=False) as follower:
        for number, files in enumerate(VERSIONS):
            if number:
                publisher.put(files)
                follower.polls = publisher.hinted is False and not follower.sees(files, QUIETLY)
                assert follower.polls is not publisher.hinted
            assert follower.sees(files), (follower.contents(), follower.errors)
            follower.polls = False
        assert follower.source.revive() is False, "it is still watched, and what is there now"
