"""From a keyed path to the JSON pointer into a definition as authored, where lists are lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import ROOT, ListKind, below, steps
from plumbrule.model.pointer import join
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.fields import Node
    from plumbrule.model.tree import Object, Tree


def pointer_of(path: str, original: Object) -> str:
    """The JSON pointer of the keyed `path` in `original`.

    For something that is not there, the pointer it would have: a missing element stands behind the last one.
    """
    return join(_tokens(steps(path), original))


def _tokens(names: tuple[str, ...], original: Object) -> Iterator[str | int]:
    here: Tree = original
    node, in_element = ROOT, False
    for name in names:
        if node.kind is ListKind.KEYED and not in_element:
            elements = as_list(here)
            index = _index(node, elements, name)
            here, in_element = elements[index] if index < len(elements) else None, True
            yield index
        else:
            here = here.get(name) if isinstance(here, Mapping) else None
            node, in_element = below(node, name), False
            yield name


def _index(node: Node, elements: Sequence[Tree], key: str) -> int:
    return next((index for index, element in enumerate(elements) if node.element_key(element) == key), len(elements))
