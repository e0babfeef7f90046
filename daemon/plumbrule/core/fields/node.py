"""The field table compiled into a tree, so that a definition is walked without building paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.fact import NO_DEFAULT, FieldFact, ListKind
from plumbrule.core.fields.table import FIELDS, fact

if TYPE_CHECKING:
    from plumbrule.core.fields.fact import Default
    from plumbrule.model.tree import Object, Tree


@dataclass(slots=True, eq=False)
class Node:
    """One path with what stands below it; made once, and never changed after.

    Attributes:
        converts: whether values here may be written in several ways.
        members: known members of the object here, or of each object in the list here; of a map, the entries that an
            operator's own fact tells of.
        value: what the values of a map share; None where there is no map.
        key: each part of the element key as member names with the text that stands in for all of them.
    """

    fact: FieldFact
    kind: ListKind | None
    default: Default
    converts: bool = False
    members: dict[str, Node] = field(default_factory=dict)
    value: Node | None = None
    key: tuple[tuple[tuple[str, ...], str | None], ...] = ()

    def element_key(self, element: Tree) -> str | None:
        """The key of `element` as text, `80/tcp`; None when it lacks one."""
        return _key_text(element, self.key) if isinstance(element, Mapping) else None


def _key_text(element: Object, parts: tuple[tuple[tuple[str, ...], str | None], ...]) -> str | None:
    texts = []
    for members, stand_in in parts:
        found = [_text(element[member]) for member in members if element.get(member) is not None] or [stand_in]
        if len(found) != 1 or not found[0]:
            return None
        texts.append(found[0])
    return "/".join(texts) or None


def _text(value: Tree) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _made(path: str) -> Node:
    row = fact(path)
    key = tuple((part, _stand_in(path, part)) for part in row.keys)
    return Node(row, row.kind, row.default, converts=row.role or row.unit is not None, key=key)


def _stand_in(path: str, members: tuple[str, ...]) -> str | None:
    default = fact(f"{path}[].{members[0]}").default
    return default if isinstance(default, str) else None


def _steps(path: str) -> list[str]:
    return path.replace("[]", "").replace("{}", ".{}").split(".")


def _compiled(paths: Mapping[str, FieldFact]) -> Node:
    root = Node(FieldFact("", fact("family").risk, fact("family").source), None, NO_DEFAULT)
    for path in sorted(paths, key=lambda each: len(_steps(each))):
        *above, last = _steps(path)
        node = root
        for step in above:
            node = node.members[step]
        if last == "{}":
            node.value = _made(path)
        else:
            node.members[last] = _made(path)
    return root


def fresh_root() -> Node:
    """The whole table compiled anew, for whoever lays something over it."""
    return _compiled(FIELDS)


ROOT: Final = fresh_root()
"""The definition itself."""

UNKNOWN: Final = Node(fact("?"), None, NO_DEFAULT)
"""What stands for every path the table does not know."""


def below(node: Node, member: str) -> Node:
    """The node of `member` in the object at `node`; of any key when `node` is a map."""
    return node.value or node.members.get(member, UNKNOWN)


def node_at(path: str) -> Node:
    """The node of an API path; `UNKNOWN` when the table does not have it."""
    node = ROOT
    for step in _steps(path):
        node = (node.value or UNKNOWN) if step == "{}" else node.members.get(step, UNKNOWN)
    return node


def element_key(path: str, element: Tree) -> str | None:
    """What tells `element` apart within the keyed list at `path`: `app`, or `80/tcp` for a port.

    Works on elements as authored and on canonical ones alike.
    None when the list is not keyed, or the element lacks its key, or the key is opaque.
    """
    return node_at(path).element_key(element)
