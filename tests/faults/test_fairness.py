"""One target in trouble never delays another: who is well has finished while the other is stuck."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.deep import deeper
from tests.faults.scene import ACCOUNT, SECONDS, Scene, definition, target
from tests.faults.test_target_trouble import closed_port

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world.client import World

pytestmark = pytest.mark.slow

FAMILIES: Final = 200
SICK_REGION, WELL_REGION = "eu-central-1", "eu-west-1"
EVER: Final = 100_000
"""Times a fault may strike: more than a test can ask."""


def slow(world: World) -> str:
    """Each answer takes three seconds."""
    return _strikes(world, "slow", seconds=3.0)


def unreachable(_: World) -> str:
    """Nobody listens."""
    return f"http://127.0.0.1:{closed_port()}"


def throttled(world: World) -> str:
    """AWS wants fewer calls."""
    return _strikes(world, "throttled")


def denied(world: World) -> str:
    """IAM allows nothing."""
    return _strikes(world, "access_denied")


def _strikes(world: World, kind: str, **more: object) -> str:
    world.fail("DescribeTaskDefinition", kind, EVER, account=ACCOUNT, region=SICK_REGION, **more)
    return world.url


TROUBLES: Final[Mapping[str, Callable[[World], str]]] = {
    "slow": slow,
    "unreachable": unreachable,
    "throttled": throttled,
    "denied": denied,
}


def crowd(scene: Scene) -> Scene:
    """Two hundred families, which both targets are to register if they can."""
    scene.settings["sweep"] = "60s"
    scene.commit(*(definition(f"web-{number}") for number in range(FAMILIES)))
    return scene


@pytest.mark.parametrize("trouble", deeper(["slow", "denied"], ["unreachable", "throttled"]))
def test_a_target_finishes_its_sweep_while_one_in_trouble_has_hardly_begun(trouble: str, scene: Scene) -> None:
    crowd(scene)
    url = TROUBLES[trouble](scene.world)
    scene.settings["targets"].insert(0, target(url, "sick", region=SICK_REGION))
    daemon = scene.run()
    (swept,) = daemon.wait_for("its end", lambda: daemon.events("sweep_finished", target="production")[:1], SECONDS)
    assert (swept["families"], swept["registered"]) == (FAMILIES, FAMILIES)
    assert daemon.events("sweep_finished", target="sick") == []
    made = Counter(one.region for one in scene.world.log())
    assert (made[WELL_REGION], made[SICK_REGION] < FAMILIES / 10) == (FAMILIES, True)  # what is slow still works
    assert daemon.process is not None
    daemon.process.kill()  # a slow answer is on its way: nobody has to wait for it here
    daemon.process.wait(SECONDS)
