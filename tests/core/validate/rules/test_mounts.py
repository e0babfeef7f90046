from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque
from tests.core.validate.rules.edits import findings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree

MOUNTS = "/containerDefinitions/0/mountPoints"
FROM = "/containerDefinitions/0/volumesFrom"
LATER = Opaque("${var.LATER}")
DATA: Tree = {"name": "data"}
EBS: Tree = {"name": "data", "configuredAtLaunch": True}
POINT: Tree = {"accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED"}


def _told(edits: Mapping[str, Tree]) -> list[str]:
    """What the rules of storage say, as `rule pointer`."""
    return [f"{one.rule} {one.pointer}" for one in findings_of(edits, "R227", "R255")]


def _mount(volume: Tree = "data", **members: Tree) -> Tree:
    return [{"sourceVolume": volume, "containerPath": "/data", "readOnly": False, **members}]


def _efs(**members: Tree) -> Tree:
    return [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", **members}}]


def test_a_misspelt_volume_is_named_together_with_the_one_that_was_meant() -> None:
    (told, *_) = findings_of({"/volumes": [DATA], MOUNTS: _mount("daat")}, "R233", "R233")

    assert told.message == '`sourceVolume` is "daat", but the task has no volume of that name'
    assert told.hint == "did you mean `data`?"


def test_a_misspelt_container_is_named_together_with_the_one_that_was_meant() -> None:
    (told,) = findings_of({FROM: [{"sourceContainer": "App"}]}, "R236", "R236")

    assert told.message == '`sourceContainer` is "App", but the task has no container of that name'
    assert told.hint == "did you mean `app`?"


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"/volumes": LATER, MOUNTS: _mount()}, id="all volumes"),
        pytest.param({"/volumes": [LATER], MOUNTS: _mount()}, id="one volume"),
        pytest.param({"/volumes": [{"name": LATER}], MOUNTS: _mount()}, id="the name of a volume"),
        pytest.param({"/volumes": [DATA], MOUNTS: _mount(LATER)}, id="the name at the mount point"),
        pytest.param({"/volumes": [DATA], MOUNTS: _mount(containerPath=LATER)}, id="the path"),
        pytest.param({"/volumes": [EBS], MOUNTS: [LATER]}, id="a mount point"),
        pytest.param({"/volumes": [EBS], MOUNTS: LATER}, id="all mount points"),
        pytest.param({"/volumes": [EBS], "/containerDefinitions/1": LATER}, id="a container"),
        pytest.param(
            {FROM: [{"sourceContainer": "x"}], "/containerDefinitions/0/name": LATER}, id="the name of a container"
        ),
        pytest.param({"/volumes": _efs(transitEncryption=LATER), MOUNTS: _mount()}, id="the way to EFS"),
        pytest.param(
            {
                "/volumes": _efs(transitEncryption="ENABLED", authorizationConfig=LATER, rootDirectory="/x"),
                MOUNTS: _mount(),
            },
            id="the access point",
        ),
    ],
)
def test_nothing_is_concluded_from_what_is_not_known_offline(edits: Mapping[str, Tree]) -> None:
    assert _told(edits) == []


def test_a_volume_is_in_use_when_any_container_mounts_it() -> None:
    both: Tree = [{"sourceVolume": name, "containerPath": f"/{name}"} for name in ("data", "logs")]

    assert (
        _told({"/volumes": [EBS, {"name": "logs"}], "/containerDefinitions/1": beside("side", mountPoints=both)}) == []
    )


def test_an_open_way_to_efs_is_a_warning_only_where_ecs_does_not_refuse_it() -> None:
    at = "/volumes/0/efsVolumeConfiguration/transitEncryption"

    assert _told({"/volumes": _efs(), MOUNTS: _mount()}) == [f"R247 {at}"]
    assert _told({"/volumes": _efs(authorizationConfig=POINT, transitEncryptionPort=2049), MOUNTS: _mount()}) == [
        f"R243 {at}",
        f"R244 {at}",
        f"R245 {at}Port",
    ]
