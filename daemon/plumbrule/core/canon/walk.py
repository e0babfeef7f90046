"""The walk that makes a definition canonical: along the compiled field table, once, without building paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.canon.unknown import OUTSIDE, said
from plumbrule.core.canon.values import as_set, converted
from plumbrule.core.fields import NO_DEFAULT, RESPONSE_ONLY, ROOT, UNKNOWN, Contextual, ListKind, path_below
from plumbrule.model.digest import canonical_json, content_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.canon.context import CanonContext
    from plumbrule.core.fields import Node
    from plumbrule.model.ids import Digest
    from plumbrule.model.tree import Object, Tree

_EMPTY: Final[tuple[Tree, ...]] = ([], {})
"""What says nothing, besides `false`; `""` and `0` are values."""


def canonical(
    definition: Object,
    *,
    context: CanonContext,
    response_only: frozenset[str] = RESPONSE_ONLY,
    keep: frozenset[str] | None = None,
    root: Node = ROOT,
) -> dict[str, Tree]:
    """`definition` in canonical form, as a fresh tree; the argument is left alone.

    In this order, at every depth: nulls go; sizes and role names are brought to ECS's form; a value that is the known
    default goes; of the members without a known default those that are `false`, `[]` or `{}` by then go too.
    `""` and `0` stay unless they are the default, and so does every item of a list.
    Keyed lists become objects from key to element (the element keeps its key members), unless an element lacks its key
    or two share one: then the whole list stays a sequence, and is only equal to the same sequence.
    Sets become sorted lists without repeats; ordered lists keep their order; opaque values pass through.

    Args:
        definition: as authored, or Describe's `taskDefinition`.
        context: where it is registered; fills in role names.
        response_only: members at the top level that are no input; see `plumbrule.core.fields.RESPONSE_ONLY`.
        keep: of the members that no row knows, the API paths of those that stay (`said_paths` of Git's side); None
            keeps all of them, which is right for Git's side itself.
        root: the field table to go by.
    """
    without = response_only | OUTSIDE
    kept = {name: value for name, value in definition.items() if name not in without}
    return _Walk(kept, context, keep).members_of(kept, root)


def form_at(value: Tree, node: Node, context: CanonContext) -> Tree:
    """The canonical form of a single value at `node`."""
    return _Walk({}, context)._form(value, node)  # noqa: SLF001 - a walk of one step


def digest(definition: Object, *, context: CanonContext) -> Digest:
    """The content digest of `definition` in canonical form: `c1:sha256:<hex>`."""
    return content_digest(canonical(definition, context=context))


class _Walk:
    """One definition on its way: what contextual defaults and role names need to see."""

    __slots__ = ("_context", "_definition", "_keep")

    def __init__(self, definition: Object, context: CanonContext, keep: frozenset[str] | None = None) -> None:
        self._definition = definition
        self._context = context
        self._keep = keep

    def members_of(self, tree: Object, node: Node) -> dict[str, Tree]:
        """The object `tree` at `node` with the members that say something."""
        kept: dict[str, Tree] = {}
        known = node.members
        for name, value in tree.items():
            if value is None:
                continue
            inner = known.get(name, UNKNOWN)
            if inner is UNKNOWN and self._keep is not None and known:
                path = path_below(node, name)
                if path not in self._keep:
                    continue
                form = self._form(said(value, path, self._keep), inner)
            else:
                form = self._form(value, inner)
            if inner.default is NO_DEFAULT:
                if form is False or form in _EMPTY:
                    continue
            elif self._is_default(form, value, inner, tree):
                continue
            kept[name] = form
        return kept

    def _is_default(self, form: Tree, value: Tree, node: Node, around: Object) -> bool:
        default = node.default
        if isinstance(default, Contextual):
            return default.holds(value, around, self._definition)
        # True is not 1 here: a wrong type is a difference to be told.
        if type(form) is not type(default):
            return False
        return canonical_json(form) == canonical_json(default) if isinstance(form, dict | list) else form == default

    def _form(self, value: Tree, node: Node) -> Tree:
        if isinstance(value, str):
            return converted(node.fact, value, self._context) if node.converts else value
        if isinstance(value, Mapping):
            return self._entries_of(value, node, node.value) if node.value else self.members_of(value, node)
        if isinstance(value, list | tuple):
            return self._list(value, node)
        return converted(node.fact, value, self._context) if node.converts else value

    def _entries_of(self, tree: Object, node: Node, inner: Node) -> dict[str, Tree]:
        entries = {key: self._form(value, inner) for key, value in tree.items() if value is not None}
        # Single entries have a default only where an operator's own fact gives them one.
        for key, own in node.members.items():
            if key in entries and self._is_default(entries[key], tree[key], own, tree):
                del entries[key]
        return entries

    def _list(self, items: Sequence[Tree], node: Node) -> Tree:
        forms = [self._item(item, node) for item in items if item is not None]
        if node.kind is ListKind.KEYED:
            return _by_key(forms, node)
        return as_set(forms) if node.kind is ListKind.SET else forms

    def _item(self, item: Tree, node: Node) -> Tree:
        if isinstance(item, str):
            return item
        return self.members_of(item, node) if isinstance(item, Mapping) else self._form(item, node)


def _by_key(elements: list[Tree], node: Node) -> Tree:
    """An object from key to element; the same list where an element lacks its key or two share one."""
    keyed: dict[str, Tree] = {}
    for element in elements:
        key = node.element_key(element)
        if key is None or key in keyed:
            return elements
        keyed[key] = element
    return keyed
