"""Walking and changing generated definitions by API path."""

from __future__ import annotations

from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.laws.generate import KEYED, SETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.laws.generate import Json

Tokens = tuple[str | int, ...]
"""The members and indexes that lead to a leaf."""


def leaves(tree: Json, tokens: Tokens = ()) -> Iterator[Tokens]:
    """The place of every text, number and boolean."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from leaves(value, (*tokens, name))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from leaves(item, (*tokens, index))
    else:
        yield tokens


def at(tree: Json, tokens: Tokens) -> Json:
    """What stands at `tokens`."""
    for token in tokens:
        tree = tree[token]
    return tree


def with_value(tree: Json, tokens: Tokens, value: Json) -> Json:
    """A copy of `tree` with `value` at `tokens`."""
    made = deepcopy(tree)
    at(made, tokens[:-1])[tokens[-1]] = value
    return made


def another(value: Json) -> Json:
    """A value of the same type that cannot mean the same: numbers leave the range that is generated."""
    if isinstance(value, bool):
        return not value
    return value + 100_003 if isinstance(value, int) else f"{value}!"


def within(tree: Json, path: str) -> list[dict[str, Json]]:
    """Every object at the API path `path`, such as `containerDefinitions[].healthCheck`; missing ones are made."""
    places = [tree]
    for step in path.split(".") if path else []:
        name = step.removesuffix("[]")
        places = [inner for place in places for inner in _inner(place, name, path, is_list=step.endswith("[]"))]
    return places


def _inner(place: Json, name: str, path: str, *, is_list: bool) -> list[dict[str, Json]]:
    if not is_list:
        return [place.setdefault(name, {})]
    elements: list[dict[str, Json]] = place.setdefault(name, [])
    if not elements:
        elements.append(_element(path[: path.index(f"{name}[]") + len(name)]))
    return elements


def _element(path: str) -> dict[str, Json]:
    return {member: 80 if member.endswith("Port") else "web" for member in KEYED.get(path, ()) if member != "protocol"}


def shuffled(tree: Json, random: Any) -> Json:  # noqa: ANN401 - Hypothesis's Random
    """`tree` with its members, and the lists whose order says nothing, in another order."""
    return _ordered_by(tree, "", lambda items: random.sample(items, len(items)))


def _ordered_by(tree: Json, path: str, order: Callable[[list[Json]], list[Json]]) -> Json:
    if isinstance(tree, dict):
        return {name: _ordered_by(tree[name], f"{path}.{name}".lstrip("."), order) for name in order(list(tree))}
    if isinstance(tree, list):
        items = [_ordered_by(item, f"{path}[]", order) for item in tree]
        return order(items) if path in KEYED or path in SETS else items
    return tree


def frozen(tree: Json) -> Json:
    """`tree` made of tuples and read-only mappings: whoever writes into it fails."""
    if isinstance(tree, dict):
        return MappingProxyType({name: frozen(value) for name, value in tree.items()})
    return tuple(frozen(item) for item in tree) if isinstance(tree, list) else tree


def ordered_lists(tree: Json, path: str = "", tokens: Tokens = ()) -> Iterator[Tokens]:
    """The place of every list whose order is meaning and which has two different items."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from ordered_lists(value, f"{path}.{name}".lstrip("."), (*tokens, name))
    elif isinstance(tree, list):
        if path not in KEYED and path not in SETS and any(item != tree[0] for item in tree):
            yield tokens
        for index, item in enumerate(tree):
            yield from ordered_lists(item, f"{path}[]", (*tokens, index))


def api_path_of(tokens: Tokens) -> str:
    """The API path of a place, map values and list items left unmarked: `containerDefinitions.environment.value`."""
    return ".".join(token for token in tokens if isinstance(token, str))


def one_of(found: list[Tokens]) -> st.SearchStrategy[Tokens]:
    """One of the places found."""
    return st.sampled_from(found)
