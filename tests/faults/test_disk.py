"""The journal's disk: full, read-only, locked, damaged, replaced, gone.

Whatever happens: one clear line, nothing registers without an intent on the disk, nothing registers twice, no
traceback, and when the disk is back everything goes on.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.faults.deep import deep, deeper
from tests.faults.scene import PLAN, REGISTER, SECONDS, Scene, definition, happened, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.demo.running import RunningDaemon
    from tests.world.client import World

pytestmark = pytest.mark.slow

SEVERAL_TRIES: Final = 1.5
"""Seconds: a family that fails is tried again after one at most."""
CROWD: Final = [f"web-{number}" for number in range(12)]


class Disk:
    """A scene whose journal has a directory of its own."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.folder = scene.root / "disk"
        self.folder.mkdir()
        self.journal = self.folder / "journal.sqlite"
        scene.settings["journal"] = {"path": str(self.journal)}

    def small(self, *options: str) -> None:
        """Let the directory be a file system of two megabytes."""
        words = ["mount", "-t", "tmpfs", "-o", ",".join(["size=2m", *options]), "plumbrule-test", str(self.folder)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")

    def unmount(self) -> None:
        """What was mounted, however busy it is."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=False, capture_output=True)

    def intents(self) -> set[str]:
        """The plans whose intent can be read from the disk."""
        with closing(sqlite3.connect(self.journal)) as connection:
            return {plan for (plan,) in connection.execute("SELECT plan FROM intents")}

    def every_registration_has_its_intent(self) -> None:
        """What the endpoint has, the journal on the disk announced."""
        made = {one.tags[PLAN] for one in self.scene.world.log()}
        assert made <= self.intents()

    def comes_to_rest(self, daemon: RunningDaemon, families: int) -> None:
        """All is registered, once, and the daemon ends as it should."""
        quiet(daemon, families=families)
        self.every_registration_has_its_intent()
        assert set(self.scene.plans().values()) == {1}
        assert daemon.stop() == 0


@pytest.fixture
def disk(running_world: World, tmp_path: Path) -> Iterator[Disk]:
    running_world.reset()
    scene = Scene(tmp_path, running_world)
    disk = Disk(scene)
    yield disk
    scene.close()
    disk.unmount()
    for daemon in scene.runs:
        text = daemon.log.read_text()
        assert "Traceback" not in text
        assert [line for line in text.splitlines() if not line.startswith("{")] == []


def large(family: str, version: int) -> dict[str, Any]:
    """A definition of some 20 KB, so that a few fill a small disk."""
    one = definition(family, f"nginx:1.{version}")
    one["containerDefinitions"][0]["environment"] = [
        {"name": f"WORDS_{number}", "value": f"{version} " + "some words " * 90} for number in range(20)
    ]
    return one


def told_once(daemon: RunningDaemon, words: str) -> None:
    """One line, although every try fails with the same."""
    happened(daemon, "failure_contained")
    time.sleep(SEVERAL_TRIES)
    (told,) = daemon.events("failure_contained")
    assert (told["where"], told["code"]) == ("journal", "journal_broken")
    assert words in told["message"]


def fill(folder: Path) -> Path:
    """A file that takes what is left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return ballast
    raise AssertionError("a disk without an end")


def test_a_full_disk_holds_registrations_back_and_an_emptier_one_lets_them_go(disk: Disk) -> None:
    disk.small()
    disk.scene.commit(definition())
    daemon = disk.scene.run()
    quiet(daemon)
    ballast = fill(disk.folder)
    disk.scene.commit(definition(), *(large(family, 1) for family in CROWD))
    told_once(daemon, "the disk is full")
    held_back = len(disk.scene.world.log())
    assert held_back < 1 + len(CROWD)
    disk.every_registration_has_its_intent()
    ballast.unlink()
    (ended,) = happened(daemon, "failure_ended")
    assert ended["where"] == "journal"
    disk.comes_to_rest(daemon, 1 + len(CROWD))


@deep
def test_a_disk_that_is_full_at_the_start_ends_it_with_one_sentence(disk: Disk) -> None:
    disk.small()
    disk.scene.commit(definition())
    ballast = fill(disk.folder)
    ended = disk.scene.verb("run")
    assert (ended.returncode, ended.stdout) == (1, "")
    (sentence,) = ended.stderr.splitlines()
    assert "the disk is full" in sentence
    assert disk.scene.world.calls().count(REGISTER) == 0
    ballast.unlink()
    disk.comes_to_rest(disk.scene.run(), 1)


@pytest.mark.parametrize("has_one", deeper([True], [False]))
def test_a_read_only_disk_ends_it_with_one_sentence_and_a_writable_one_lets_it_start(
    *, has_one: bool, disk: Disk
) -> None:
    disk.small()
    disk.scene.commit(definition())
    if has_one:
        disk.comes_to_rest(disk.scene.run(), 1)
    subprocess.run(["mount", "-o", "remount,ro", str(disk.folder)], check=True)
    disk.scene.commit(definition(image="nginx:1.28"))
    ended = disk.scene.verb("run")
    assert (ended.returncode, ended.stdout) == (1, "")
    (sentence,) = ended.stderr.splitlines()
    assert "read-only" in sentence
    assert len(disk.scene.world.log()) == has_one
    subprocess.run(["mount", "-o", "remount,rw", str(disk.folder)], check=True)
    disk.comes_to_rest(disk.scene.run(), 1)


def test_a_journal_that_another_process_keeps_locked_holds_registrations_back_until_it_lets_go(disk: Disk) -> None:
    disk.scene.commit(definition())
    daemon = disk.scene.run()
    quiet(daemon)
    with closing(sqlite3.connect(disk.journal, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        disk.scene.commit(definition(image="nginx:1.28"))
        told_once(daemon, "another process keeps the journal locked")
        assert len(disk.scene.world.log()) == 1
        other.execute("ROLLBACK")
    happened(daemon, "failure_ended", where="journal")
    disk.comes_to_rest(daemon, 1)
    assert len(disk.scene.world.log()) == 2


def test_a_journal_that_is_damaged_under_it_stops_registering_and_a_backup_goes_on(disk: Disk) -> None:
    families = [large(family, 1) for family in CROWD]
    disk.scene.commit(*families)
    disk.comes_to_rest(disk.scene.run(), len(CROWD))
    backup = disk.folder / "backup"
    shutil.copy(disk.journal, backup)
    daemon = disk.scene.run()
    quiet(daemon, families=len(CROWD))
    damage(disk.journal)
    disk.scene.commit(*(large(family, 2) for family in CROWD))
    happened(daemon, "failure_contained")
    time.sleep(SEVERAL_TRIES)
    assert {line["where"] for line in daemon.events("failure_contained")} == {"journal"}
    assert all(made == 1 for made in disk.scene.plans().values())
    daemon.stop()
    made = len(disk.scene.world.log())
    ended = disk.scene.verb("run")
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert len(disk.scene.world.log()) == made
    for part in disk.folder.glob("journal.sqlite*"):
        part.unlink()
    backup.rename(disk.journal)
    daemon = disk.scene.run()
    quiet(daemon, families=len(CROWD))
    assert set(disk.scene.plans().values()) == {1}
    assert daemon.stop() == 0


def damage(journal: Path) -> None:
    """Everything behind the first page becomes noise, in the file and in the log beside it."""
    for part in (journal, journal.with_name(f"{journal.name}-wal")):
        if part.exists():
            with part.open("r+b") as file:
                length = file.seek(0, 2)
                file.seek(min(4096, length))
                file.write(b"\xa5" * max(0, length - 4096))


def test_a_journal_that_is_replaced_under_it_is_noticed_and_the_right_one_goes_on(disk: Disk) -> None:
    disk.scene.commit(definition())
    daemon = disk.scene.run()
    quiet(daemon)
    aside, other = disk.folder / "aside", disk.folder / "other"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE somebody (s TEXT)")
    disk.journal.rename(aside)
    other.rename(disk.journal)
    disk.scene.commit(definition(image="nginx:1.28"))
    told_once(daemon, "was replaced by another file")
    assert len(disk.scene.world.log()) == 1
    aside.rename(disk.journal)
    happened(daemon, "failure_ended", where="journal")
    disk.comes_to_rest(daemon, 1)
    assert len(disk.scene.world.log()) == 2


def test_a_directory_that_is_removed_under_it_is_told_and_the_next_start_asks_before_it_registers(disk: Disk) -> None:
    disk.scene.commit(definition())
    daemon = disk.scene.run()
    quiet(daemon)
    shutil.rmtree(disk.folder)
    disk.scene.commit(definition(image="nginx:1.28"))
    told_once(daemon, "was removed")
    assert len(disk.scene.world.log()) == 1
    assert daemon.stop() == 0
    assert not disk.folder.exists()
    daemon = disk.scene.run()
    (unknown,) = happened(daemon, "journal_unknown")
    time.sleep(SEVERAL_TRIES)
    assert len(disk.scene.world.log()) == 1
    assert daemon.stop() == 0
    disk.scene.settings["journal"]["confirmed"] = unknown["journal"]
    daemon = disk.scene.run()
    daemon.wait_for("confirmed, it waits for nobody", lambda: _settled(daemon), SECONDS)
    assert daemon.stop() == 0
    assert set(disk.scene.plans().values()) == {1}


def _settled(daemon: RunningDaemon) -> bool:
    return any(not line["gates"] or "held" not in line["gates"] for line in daemon.events("pass_settled"))
