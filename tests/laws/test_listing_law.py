"""The law of the shortcut: whatever a sweep skips, a pass that asks ECS would have judged the same.

Two daemons see the same files and the same hands at work in ECS; one sweeps with listings, the other by describing.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.loop.listing import Listing, Listings
from tests.builders.definitions import definition
from tests.loop.stage import POLICY, Stage, new_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.ids import Family, TargetName
    from plumbrule.model.state import State

DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
NAMES: Final = ("a", "b", "c", "d", "e")
SIZES: Final = (("256", "512"), ("512", "1024"), ("1024", "2048"))

names = st.sampled_from(NAMES)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), names, st.sampled_from(SIZES)),
        st.tuples(st.just("by hand"), names, st.sampled_from(SIZES)),
        st.tuples(st.just("deregister"), names, st.sampled_from(["newest", "oldest"])),
        st.tuples(st.just("remove"), names, st.none()),
        st.tuples(st.just("sweep"), st.none(), st.none()),
        st.tuples(st.just("wait"), st.none(), st.sampled_from([60.0, 50_000.0])),
        st.tuples(st.just("pages"), st.none(), st.sampled_from([1, 2, 100])),
    ),
    max_size=8,
)


class Describing(Listings):
    """Never lists."""

    def begin(self, target: TargetName, hoped: frozenset[Family]) -> Listing | None:  # noqa: ARG002 - as `Listings` has it
        return None


@contextmanager
def pair(endpoint: World, *, auto: bool) -> Iterator[tuple[Stage, Stage]]:
    """Two daemons, each with an account of its own; the second one describes everybody."""
    policy = POLICY if auto else type(POLICY)(routes=POLICY.routes)
    with pytest.MonkeyPatch.context() as patch:
        listing, describing = (Stage(endpoint, new_account(patch), policy=policy) for _ in range(2))
        describing.shell.listings = Describing()
        yield listing, describing
        listing.close()
        describing.close()


def play(stage: Stage, step: tuple[str, str | None, object]) -> None:
    """One thing happens."""
    match step:
        case "edit", str(name), (str(cpu), str(memory)):
            stage.put(definition(name, cpu=cpu, memory=memory))
        case "by hand", str(name), (str(cpu), str(memory)):
            stage.by_hand(definition(name, cpu=cpu, memory=memory))
        case "deregister", str(name), which:
            active = [one.arn for one in stage.made(name)]
            if active:
                stage.endpoint.deregister(active[-1 if which == "newest" else 0])
        case "remove", str(name), _:
            if len(stage.shelf.files) > 1:
                stage.shelf.files.pop(f"specs/{name}.json", None)
        case "wait", _, float(seconds):
            stage.wait(seconds)
        case "pages", _, int(size):
            stage.endpoint.knobs(page_size=size)
        case _:
            stage.read()
            stage.sweep()


def stands(stage: Stage) -> dict[str, tuple[State, list[str], str | None]]:
    """Where each family stands, by which number."""
    found = stage.shell.standings.all()
    return {
        key.family: (kept.state, stage.gates(key.family), kept.arn and kept.arn.rpartition(":")[2])
        for key, kept in sorted(found.items())
    }


@pytest.fixture(scope="module")
def endpoint() -> Iterator[World]:
    with World.start() as world:
        yield world


@settings(max_examples=300 if DEEP else 25)
@given(steps=steps, auto=st.booleans())
def test_a_sweep_with_listings_judges_as_one_that_describes_everybody(
    endpoint: World,
    steps: list[tuple[str, str | None, object]],
    auto: bool,  # noqa: FBT001 - a drawn value
) -> None:
    endpoint.knobs(page_size=100)
    with pair(endpoint, auto=auto) as (listing, describing):
        for stage in (listing, describing):
            stage.put(*map(definition, NAMES))
            play(stage, ("sweep", None, None))
        for step in [*steps, ("sweep", None, None)]:
            for stage in (listing, describing):
                play(stage, step)
            if step[0] == "sweep":
                assert stands(listing) == stands(describing)
        assert {name: len(listing.made(name)) for name in NAMES} == {name: len(describing.made(name)) for name in NAMES}


def test_the_listing_daemon_of_the_law_does_list(endpoint: World) -> None:
    endpoint.knobs(page_size=100)
    with pair(endpoint, auto=True) as stages:
        for stage in stages:
            stage.put(*map(definition, NAMES))
            for _ in range(2):
                play(stage, ("sweep", None, None))
        spared = [stage.meter.read().get("families_spared", 0) for stage in stages]
    assert spared[0] >= len(NAMES)
    assert spared[1] == 0
