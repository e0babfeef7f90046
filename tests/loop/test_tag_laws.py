"""For any tags on both sides: mending brings Git's to the live revision and nothing else; judged by the endpoint."""

from __future__ import annotations

import dataclasses
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbrule.model.state import State
from plumbrule.model.target_policy import TagMode
from tests.builders.definitions import definition
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

_families = (f"law-{number}" for number in count())

KEYS = st.sampled_from(["team", "Team", "cost centre", "a:b/c=d+e@f", "ü", "_", "plumbrules", "awsome", "k" * 128])
VALUES = st.sampled_from(["", "1", "007", "true", "shop", "Shop", "ü ½", "v" * 256])
TAGS = st.dictionaries(KEYS, VALUES, max_size=8)
OURS = st.dictionaries(st.sampled_from(["plumbrule:note", "plumbrule:plan"]), VALUES, max_size=2)
"""Of nobody's making that we know: on a hand-made revision they are left alone."""


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(git=TAGS, live=TAGS, protected=OURS, mode=st.sampled_from(TagMode), registered=st.booleans())
def test_mending_brings_gits_tags_and_a_second_pass_does_nothing(
    git: dict[str, str],
    live: dict[str, str],
    protected: dict[str, str],
    mode: TagMode,
    registered: bool,  # noqa: FBT001 - drawn
    staged: Callable[..., Stage],
) -> None:
    stage = staged(policy=dataclasses.replace(POLICY, mends_tags=True, tags=mode))
    family = next(_families)
    if registered:
        stage.put(definition(family))
        stage.read()
        arn = stage.made(family)[0].arn
        stage.endpoint.tag(arn, live | {"plumbrule:note": "x"})
        stage.wait(301)
    else:
        stage.by_hand(definition(family), **live, **protected)
    before = stage.tags(family)
    wanted = [{"key": key, "value": value} for key, value in git.items()]
    stage.put(definition(family, tags=wanted or None))
    stage.read()
    stage.sweep()

    kept = {key: value for key, value in before.items() if key.startswith("plumbrule:")}
    expected = {
        TagMode.ENFORCE: before | git,
        TagMode.EXCLUSIVE: kept | git,
        TagMode.IGNORE: before,
    }[mode]
    assert stage.tags(family) == expected
    assert len(stage.made(family)) == 1
    assert (stage.state(family), stage.gates(family)) == (State.IN_SYNC, [])
    calls = [len(stage.calls(name)) for name in ("TagResource", "UntagResource", "RegisterTaskDefinition")]
    stage.sweep()
    stage.wait(3600)
    assert [len(stage.calls(name)) for name in ("TagResource", "UntagResource", "RegisterTaskDefinition")] == calls
