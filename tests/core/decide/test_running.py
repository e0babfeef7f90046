"""How what runs stands to what is registered: content counts, and what ends by itself does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.decide.running import rollout_of
from plumbrule.model.ids import Family
from plumbrule.model.running import Part, Running, Use

WEB = Family("web")


def use(number: int, part: Part = Part.SERVICE, *, name: str = "front", moves: bool = False) -> Use:
    return Use("shop", name, WEB, number, part, moves)


@pytest.mark.parametrize(
    ("uses", "alike", "inactive", "running"),
    [
        pytest.param([use(3)], (), (), Running.CURRENT, id="a service that runs the latest is current"),
        pytest.param([use(2)], (2,), (), Running.CURRENT, id="an older revision with the same content is current"),
        pytest.param(
            [use(2)], (), (), Running.REGISTERED_NOT_DEPLOYED, id="the only service runs an older one: nobody took it"
        ),
        pytest.param(
            [use(2), use(1, name="back")], (), (), Running.REGISTERED_NOT_DEPLOYED, id="all services run older ones"
        ),
        pytest.param(
            [use(3), use(2, name="back")], (), (), Running.RUNNING_STALE, id="one service took it and one did not"
        ),
        pytest.param(
            [use(3), use(2, Part.DEPLOYMENT, moves=True)],
            (),
            (),
            Running.CURRENT,
            id="the old side of a deployment under way ends by itself",
        ),
        pytest.param(
            [use(3), use(2, Part.DEPLOYMENT)],
            (),
            (),
            Running.RUNNING_STALE,
            id="an old deployment that nothing replaces is stale",
        ),
        pytest.param([use(2, Part.TASK)], (), (), Running.RUNNING_STALE, id="a task of an older revision is stale"),
        pytest.param([use(2)], (), (2,), Running.RUNNING_INACTIVE, id="a service runs a deregistered revision"),
        pytest.param(
            [use(2)], (2,), (2,), Running.RUNNING_INACTIVE, id="the same content helps no deregistered revision"
        ),
        pytest.param(
            [use(3), use(2, Part.DEPLOYMENT, moves=True)],
            (),
            (2,),
            Running.CURRENT,
            id="a deregistered revision that is being replaced is left alone",
        ),
    ],
)
def test_what_runs_against_revision_3(
    uses: list[Use], alike: tuple[int, ...], inactive: tuple[int, ...], running: Running
) -> None:
    found = rollout_of(uses, 3, frozenset(alike), frozenset(inactive))
    assert found is not None
    assert found.running is running


def test_a_family_that_nothing_runs_has_no_rollout() -> None:
    assert rollout_of([], 3, frozenset(), frozenset()) is None


def test_where_everything_is_deregistered_whatever_runs_is_inactive() -> None:
    found = rollout_of([use(2)], None, frozenset(), frozenset({2}))
    assert found is not None
    assert (found.running, found.inactive) == (Running.RUNNING_INACTIVE, (2,))


USES = st.builds(
    Use,
    st.sampled_from(["a", "b"]),
    st.sampled_from(["x", "y"]),
    st.just(WEB),
    st.integers(1, 4),
    st.sampled_from(list(Part)),
    st.booleans(),
)
NUMBERS = st.frozensets(st.integers(1, 4))


@given(st.lists(USES, min_size=1), st.integers(1, 4), NUMBERS, NUMBERS)
def test_current_means_that_nothing_is_behind_and_nothing_else_does(
    uses: list[Use], latest: int, alike: frozenset[int], inactive: frozenset[int]
) -> None:
    found = rollout_of(uses, latest, alike, inactive)
    assert found is not None
    assert (found.running is Running.CURRENT) == (not found.behind and not found.inactive)
    assert set(found.behind) <= set(uses)
    assert all(one.number != latest and one.number not in alike for one in found.behind)


@given(st.lists(USES, min_size=1), st.integers(1, 4), NUMBERS)
def test_the_order_in_which_uses_are_seen_means_nothing(uses: list[Use], latest: int, alike: frozenset[int]) -> None:
    there, back = (rollout_of(one, latest, alike, frozenset()) for one in (uses, uses[::-1]))
    assert there
    assert back
    assert there.running is back.running
