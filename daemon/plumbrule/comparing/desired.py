"""The desired side: a task definition in any authoring form, and what it says in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.comparing.observed import as_given
from plumbrule.core.load.read import read_tree
from plumbrule.core.render.rendering import render_at
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.document import Broken, Manifest
from plumbrule.model.finding import Severity
from plumbrule.model.ids import Target, TargetName
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.document import Document, Loaded
    from plumbrule.model.tree import Object, Tree


def loaded(desired: Object) -> Loaded:
    """`desired` as if it had been read from a file.

    Raises:
        ValueError: it is no object, or no text could hold it.
    """
    try:
        return read_tree(_plain(as_given(desired, "desired")), "desired", api_shape())
    except RecursionError as error:
        raise ValueError("desired is nested too deep, or holds itself") from error


def _plain(tree: Tree) -> Tree:
    """Dicts and lists in place of any other mappings and sequences."""
    if isinstance(tree, Mapping):
        if not all(map(_is_text, tree)):
            raise ValueError("desired has a key that is not text")
        return {key: _plain(value) for key, value in tree.items()}
    return [_plain(item) for item in tree] if isinstance(tree, list | tuple) else tree


def _is_text(key: object) -> bool:
    return isinstance(key, str)


def meant(document: Loaded, target: Target) -> Object:
    """What the document says there.

    Raises:
        ValueError: it cannot be read, or only settings can tell what it means.
    """
    if isinstance(document, Broken):
        first = next(found for found in document.findings if found.severity is Severity.ERROR)
        raise ValueError(f"desired cannot be understood: {first.message}")  # noqa: TRY004 - one kind of error for callers
    there = _named(document, target)
    variant = render_at(document, there, api_shape())
    for text in _opaque(variant.definition):
        needed = brief(text if "${" in text else f"${{{text}}}")
        raise ValueError(f"desired needs what only settings or `context` can say of the target: {needed}")
    if isinstance(document.content, Manifest):
        for found in (*document.findings, *variant.findings):
            if found.severity is Severity.ERROR:
                raise ValueError(f"desired is a manifest that cannot be understood: {found.message}")
    return variant.definition


def _named(document: Document, target: Target) -> Target:
    """`target` with the one name that the manifest knows, where nobody says which it is."""
    selectors = document.content.targets or () if isinstance(document.content, Manifest) else ()
    names = {selector.target for selector in selectors}
    if not selectors or None in names:
        return target
    if target.name and target.name not in names:
        raise ValueError(f"desired is a manifest that does not mean the target {brief(target.name)}")
    (only, *others) = names
    named = target.name or (only if only is not None and not others else TargetName(""))
    return Target(named, target.id, target.labels, target.variables)


def _opaque(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Opaque):
        yield tree.text
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from _opaque(value)
    elif isinstance(tree, list | tuple) and is_list(tree):
        for item in tree:
            yield from _opaque(item)
