"""The short form of `make soak`, and that its judge can say no."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from tests.demo.running import CREDENTIALS
from tests.faults.scene import ACCOUNT, PLAN, definition
from tests.soak.growth import Sample, growth, sample, too_much
from tests.soak.play import play
from tests.soak.summary import summary
from tests.soak.town import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.soak.play import Story
    from tests.soak.town import Town

pytestmark = pytest.mark.slow
DAYS: Final = 0.5
SEED: Final = 3
STEADY: Final = [Sample(100_000 + 40 * (number % 7), 20 + number % 2, 5) for number in range(40)]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        played = play(tmp_path_factory.mktemp("soak"), DAYS, SEED, samples=32)
        yield played
        played.town.close()


@pytest.fixture(scope="module")
def judged(story: Story) -> list[str]:
    """What was wrong at its end, before any test planted something."""
    return [fault for fault in story.faults() if not fault.startswith("growth: KiB")]  # caches still fill


@pytest.mark.timeout(900)
def test_half_a_day_of_trouble_ends_as_git_says(story: Story, judged: list[str]) -> None:
    assert judged == []
    shown = summary(story, judged)
    assert shown.splitlines()[-1] == "soak passed"
    assert story.town.told["sweep_finished"] > 50
    assert story.town.told["revision_registered"] > 5
    assert {"500s", "throttles", "lost answers", "expired credentials"} <= story.town.tried.keys()


@pytest.mark.usefixtures("judged")
def test_what_is_planted_afterwards_is_found(story: Story) -> None:
    town = story.town
    ours = next(one for one in town.world.log() if PLAN in one.tags)
    town.world.register_by_hand(
        definition(ours.family, town.fresh()), account=ACCOUNT, region=REGION, tags={**ours.tags}, by=ours.by
    )
    town.life.shell.ask_sweep(next(iter(town.life.shell.world.targets)))
    town.life.run()
    faults = story.faults()
    assert any(fault.startswith("counted:") for fault in faults)
    assert any(fault.startswith(f"content: {ours.family} runs") for fault in faults)
    assert any(fault.startswith(f"state: {ours.family} is") for fault in faults)
    assert any(fault.startswith("incident: ") and ours.family in fault for fault in faults)
    assert summary(story, faults).splitlines()[-1] == "soak failed"


@pytest.mark.timeout(900)
def test_a_leak_of_files_and_memory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    # A process that has run other tests is large, and what leaks is told as a share of it.
    piece = max(128, sample().memory // 300) * 1024
    kept: list[bytes] = []
    files: list[int] = []

    def leak(_: Town) -> None:
        kept.append(os.urandom(piece))
        files.extend([os.open(os.devnull, os.O_RDONLY)] if len(kept) % 5 == 0 else [])

    try:
        story = play(tmp_path, 0.4, SEED, happen=leak, samples=48)
        story.town.close()
    finally:
        for one in files:
            os.close(one)
    found = list(too_much(story.samples))
    assert [fault.split(" grew")[0] for fault in found] == ["growth: KiB of memory", "growth: file descriptors"]


def test_what_is_steady_does_not_grow_and_one_odd_sample_changes_nothing() -> None:
    odd = [*STEADY[:-1], Sample(200_000, 90, 50)]
    assert list(too_much(STEADY)) == []
    assert list(too_much(odd)) == []


@pytest.mark.parametrize(("more", "told"), [(2, False), (4, True)])
def test_two_connections_more_in_a_pool_are_no_leak_and_four_are(*, more: int, told: bool) -> None:
    values = [Sample(100_000, 20 + round(more * max(0, number - 20) / 19), 5) for number in range(40)]
    assert bool(list(too_much(values))) == told


@pytest.mark.parametrize(("share", "told"), [(0.04, False), (0.06, True)])
def test_growth_is_told_from_five_percent_over_the_last_half(*, share: float, told: bool) -> None:
    values = [Sample(round(100_000 * (1 + share * (number - 20) / 19)), 20, 5) for number in range(40)]
    assert growth([one.memory for one in values]) == pytest.approx(share, rel=0.01)
    assert bool(list(too_much(values))) == told


def test_too_few_samples_say_nothing() -> None:
    assert list(too_much(STEADY[:10])) == ["growth: 10 samples say nothing, let more days pass (SOAK_DAYS)"]
