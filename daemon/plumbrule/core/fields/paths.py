"""Keyed paths, the way people and records name one leaf: `containerDefinitions[app].environment[LOG_LEVEL].value`.

Elements of keyed lists stand in brackets, members and plain map keys after a dot, everything else as a JSON text in
brackets: `dockerLabels["com.example/x"]`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.fact import ListKind
from plumbrule.core.fields.node import ROOT, below
from plumbrule.core.fields.table import fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.fields.fact import FieldFact
    from plumbrule.core.fields.node import Node

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BARE: Final = re.compile(r'[^\s\[\]"\\]+')
_STEP: Final = re.compile(r'\[(?P<text>"(?:[^"\\]|\\.)*")\]|\[(?P<bare>[^\]]*)\]|\.?(?P<word>[^.\[]+)')


def element_path(path: str, key: str) -> str:
    """The path of the element `key` in the keyed list at `path`."""
    return f"{path}[{key}]" if _BARE.fullmatch(key) else _quoted(path, key)


def member_path(path: str, name: str) -> str:
    """The path of the member or map entry `name` of the object at `path`."""
    if not _WORD.fullmatch(name):
        return _quoted(path, name)
    return f"{path}.{name}" if path else name


def path_below(node: Node, name: str) -> str:
    """The API path of the member, or the map's entry, `name` of what stands at `node`; each element's, for a list."""
    return member_path(f"{node.fact.path}[]" if node.kind else node.fact.path, name)


def own_path(path: str) -> str:
    """Where an operator's own fact about the leaf at a keyed path stands: in every element, and at one map entry."""
    node, inside, written = ROOT, False, ""
    for name in steps(path):
        if node.kind is ListKind.KEYED and not inside:
            inside, written = True, f"{written}[]"
        else:
            written = member_path(written, name)
            node, inside = below(node, name), False
    return written


def _quoted(path: str, name: str) -> str:
    return f"{path}[{json.dumps(name, ensure_ascii=False)}]"


def steps(path: str) -> tuple[str, ...]:
    """The names that `path` walks through a canonical definition."""
    return tuple(_name(step) for step in _STEP.finditer(path))


def _name(step: re.Match[str]) -> str:
    if step["text"] is not None:
        return str(json.loads(step["text"]))
    return str(step["word"] if step["bare"] is None else step["bare"])


def api_path(path: str) -> str:
    """The API path of a keyed path: `containerDefinitions[].environment[].value`."""
    return _api_path(steps(path))


def _api_path(names: Iterable[str]) -> str:
    node, inside, written = ROOT, False, ""
    for name in names:
        if node.kind is ListKind.KEYED and not inside:
            inside, written = True, f"{written}[]"
        else:
            written += _written(node, name)
            node, inside = below(node, name), False
    return written.removeprefix(".")


def _written(node: Node, name: str) -> str:
    return "{}" if node.value else f".{name}"


def fact_of(path: str) -> FieldFact:
    """The row that a keyed path falls under; an element's is its list's."""
    return fact(api_path(path))
