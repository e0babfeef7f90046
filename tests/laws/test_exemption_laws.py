"""Laws 1, 2 and 4 with paths that are left to others, and what is true of those alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from plumbrule.core.canon import CanonContext, Lens, canonical, carried_over
from plumbrule.core.canon.parts import with_parts_of, without
from plumbrule.core.diff import diff, diff_within
from plumbrule.core.fields import (
    EVERY,
    ROOT,
    ListKind,
    UnfitPath,
    below,
    element_path,
    member_path,
    owned_pattern_of,
    pattern_of,
)
from plumbrule.model.digest import content_digest
from plumbrule.model.exemption import Exemptions, Owned
from plumbrule.model.ids import TargetId
from plumbrule.model.tree import as_object
from tests.laws.legal import legal_definitions
from tests.laws.server import ACCOUNT, described
from tests.laws.test_world_echo_laws import call
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.fields import Node, Pattern
    from plumbrule.model.tree import Object, Tree
    from tests.laws.generate import Json

CONTEXT: Final = CanonContext(account_id=ACCOUNT)
LENS: Final = Lens.at(TargetId("aws", ACCOUNT, "eu-central-1"))
_families = count()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World.start() as running:
        yield running


def paths_of(*trees: Object) -> list[str]:
    """Every path of canonical trees that may be left to others, each also for every element."""
    found = {path for tree in trees for path in _below(ROOT, tree, "", in_element=False)}
    return sorted(path for path in found if _may_be_left(path))


def _below(node: Node, tree: Object, path: str, *, in_element: bool) -> Iterator[str]:
    elements = node.kind is ListKind.KEYED and not in_element
    for name, value in tree.items():
        inner = node if elements else below(node, name)
        for here in {element_path(path, name), f"{path}[*]"} if elements else {member_path(path, name)}:
            yield here
            if isinstance(value, dict):
                yield from _below(inner, value, here, in_element=elements)


def _may_be_left(path: str) -> bool:
    try:
        return bool(owned_pattern_of(path))
    except UnfitPath:
        return False


@st.composite
def left_to_others(draw: st.DrawFn, *definitions: Json) -> tuple[str, ...]:
    there = paths_of(*(canonical(one, context=CONTEXT) for one in definitions))
    return tuple(draw(st.lists(st.sampled_from(there), min_size=1, max_size=3, unique=True)))


def seen(
    tree: Tree, pattern: Pattern, node: Node = ROOT, *, in_element: bool = False
) -> Iterator[tuple[tuple[str, ...], Tree]]:
    """Each value that a pattern means in a canonical tree, with its keys: written apart from the code under test."""
    if not pattern:
        yield (), tree
        return
    elements = node.kind is ListKind.KEYED and not in_element
    for name, value in as_object(tree).items():
        if pattern[0] in (name, EVERY):
            inner = node if elements else below(node, name)
            for path, leaf in seen(value, pattern[1:], inner, in_element=elements):
                yield (name, *path), leaf


@given(data=st.data(), git=legal_definitions(), live=legal_definitions(), random=st.randoms(use_true_random=False))
@settings(max_examples=max(1, settings().max_examples // 2))
def test_what_is_carried_over_changes_nothing_but_what_is_owned_elsewhere(
    data: st.DataObject, git: Json, live: Json, random: object
) -> None:
    theirs = described(live, random)
    owned = data.draw(left_to_others(git, live))
    patterns = [owned_pattern_of(path) for path in owned]
    lens = LENS.leaving(Exemptions(tuple(Owned(path) for path in owned)))
    sent = carried_over(git, theirs, patterns)
    assert lens.git(sent) == lens.git(git)
    assert carried_over(sent, theirs, patterns) == sent


@given(data=st.data(), one=legal_definitions(), other=legal_definitions())
@settings(max_examples=max(1, settings().max_examples // 2))
def test_ignoring_and_owning_leave_exactly_the_other_differences(data: st.DataObject, one: Json, other: Json) -> None:
    git, live = canonical(one, context=CONTEXT), canonical(other, context=CONTEXT)
    patterns = [pattern_of(path) for path in data.draw(left_to_others(one, other))]
    counted = with_parts_of(git, live, patterns)
    assert diff_within(git, counted, patterns, original=one) == ()
    assert with_parts_of(git, counted, patterns) == counted
    assert without(counted, patterns) == without(live, patterns) or diff(git, counted, original=one) == ()
    assert without(without(git, patterns), patterns) == without(git, patterns)
    assert with_parts_of(git, git, patterns) == git
    assert not diff_within(git, git, patterns, original=one)


@given(data=st.data(), git=legal_definitions(), live=legal_definitions())
@settings(max_examples=max(1, settings().max_examples // 4))
def test_a_registration_echoes_and_leaves_every_owned_value_as_it_was(
    world: World, data: st.DataObject, git: Json, live: Json
) -> None:
    family = f"left-{next(_families)}"
    git, live = {**git, "family": family}, {**live, "family": family}
    owned = data.draw(left_to_others(git, live))
    patterns = [owned_pattern_of(path) for path in owned]
    lens = LENS.leaving(Exemptions(tuple(Owned(path) for path in owned)))
    before = call(world, "RegisterTaskDefinition", live)["taskDefinition"]
    sent = carried_over(git, before, patterns)
    try:
        after = call(world, "RegisterTaskDefinition", dict(sent))["taskDefinition"]
    except HTTPError:
        # What ECS refuses is not registered: nothing was changed.
        event("refused")
        return
    event("registered")
    assert content_digest(lens.git(git)) == content_digest(lens.live(after, after["taskDefinitionArn"]))
    was, is_now = (LENS.live(one, one["taskDefinitionArn"]) for one in (before, after))
    for pattern in patterns:
        values, now = dict(seen(was, pattern)), dict(seen(is_now, pattern))
        # What is not there any more stood in an element that Git does not have.
        kept = {path: value for path, value in values.items() if path in now or _has_elements(LENS.git(git), path)}
        assert {path: now.get(path) for path in kept} == kept


def _has_elements(git: Object, path: tuple[str, ...]) -> bool:
    """Whether Git has every element that the keys of `path` lead through, the last step apart."""
    node, here, in_element = ROOT, git, False
    for name in path[:-1]:
        elements = node.kind is ListKind.KEYED and not in_element
        if elements and name not in here:
            return False
        node, here, in_element = node if elements else below(node, name), as_object(here.get(name)), elements
    return True
