from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.target_policy import Addressee
from tests.builders.cases import KEY, revision
from tests.loop.stage import POLICY, PROD

if TYPE_CHECKING:
    from tests.loop.stage import Stage


def test_a_world_tells_which_targets_take_which_files(stage: Stage) -> None:
    target = stage.shell.world.targets[PROD].target
    assert stage.shell.world.addressees == (Addressee(target, POLICY.routes),)


def test_a_world_cannot_be_changed_under_a_pass(stage: Stage) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        stage.shell.world.generation = "other"  # type: ignore[misc] # that it fails is the point


def test_nobody_listens_to_whole_standings_unless_asked(stage: Stage) -> None:
    assert stage.shell.world.on_settled((KEY, revision())) is None  # type: ignore[arg-type,func-returns-value]
