"""A spec's text made to say what is live: only what differs is touched, whatever else stands there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from plumbrule.core.canon.walk import form_at
from plumbrule.core.fields import ROOT, Contextual, ListKind, below
from plumbrule.core.fields.fact import NoDefault
from plumbrule.drafts.patch.collections import Collection
from plumbrule.drafts.patch.edits import Edits
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.core.canon import CanonContext
    from plumbrule.core.fields import Node
    from plumbrule.model.tree import Object, Tree

WITHIN: Final = (("spec", "template"), ("taskDefinition",))
"""Where a manifest, and an answer of Describe, have the definition."""
VARIABLE: Final = "${"


def adopted(text: str, live: Object, context: CanonContext) -> str:
    """The text of a spec with what is live in it; `live` is a whole definition, without what ECS filled in.

    Raises:
        Declined: what differs is filled in from a variable, so that no text can be put in its place.
    """
    root = yaml.compose(_without_tabs(text), Loader=yaml.SafeLoader)
    if root is None:
        raise Declined("there is nothing in this file", why="wrong")
    edits = Edits(text, is_json=_is_json(text))
    if edits.is_json:
        _join_surrogates(root)
    node = _definition(root)
    made = {name: value for name, value in live.items() if name != "family" or not _is_manifest(root)}
    _Adopting(edits, context, plain(node)).object(node, made, ROOT)
    return edits.made()


def _without_tabs(text: str) -> str:
    """JSON may be indented with tabs, and YAML not; in JSON they stand outside of texts only."""
    return text.replace("\t", " ") if _is_json(text) else text


def _join_surrogates(node: yaml.Node) -> None:
    """JSON writes a character beyond the first 65,536 as two escapes, which YAML takes for two characters."""
    if isinstance(node, yaml.ScalarNode):
        node.value = node.value.encode("utf-16", "surrogatepass").decode("utf-16")
        return
    for entry in node.value:
        for inner in entry if isinstance(entry, tuple) else (entry,):
            _join_surrogates(inner)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _is_manifest(root: yaml.Node) -> bool:
    return _member(root, "spec") is not None


def _definition(root: yaml.Node) -> yaml.MappingNode:
    """The node of the definition inside the document."""
    for path in WITHIN:
        found: yaml.Node | None = root
        for name in path:
            found = _member(found, name) if found is not None else None
        if isinstance(found, yaml.MappingNode):
            return found
    if not isinstance(root, yaml.MappingNode):
        raise Declined("there is no definition in this file", why="wrong")
    return root


def _member(node: yaml.Node, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


@dataclass(frozen=True, slots=True)
class _Adopting:
    """Walks the text's nodes and the live tree side by side; `whole` is what the text says now."""

    edits: Edits
    context: CanonContext
    whole: Object

    def object(self, node: yaml.MappingNode, live: Mapping[str, Tree], known: Node) -> None:
        """Members that differ change, those that are not live go, those that are missing come."""
        gone, seen = [], set()
        for at, (key, value) in enumerate(node.value):
            seen.add(key.value)
            inner = below(known, key.value)
            if key.value in live:
                self.value(value, live[key.value], inner)
            elif self._says_something(plain(value), inner, plain(node)):
                gone.append(at)
        missing = {name: value for name, value in live.items() if name not in seen}
        new = [(name, one) for name, one in missing.items() if self._says_something(one, below(known, name), live)]
        Collection(self.edits, node).change(gone, new, live)

    def value(self, node: yaml.Node, live: Tree, known: Node) -> None:
        """One value; equal ones are left alone, however they are written."""
        if self._form(node, known) == form_at(live, known, self.context):
            return
        if isinstance(node, yaml.MappingNode) and isinstance(live, dict) and node.value:
            self.object(node, live, known)
        elif isinstance(node, yaml.SequenceNode) and isinstance(live, list) and node.value and self._is_keyed(known):
            self._elements(node, live, known)
        else:
            self._replace(node, live)

    def _elements(self, node: yaml.SequenceNode, live: Sequence[Tree], known: Node) -> None:
        """Items of a keyed list, matched by their keys."""
        theirs = {known.element_key(one): one for one in live if isinstance(one, dict)}
        ours = [known.element_key(plain(item)) for item in node.value]
        if None in theirs or None in ours or len(set(ours)) != len(ours):
            self._replace(node, list(live))
            return
        gone = [at for at, key in enumerate(ours) if key not in theirs]
        for at, (key, item) in enumerate(zip(ours, node.value, strict=True)):
            if at not in gone:
                self._element(item, theirs[key], known)
        new: list[tuple[str | None, Tree]] = [(None, one) for key, one in theirs.items() if key not in ours]
        Collection(self.edits, node).change(gone, new, list(live))

    def _element(self, item: yaml.Node, live: Tree, known: Node) -> None:
        if isinstance(item, yaml.MappingNode) and isinstance(live, dict):
            self.object(item, live, known)
        else:
            self._replace(item, live)

    def _replace(self, node: yaml.Node, live: Tree) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        if VARIABLE in self.edits.text[start:end]:
            place = f"line {node.start_mark.line + 1}"
            raise Declined("it is filled in from a variable, so change it by hand", why="wrong", place=place)
        self.edits.replace(node, live)

    def _says_something(self, value: Tree, known: Node, around: Object) -> bool:
        """Whether ECS would take something else if it were not there."""
        form = form_at(value, known, self.context)
        if isinstance(known.default, Contextual):
            return not known.default.holds(value, around, self.whole)
        if isinstance(known.default, NoDefault):
            return not (form is None or form is False or form in ([], {}))
        return form != known.default

    def _form(self, node: yaml.Node, known: Node) -> Any:  # noqa: ANN401 - JSON
        return form_at(plain(node), known, self.context)

    @staticmethod
    def _is_keyed(known: Node) -> bool:
        return known.kind is ListKind.KEYED


def plain(node: yaml.Node) -> Any:  # noqa: ANN401 - JSON
    """The node as plain values, by YAML's own rules."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()
