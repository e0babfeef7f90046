"""What only the daemon calls fails too: it starts, looks after itself and ends all the same."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

import pytest

from plumbrule.app import Daemon, real_parts
from plumbrule.model.event import Event
from plumbrule.settings.load import load_settings
from tests.builders.notices import Heard
from tests.faults.matrix.failing import Failing, Fault, When
from tests.faults.matrix.rows import BROKEN, DAEMON, allowed, made
from tests.faults.scene import ACCOUNT, SECONDS, Scene, definition
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.app import Parts
    from plumbrule.ports import Journal, Source
    from plumbrule.settings.values import Settings

pytestmark = pytest.mark.slow

PLAYS: Final = [
    (port, method, error)
    for port, methods in DAEMON.items()
    for method in sorted(methods)
    for error in (*allowed(port, method), BROKEN)
]


def failing_parts(port: str, fault: Fault, heard: Heard) -> Parts:
    """Real parts, one of which fails."""
    parts = real_parts()

    def source(settings: Settings) -> Source:
        return cast("Source", Failing(parts.source(settings), fault if port == "Source" else None))

    def journal(settings: Settings, writable: bool) -> Journal:  # noqa: FBT001 - as `Parts` has it
        return cast("Journal", Failing(parts.journal(settings, writable), fault if port == "Journal" else None))

    return replace(parts, source=source, journal=journal, notifier=heard)


def wait(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize(("port", "method", "error"), PLAYS)
def test_it_starts_registers_and_ends_all_the_same_and_says_so_once(
    port: str, method: str, error: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_account(monkeypatch, ACCOUNT)
    scene.commit(definition())
    scene.write_settings()
    heard, fault = Heard(), Fault(method, lambda: made(error), When.EVERY)
    daemon = Daemon(load_settings(scene.settings_file, os.environ), failing_parts(port, fault, heard))
    daemon.start()
    try:
        daemon.supervise(clock_stepped=False)
        wait(lambda: heard.of(Event.SWEEP_FINISHED, states={"in_sync": 1}, unchanged=1))
    finally:
        assert daemon.stop()
    assert fault.fired > 0
    told = heard.of(Event.SOURCE_FAILED) + heard.of(Event.FAILURE_CONTAINED)
    assert len(told) == 1
    assert ("traceback" in told[0]) is (error == BROKEN)
    assert len(heard.of(Event.DAEMON_STOPPED)) == 1
    assert list(scene.plans().values()) == [1]
