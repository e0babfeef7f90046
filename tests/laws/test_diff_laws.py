from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.canon import CanonContext, canonical, digest
from plumbrule.core.diff import apply, diff
from plumbrule.model.change import ABSENT, Op
from plumbrule.model.pointer import tokens as tokens_of
from tests.laws.generate import definitions
from tests.laws.trees import another, at, leaves, one_of, shuffled, with_value

if TYPE_CHECKING:
    from plumbrule.model.change import Change
    from tests.laws.generate import Json

HERE = CanonContext("123456789012")
MIRROR = {Op.ADD: Op.REMOVE, Op.REMOVE: Op.ADD, Op.REPLACE: Op.REPLACE}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Json, Json]:
    """Two definitions: unrelated ones, or one with a few edits of the other."""
    one = draw(definitions())
    if draw(st.booleans()):
        return one, draw(definitions())
    other = one
    for _ in range(draw(st.integers(0, 4))):
        tokens = draw(one_of(list(leaves(other))))
        value = None if draw(st.booleans()) else another(at(other, tokens))
        other = with_value(other, tokens, value)
    return one, other


def changes_of(git: Json, live: Json) -> tuple[Change, ...]:
    return diff(canonical(git, context=HERE), canonical(live, context=HERE), original=git)


@given(definitions(), st.randoms(use_true_random=False))
def test_nothing_differs_from_itself_in_whatever_order(definition: Json, random: object) -> None:
    assert changes_of(definition, definition) == ()
    assert changes_of(definition, shuffled(definition, random)) == ()


@given(pairs())
def test_making_every_change_on_the_live_side_gives_gits_side(pair: tuple[Json, Json]) -> None:
    git, live = pair
    assert apply(changes_of(git, live), canonical(live, context=HERE)) == canonical(git, context=HERE)


@given(pairs())
def test_the_other_direction_is_the_mirror(pair: tuple[Json, Json]) -> None:
    git, live = pair
    there = [(change.path, change.op, change.git, change.live, change.secret) for change in changes_of(git, live)]
    back = [
        (change.path, MIRROR[change.op], change.live, change.git, change.secret) for change in changes_of(live, git)
    ]
    assert there == back


@given(pairs())
def test_digests_are_equal_exactly_when_nothing_differs(pair: tuple[Json, Json]) -> None:
    git, live = pair
    assert (digest(git, context=HERE) == digest(live, context=HERE)) == (changes_of(git, live) == ())


@given(pairs())
def test_changes_are_sorted_and_no_path_is_told_twice(pair: tuple[Json, Json]) -> None:
    paths = [change.path for change in changes_of(*pair)]
    assert paths == sorted(set(paths))


@given(pairs())
def test_the_pointer_of_what_git_has_leads_to_it_in_gits_own_file(pair: tuple[Json, Json]) -> None:
    git, live = pair
    for change in changes_of(git, live):
        *above, last = tokens_of(change.pointer)
        place = git
        for token in above:
            place = place[int(token)] if isinstance(place, list) else place.get(token, {})
        there = int(last) < len(place) if isinstance(place, list) else place.get(last) is not None
        assert there or change.git is ABSENT
