"""A live revision as a spec: what says something, in an order that stays, and nothing that ECS filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, assert_never

from plumbrule.core.canon import as_definition, canonical_tags
from plumbrule.core.diff import diff
from plumbrule.core.fields import ROOT
from plumbrule.core.fields.secrecy import masked
from plumbrule.drafts.order import in_order
from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.canon import Lens
    from plumbrule.model.revision import Revision
    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object, Tree

SAID: Final = ("requiresCompatibilities", "networkMode", "runtimePlatform")
"""Members that are written even where they say what is taken in any case: rules ask for them, and so do readers."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A spec made of a revision.

    Attributes:
        secrets: keyed paths of values that look like secrets; they stand in the definition as they are.
    """

    definition: Object
    secrets: tuple[str, ...]


def imported(revision: Revision, lens: Lens, shape: ApiShape) -> Imported:
    """The spec that means what the revision is; its own tags and AWS's are left out."""
    form = lens.live(revision.definition, revision.arn)
    tags = [{"key": key, "value": value} for key, value in canonical_tags(revision.tags).items()]
    definition = written(form, revision.definition, shape)
    hidden = diff(form, as_object(masked(ROOT, form)), original=revision.definition)
    return Imported({**definition, **({"tags": tags} if tags else {})}, tuple(change.path for change in hidden))


def written(form: Object, live: Object, shape: ApiShape) -> Object:
    """A canonical form as people would write it; `live` is the whole definition that it was made of."""
    said = {name: live[name] for name in SAID if live.get(name)}
    whole: dict[str, Tree] = {**as_definition(form), **said}
    if containers := as_list(whole.get("containerDefinitions")):
        whole["containerDefinitions"] = sorted(containers, key=_rank)
    return as_object(_ordered(whole, shape.request))


def _rank(container: Tree) -> tuple[bool, str]:
    """Containers that end the task first, then by name."""
    said = as_object(container)
    return said.get("essential") is False, str(said.get("name"))


def _ordered(tree: Tree, shape: Shape) -> Any:  # noqa: ANN401 - JSON
    """Members in the order of the API's own documentation, names first."""
    if isinstance(shape, Structure) and hasattr(tree, "items"):
        return _members(_whole(as_object(tree), shape), shape.members)
    if isinstance(shape, Listed):
        return [_ordered(item, shape.item) for item in as_list(tree)]
    return tree


def _whole(tree: Object, shape: Structure) -> Object:
    """With the members that the API requires: what says nothing is gone from the canonical form, required or not."""
    lacking = {name: _nothing(shape.members[name]) for name in shape.required if name not in tree}
    return {**tree, **{name: value for name, value in lacking.items() if value is not None}}


def _nothing(shape: Shape) -> Tree:
    """What says nothing in a shape; None where every value says something."""
    match shape:
        case Truth():
            return False
        case Listed():
            return []
        case Structure() | Mapped():
            return {}
        case Text() | Whole():
            return None
        case _:
            assert_never(shape)


def _members(tree: Object, known: Mapping[str, Shape]) -> dict[str, Any]:
    ordered = in_order(tree, known)
    return {name: _ordered(value, known[name]) if name in known else value for name, value in ordered.items()}
