"""What a service manager is told, through a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.app import Service
from plumbrule.edge.systemd import Systemd
from plumbrule.loop.health import Health
from tests.builders.notified import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = Health(started=False, standstills=(), sentence="a first look")
WELL = Health(started=True, standstills=(), sentence="3 task definitions")
STUCK = Health(started=True, standstills=("x",), sentence="x")


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    with Ear(tmp_path / "notify") as opened:
        yield opened


def test_ready_is_said_once_and_not_before_the_first_look(ear: Ear) -> None:
    service = Service(Systemd(ear.address))
    service.attend(FIRST, 0.0)
    service.attend(WELL, 1.0)
    service.attend(WELL, 2.0)
    assert ear.heard() == ["STATUS=a first look", "READY=1", "STATUS=3 task definitions"]


def test_the_watchdog_is_put_off_four_times_in_its_interval_and_never_while_something_stands_still(ear: Ear) -> None:
    service = Service(Systemd(ear.address, watchdog=8.0))
    for second in range(8):
        service.attend(WELL, float(second))
    assert ear.heard().count("WATCHDOG=1") == 4
    for second in range(8, 40):
        service.attend(STUCK, float(second))
    assert ear.heard().count("WATCHDOG=1") == 4
    service.attend(WELL, 40.0)
    assert ear.heard().count("WATCHDOG=1") == 5


def test_no_watchdog_is_put_off_where_none_is_set(ear: Ear) -> None:
    Service(Systemd(ear.address)).attend(WELL, 0.0)
    assert "WATCHDOG=1" not in ear.heard()


def test_a_reload_ends_with_ready_and_a_refused_one_stays_in_the_status_until_the_next(ear: Ear) -> None:
    service = Service(Systemd(ear.address))
    service.attend(WELL, 0.0)
    service.reloading()
    service.reloaded(accepted=False)
    service.attend(WELL, 1.0)
    service.reloading()
    service.reloaded(accepted=True)
    service.attend(WELL, 2.0)
    service.stopping()
    ready, first, reloading, again, refused, *others = ear.heard()
    assert (ready, first, again) == ("READY=1", "STATUS=3 task definitions", "READY=1")
    assert reloading.startswith("RELOADING=1\nMONOTONIC_USEC=")
    assert refused.startswith("STATUS=3 task definitions; the settings were refused")
    assert others[0].startswith("RELOADING=1")
    assert others[1:] == ["READY=1", "STATUS=3 task definitions", "STOPPING=1"]


def test_a_reload_before_the_start_is_complete_says_nothing_that_would_complete_it(ear: Ear) -> None:
    service = Service(Systemd(ear.address))
    service.reloading()
    service.reloaded(accepted=True)
    assert ear.heard() == []


def test_a_word_that_was_lost_is_said_again(tmp_path: Path) -> None:
    service = Service(Systemd(str(tmp_path / "notify"), watchdog=8.0))
    service.attend(WELL, 0.0)
    with Ear(tmp_path / "notify") as ear:
        service.attend(WELL, 1.0)
        assert ear.heard() == ["READY=1", "STATUS=3 task definitions", "WATCHDOG=1"]
