"""What `plumbrule run` itself says to whoever listens: no systemd is needed for this."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.builders.notified import Ear
from tests.demo.running import RunningDaemon
from tests.systemd.installed import SETTINGS, commit, web

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.client import World


@pytest.mark.slow
def test_a_whole_life_in_the_words_of_the_protocol(tmp_path: Path, world: World) -> None:
    found = commit(tmp_path / "specs.git", web())
    settings = tmp_path / "plumbrule.yaml"
    text = SETTINGS.format(repository=tmp_path / "specs.git", standstill="5m", url=world.url)
    settings.write_text(f"{text}journal: {{path: {tmp_path / 'journal.sqlite'}}}\n")
    with Ear(tmp_path / "notify") as ear:
        listening = {"NOTIFY_SOCKET": ear.address, "WATCHDOG_USEC": "4000000"}
        with RunningDaemon(tmp_path, settings, listening) as daemon:
            ear.waits_for("READY=1")
            ear.waits_for(f"STATUS=commit {found}, task definitions: 1")
            ear.waits_for("WATCHDOG=1")
            assert daemon.process is not None
            settings.write_text("version: 0\n")
            daemon.process.send_signal(signal.SIGHUP)
            ear.waits_for("RELOADING=1\nMONOTONIC_USEC=")
            ear.waits_for(f"STATUS=commit {found}, task definitions: 1; the settings were refused")
        said = ear.heard()
    assert said.count("READY=1") == 2
    assert said[-1] == "STOPPING=1"
    assert said.index("READY=1") < said.index(next(word for word in said if word.startswith("RELOADING=1")))
