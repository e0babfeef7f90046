"""Published definitions through real Git, the real daemon and HTTP: the endpoint's own log is the judge."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.e2e.real_specs import MENDS, as_published, mended, needs_folder, without_nulls
from tests.faults.scene import PLAN, REGISTER, SECONDS, quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.demo.running import RunningDaemon
    from tests.faults.scene import Scene

pytestmark = [needs_folder, pytest.mark.slow]

ALL = 11


def families(files: Mapping[str, str]) -> dict[str, object]:
    """What each file asks for, by family."""
    read = [without_nulls(json.loads(text)) for text in files.values()]
    return {one["family"]: one for one in read}


def one_more_sweep(daemon: RunningDaemon) -> None:
    """Wait until a sweep has begun and ended from now on."""
    seen = len(daemon.events("sweep_finished"))
    daemon.wait_for("two more sweeps", lambda: len(daemon.events("sweep_finished")) >= seen + 2, SECONDS)


def registered(scene: Scene) -> dict[str, object]:
    """What reached the endpoint, by family; each family once, as its first revision, with a plan of its own."""
    log = scene.world.log()
    assert {one.revision for one in log} == {1}
    assert Counter(one.family for one in log) == Counter({one.family for one in log})
    assert set(Counter(one.tags[PLAN] for one in log).values()) == {1}
    assert scene.world.calls().count(REGISTER) == len(log)
    return {one.family: dict(one.definition) for one in log}


def test_mended_they_register_once_each_and_the_next_sweep_finds_nothing(scene: Scene) -> None:
    scene.publisher.commit(mended(), "published definitions, mended")
    daemon = scene.run()
    quiet(daemon, families=ALL)
    one_more_sweep(daemon)
    assert daemon.stop() == 0
    assert registered(scene) == families(mended())
    again = scene.run()
    quiet(again, families=ALL)
    assert registered(scene) == families(mended())


def test_as_they_are_only_those_without_an_error_reach_ecs_and_the_others_follow_when_mended(scene: Scene) -> None:
    sound = {name: text for name, text in as_published().items() if name not in MENDS}
    scene.publisher.commit(as_published(), "published definitions, as they are")
    daemon = scene.run()
    quiet(daemon, families=ALL, in_sync=len(sound), missing=len(MENDS))
    one_more_sweep(daemon)
    assert registered(scene) == families(sound)
    scene.publisher.commit(mended(), "the faults are mended")
    quiet(daemon, families=ALL, in_sync=ALL)
    one_more_sweep(daemon)
    assert registered(scene) == families(mended())
