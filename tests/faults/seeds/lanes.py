"""Several seeds at once: each lane has a world of its own, since a lag of visibility is the whole world's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING

from tests.faults.seeds.play import play
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.faults.seeds.play import Played


def play_all(seeds: Iterable[int], lanes: int) -> Iterator[Played]:
    """Play every seed and yield each as it ends; worlds are used again and again, and all of them end."""
    worlds = [World.start() for _ in range(lanes)]
    free: SimpleQueue[World] = SimpleQueue()
    for world in worlds:
        free.put(world)
    try:
        with ThreadPoolExecutor(lanes) as pool:
            waiting = iter(seeds)
            running = {pool.submit(_one, seed, free) for seed in islice(waiting, lanes)}
            while running:
                done = next(as_completed(running))
                running.remove(done)
                running |= {pool.submit(_one, seed, free) for seed in islice(waiting, 1)}
                yield done.result()
    finally:
        for world in worlds:
            world.stop()


def _one(seed: int, free: SimpleQueue[World]) -> Played:
    world = free.get()
    try:
        return play(seed, world)
    finally:
        free.put(world)
