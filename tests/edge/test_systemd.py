from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.systemd import MOST_CHARACTERS, Systemd
from tests.builders.notified import Ear

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_each_word_arrives_at_a_path_and_in_the_abstract_name_space(tmp_path: Path, kind: str) -> None:
    with Ear(tmp_path / "notify" if kind == "path" else f"@plumbrule-{secrets.token_hex(8)}") as ear:
        systemd = Systemd(ear.address)
        before = time.monotonic_ns() // 1000
        for say in (systemd.ready, systemd.reloading, systemd.stopping, systemd.alive):
            assert say()
        assert systemd.status("two\nlines\x1b[1m")
        ready, reloading, *others = ear.heard()
    assert ready == "READY=1"
    first, _, stamp = reloading.partition("\nMONOTONIC_USEC=")
    assert first == "RELOADING=1"
    assert before <= int(stamp) <= time.monotonic_ns() // 1000
    assert others == ["STOPPING=1", "WATCHDOG=1", "STATUS=two lines [1m"]


def test_a_long_status_is_cut_and_a_word_that_cannot_be_sent_is_no_error(tmp_path: Path) -> None:
    with Ear(tmp_path / "notify") as ear:
        assert Systemd(ear.address).status("é" * 1000)
        assert ear.heard() == ["STATUS=" + "é" * MOST_CHARACTERS]
    assert not Systemd(ear.address).ready()
    assert not Systemd(str(tmp_path / "nobody")).alive()
    assert not Systemd().ready()


def test_a_manager_that_takes_nothing_holds_us_up_for_a_second_only(tmp_path: Path) -> None:
    with Ear(tmp_path / "notify") as ear:
        systemd = Systemd(ear.address)
        began, taken = time.monotonic(), 0
        while systemd.alive():
            taken += 1
            assert taken < 100_000
        assert time.monotonic() - began < 30
        assert taken > 0


@pytest.mark.parametrize(
    ("given", "address", "watchdog"),
    [
        ({}, "", None),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"}, "/run/n", 3.0),
        ({"NOTIFY_SOCKET": "@n", "WATCHDOG_USEC": "500000"}, "@n", 0.5),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"}, "/run/n", None),
        ({"NOTIFY_SOCKET": "vsock:2:1", "WATCHDOG_USEC": "often"}, "", None),
        ({"NOTIFY_SOCKET": "/run/n", "WATCHDOG_USEC": "0", "WATCHDOG_PID": "7"}, "/run/n", None),
    ],
)
def test_the_environment_is_taken_once_and_children_inherit_none_of_it(
    given: dict[str, str], address: str, watchdog: float | None
) -> None:
    environ = {**given, "HOME": "/"}
    assert Systemd.taken_from(environ, 7) == Systemd(address, watchdog)
    assert environ == {"HOME": "/"}
