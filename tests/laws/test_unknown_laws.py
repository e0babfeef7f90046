"""Law 10: a field that AWS invents tomorrow is told as unknown, and is never drift, wherever it stands."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from plumbrule.api import compare
from plumbrule.core.canon import CanonContext, canonical, said_paths, unknown_paths
from plumbrule.core.fields import RESPONSE_ONLY, node_at
from tests.laws.generate import definitions
from tests.laws.server import described
from tests.laws.trees import another, at, leaves, one_of, with_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.laws.generate import Json
    from tests.laws.trees import Tokens

HERE = CanonContext("123456789012")
NAMES = st.sampled_from(["inventedTomorrow", "imageSigning", "DB_PASSWORD", "with space", "x"])
VALUES = st.recursive(
    st.booleans() | st.integers(0, 9) | st.sampled_from(["", "on", "AUDIT"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["mode", "inner"]), inner, max_size=2),
    max_leaves=5,
)


def objects(tree: Json, path: str = "", tokens: Tokens = ()) -> Iterator[tuple[Tokens, str]]:
    """Every object whose members the API names, with its API path; maps have entries and no members."""
    node = node_at(path.removesuffix("[]")) if path else node_at("")
    if isinstance(tree, dict) and not (path and node.value):
        yield tokens, path
        for name, value in tree.items():
            yield from objects(value, f"{path}.{name}".lstrip("."), (*tokens, name))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from objects(item, f"{path}[]", (*tokens, index))


@st.composite
def invented(draw: st.DrawFn, definition: Json) -> tuple[Json, str]:
    """A copy of `definition` with an invented member somewhere, and the member's API path."""
    places = [place for place in objects(definition) if not {"tags", *RESPONSE_ONLY} & {*place[0][:1]}]
    tokens, path = draw(st.sampled_from(places))
    name, made = draw(NAMES), deepcopy(definition)
    at(made, tokens)[name] = draw(VALUES)
    bare = name if " " not in name else ""
    return made, (f"{path}.{bare}".lstrip(".") if bare else f'{path}["{name}"]')


@given(definitions(), st.randoms(use_true_random=False), st.data())
def test_an_invented_member_anywhere_is_told_by_its_path_and_is_no_difference(
    definition: Json, random: object, data: st.DataObject
) -> None:
    live, path = data.draw(invented(described(definition, random)))
    assert compare(definition, live).changes == ()
    assert list(unknown_paths(live)) == [path]


@given(definitions(), st.randoms(use_true_random=False), st.data())
def test_beside_an_invented_member_every_other_difference_is_still_seen(
    definition: Json, random: object, data: st.DataObject
) -> None:
    live, _ = data.draw(invented(described(definition, random)))
    tokens = data.draw(one_of([tokens for tokens in leaves(definition) if tokens[0] != "tags"]))
    other = with_value(definition, tokens, another(at(definition, tokens)))
    assert compare(other, live).changes != ()


@given(definitions(), st.randoms(use_true_random=False), st.data())
def test_what_git_itself_says_is_compared_known_or_not(definition: Json, random: object, data: st.DataObject) -> None:
    desired, path = data.draw(invented(definition))
    assert path in said_paths(desired)
    whole = canonical(desired, context=HERE)
    assert canonical(desired, context=HERE, keep=said_paths(desired)) == whole
    assert compare(desired, described(desired, random)).changes == ()
    says_something = whole != canonical(definition, context=HERE)
    assert compare(desired, described(definition, random)).equal is not says_something


@given(definitions(), st.data())
def test_members_below_an_unknown_member_that_git_does_not_say_are_quarantined_too(
    definition: Json, data: st.DataObject
) -> None:
    desired, path = data.draw(invented(definition))
    assume(" " not in path)
    live = deepcopy(desired)
    desired["invented"], live["invented"] = {"mode": "a"}, {"mode": "a", "more": "b", "inner": [{"x": 1}]}
    assert compare(desired, live).changes == ()
    assert set(unknown_paths(live, keep=said_paths(desired))) == {"invented.more", "invented.inner"}
