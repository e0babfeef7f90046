"""A source that is empty, missing or locked: told once, never taken as "all was deleted", and mended by files."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.scene import Scene, definition, happened, quiet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo.running import RunningDaemon

pytestmark = pytest.mark.slow

REMOVALS = ("DeregisterTaskDefinition", "DeleteTaskDefinitions")
SEVERAL_POLLS = 1.0


def told_once(daemon: RunningDaemon, words: str) -> None:
    """One line with `words`, although every poll finds the same; a source in trouble is no reason to end."""
    happened(daemon, "source_failed")
    time.sleep(SEVERAL_POLLS)
    (told,) = daemon.events("source_failed")
    assert words in told["message"]


def recovers(scene: Scene, daemon: RunningDaemon) -> None:
    """Files have come: the family is registered, once, and nothing was ever removed."""
    happened(daemon, "source_recovered")
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1]
    assert [scene.world.calls().count(removal) for removal in REMOVALS] == [0, 0]


@pytest.fixture
def link(scene: Scene) -> Path:
    """Where the daemon looks for a published link; there is none yet."""
    link = scene.root / "current"
    scene.settings["source"] |= {"kind": "link", "path": str(link)}
    return link


@pytest.fixture
def folder(link: Path) -> Path:
    """An empty directory that is published."""
    folder = link.with_name("checkout")
    folder.mkdir()
    link.symlink_to(folder)
    return folder


def fill(folder: Path) -> None:
    """Put one spec there."""
    (folder / "web.json").write_text(json.dumps(definition()))


def test_a_repository_without_commits_is_told_once_until_there_is_one(scene: Scene) -> None:
    daemon = scene.run()
    told_once(daemon, "without any commit")
    scene.commit(definition())
    recovers(scene, daemon)


def test_a_repository_without_specs_is_told_once_until_there_is_one(scene: Scene) -> None:
    scene.publisher.commit({"README.md": "nothing here"}, "no specs")
    daemon = scene.run()
    told_once(daemon, "no spec file")
    scene.commit(definition())
    recovers(scene, daemon)


def test_a_link_to_an_empty_directory_is_told_once_until_another_is_published(
    folder: Path, link: Path, scene: Scene
) -> None:
    assert folder.is_dir()
    daemon = scene.run()
    told_once(daemon, "no spec file")
    fuller = folder.with_name("next")
    fuller.mkdir()
    fill(fuller)
    fresh = link.with_name("fresh")
    fresh.symlink_to(fuller)
    fresh.replace(link)
    recovers(scene, daemon)


def test_a_path_where_nothing_is_is_told_once_until_something_is_there(link: Path, scene: Scene) -> None:
    daemon = scene.run()
    told_once(daemon, "there is nothing at this path")
    folder = link.with_name("checkout")
    folder.mkdir()
    fill(folder)
    link.symlink_to(folder)
    recovers(scene, daemon)


def test_a_directory_that_may_not_be_read_is_told_once_until_it_may(folder: Path, scene: Scene) -> None:
    fill(folder)
    folder.chmod(0)
    daemon = scene.run("tests.faults.humble")
    told_once(daemon, "may not be read by this user")
    folder.chmod(0o755)
    recovers(scene, daemon)


def test_a_registered_family_outlives_a_source_that_loses_its_files(scene: Scene) -> None:
    scene.commit(definition())
    daemon = scene.run()
    quiet(daemon)
    scene.publisher.repository.joinpath("web.json").unlink()
    scene.publisher.commit({"README.md": "all specs are gone"}, "an accident")
    told_once(daemon, "no spec file")
    assert daemon.events("pass_settled", state="orphan") == []
    scene.commit(definition())
    recovers(scene, daemon)
    assert daemon.events("drift_found") == []
