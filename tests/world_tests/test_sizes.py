"""Exactly the 74 sizes that were probed exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.ecs.sizes import PAIRS
from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world_tests.clients import Aws


def test_there_are_74_pairs() -> None:
    assert sum(len(memories) for memories in PAIRS.values()) == 74


def test_each_rows_ends_register_and_the_next_steps_do_not(ecs: Aws) -> None:
    for cpu, memories in PAIRS.items():
        ends = (memories[0], memories[-1])
        for memory in ends:
            assert ecs.register(web(cpu=str(cpu), memory=str(memory)))["memory"] == str(memory)
        for memory in (ends[0] - 256, ends[1] + 1024, ends[0] + 100):
            said = ecs.refusal("RegisterTaskDefinition", **web(cpu=str(cpu), memory=str(memory)))
            assert f"given values: {cpu} CPU, {memory} memory." in said[2]
