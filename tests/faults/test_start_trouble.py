"""A daemon that cannot start says why in one sentence and ends with the right code."""

from __future__ import annotations

import pytest

from tests.faults.scene import Scene, definition, quiet

pytestmark = pytest.mark.slow


def test_settings_with_mistakes_end_it_with_78_and_every_mistake(scene: Scene) -> None:
    scene.policy(account_id="12", auto=["missing", "orphan"])
    scene.settings["sweeep"] = "1s"
    ended = scene.verb("run")
    assert (ended.returncode, ended.stdout) == (78, "")
    lines = ended.stderr.splitlines()
    assert len(lines) == 3
    for word in ("account_id", "orphan", "sweeep"):
        assert any(word in line for line in lines), word


def test_settings_that_are_not_there_end_it_with_78(scene: Scene) -> None:
    ended = scene.verb("run", config=scene.root / "nowhere.yaml")
    assert (ended.returncode, ended.stdout) == (78, "")
    (sentence,) = ended.stderr.splitlines()
    assert "nowhere.yaml" in sentence


def test_a_journal_that_another_daemon_holds_ends_it_with_1_and_the_other_goes_on(scene: Scene) -> None:
    scene.commit(definition())
    daemon = scene.run()
    quiet(daemon)
    assert daemon.process is not None
    second = scene.verb("run")
    assert (second.returncode, second.stdout) == (1, "")
    (sentence,) = second.stderr.splitlines()
    assert f"process {daemon.process.pid}" in sentence
    assert daemon.stop() == 0


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\0" + bytes(range(256)) * 40])
def test_a_damaged_journal_ends_it_with_1_and_is_left_as_it_is(content: bytes, scene: Scene) -> None:
    journal = scene.root / "journal.sqlite"
    journal.write_bytes(content)
    scene.commit(definition())
    ended = scene.verb("run")
    assert (ended.returncode, ended.stdout) == (1, "")
    (sentence,) = ended.stderr.splitlines()
    assert str(journal) in sentence
    assert journal.read_bytes() == content
    assert scene.world.calls().counts == {}
