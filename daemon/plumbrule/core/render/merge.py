"""Merges a patch into a definition: objects member by member, keyed lists element by element, all else replaced.

In a patch null removes, and so does an element of a keyed list with `$patch: delete`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import element_key, list_key
from plumbrule.core.render.graft import Node, harvested
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from plumbrule.core.render.remarks import Remarks

RULE: Final = "overlay"
_DIRECTIVE: Final = "$patch"
_DELETE: Final = "delete"


def merged(base: Node, patch: Node, remarks: Remarks) -> Node:
    """`base` with `patch` applied; neither is changed. Remarks point into the file."""
    return _Merge(remarks).into(base, patch, "")


@dataclass(frozen=True, slots=True)
class _Merge:
    remarks: Remarks

    def into(self, base: Node, patch: Node, path: str) -> Node:
        """`patch` over `base`, both at the API path `path` (`containerDefinitions[].environment`)."""
        if isinstance(patch.value, dict):
            return self._members(base, patch.value, path) if isinstance(base.value, dict) else self._new(patch, path)
        if isinstance(patch.value, list) and list_key(path):
            return self._elements(base, patch, path) if isinstance(base.value, list) else self._new(patch, path)
        return self._new(patch, path)

    def _new(self, patch: Node, path: str) -> Node:
        """`patch` where there was nothing to merge with."""
        if isinstance(patch.value, dict):
            return self._members(Node({}, patch.origin), patch.value, path)
        if isinstance(patch.value, list):
            if list_key(path) and all(self._key(item, path) for item in patch.value):
                return self._elements(Node([], patch.origin), patch, path)
            return Node([self._new(item, f"{path}[]") for item in patch.value], patch.origin)
        return patch

    def _members(self, base: Node, patch: dict[str, Node], path: str) -> Node:
        members = dict(base.value) if isinstance(base.value, dict) else {}
        for name, value in patch.items():
            below = f"{path}.{name}" if path else name
            if value.value is None:
                members.pop(name, None)
            else:
                members[name] = self.into(members[name], value, below) if name in members else self._new(value, below)
        return Node(members, base.origin)

    def _elements(self, base: Node, patch: Node, path: str) -> Node:
        elements = self._by_key(base, path)
        patches = self._by_key(patch, path)
        if elements is None or patches is None:
            return base
        for key, element in patches.items():
            if self._is_deletion(element):
                self._delete(elements, key, element)
            elif key in elements:
                elements[key] = self.into(elements[key], element, f"{path}[]")
            else:
                elements[key] = self._new(element, f"{path}[]")
        return Node(list(elements.values()), base.origin)

    def _by_key(self, node: Node, path: str) -> dict[str, Node] | None:
        """The elements of a list by their keys; None, and a remark, when they cannot be told apart."""
        found: dict[str, Node] = {}
        for element in node.value if isinstance(node.value, list) else ():
            key = self._key(element, path)
            if key is None or key in found:
                name = " and ".join(f"`{member}`" for member in list_key(path)[:1])
                trouble = f"lacks its {name}" if key is None else f"has the {name} of another"
                message = f"an element {trouble}, so the overlay cannot say which element it means"
                self.remarks.error(RULE, element.origin, message)
                return None
            found[key] = element
        return found

    def _key(self, element: Node, path: str) -> str | None:
        return element_key(path, harvested(element))

    def _is_deletion(self, element: Node) -> bool:
        directive = element.value.get(_DIRECTIVE) if isinstance(element.value, dict) else None
        return directive is not None and directive.value == _DELETE

    def _delete(self, elements: dict[str, Node], key: str, element: Node) -> None:
        if elements.pop(key, None) is None:
            message = f"the overlay removes `{brief(key)}`, which is not there"
            self.remarks.warn(RULE, element.origin, message)
