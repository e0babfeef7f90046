"""`${…}` in the texts of a manifest: a closed set of names, filled in per target, opaque where no target is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief, is_secret_name, is_secret_text
from plumbrule.model.shape import Listed, Mapped, Structure, Text
from plumbrule.model.tree import Opaque

if TYPE_CHECKING:
    from plumbrule.core.render.remarks import Remarks
    from plumbrule.model.ids import Target
    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Tree

RULE: Final = "variable"
_OPEN: Final = "${"
_REFERENCE: Final = re.compile(r"\$\$\{|\$\{(?P<name>[^{}]*)\}|\$\{")
_NAME: Final = re.compile(r"target\.(account_id|region|name)|var\.[A-Za-z_][A-Za-z0-9_]*")
_SHOWN: Final = re.compile(r"[\w.]{0,60}")
_KNOWN: Final = "`${target.account_id}`, `${target.region}`, `${target.name}` and `${var.NAME}`"
_NAMING: Final = ("name", "key")
_ESCAPE: Final = "write `$${` where `${` itself is meant"


@dataclass(frozen=True, slots=True)
class Variables:
    """What the names mean; without a target every known name is opaque, and so is what a target leaves empty."""

    target: Target | None
    remarks: Remarks

    def filled(self, tree: Tree, shape: Shape | None, pointer: str = "", *, hidden: bool = False) -> Tree:
        """`tree` with every reference in its texts replaced.

        A text that is one reference takes the variable's own type, save where the API takes text only.
        What stands under a secret name is `hidden`: no part of it is repeated in a sentence.
        """
        if isinstance(tree, str):
            return self._text(tree, shape, pointer, hidden=hidden) if _OPEN in tree else tree
        if isinstance(tree, Mapping):
            below = hidden or any(isinstance(name := tree.get(of), str) and is_secret_name(name) for of in _NAMING)
            return {
                name: self.filled(
                    value, _member(shape, name), child(pointer, name), hidden=below or is_secret_name(name)
                )
                for name, value in tree.items()
            }
        if isinstance(tree, list | tuple):
            item = shape.item if isinstance(shape, Listed) else None
            return [self.filled(each, item, f"{pointer}/{index}", hidden=hidden) for index, each in enumerate(tree)]
        return tree

    def _text(self, text: str, shape: Shape | None, pointer: str, *, hidden: bool) -> Tree:
        if self.remarks.full:
            return self._unknown(text, pointer)
        hide = hidden or is_secret_text(text)
        found = [self._value(match, pointer, hidden=hide) for match in _REFERENCE.finditer(text)]
        if any(isinstance(value, Opaque) for value in found):
            return Opaque(text)
        if len(found) == 1 and not isinstance(shape, Text) and _is_whole(text):
            return found[0]
        values = iter(found)
        return _REFERENCE.sub(lambda _: _as_text(next(values)), text)

    def _unknown(self, text: str, pointer: str) -> Opaque:
        """Far too much is wrong already; what a text means is not asked any more."""
        self.remarks.error(RULE, pointer, "too many variables are wrong")
        return Opaque(text)

    def _value(self, match: re.Match[str], pointer: str, *, hidden: bool) -> bool | int | str | Opaque:
        if match.group() == "$${":
            return _OPEN
        name = match["name"]
        if self.remarks.full:
            return self._unknown(match.group(), pointer)
        if name is None:
            self.remarks.error(RULE, pointer, "a `${` is never closed", _ESCAPE)
            return Opaque(match.group())
        if _NAME.fullmatch(name) is None:
            shown = None if hidden else _SHOWN.match(name)
            message = f"`${{{shown.group() if shown else ''}…}}` is no variable; a manifest knows {_KNOWN}"
            self.remarks.error(RULE, pointer, message, _ESCAPE)
            return Opaque(match.group())
        return Opaque(match.group()) if self.target is None else self._known(name, self.target, pointer)

    def _known(self, name: str, target: Target, pointer: str) -> bool | int | str | Opaque:
        kind, _, member = name.partition(".")
        if kind == "target":
            own = {"account_id": target.id.account_id, "region": target.id.region, "name": target.name}
            return own[member] or Opaque(f"${{{name}}}")
        if member in target.variables:
            return target.variables[member]
        message = f"the target `{target.name}` has no variable `{brief(member)}`"
        self.remarks.error(RULE, pointer, message, did_you_mean(member, target.variables))
        return Opaque(name)


def _is_whole(text: str) -> bool:
    match = _REFERENCE.fullmatch(text)
    return match is not None and match["name"] is not None


def _as_text(value: bool | int | str | Opaque) -> str:  # noqa: FBT001 - a variable may be a boolean
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _member(shape: Shape | None, name: str) -> Shape | None:
    match shape:
        case Structure(members):
            return members.get(name)
        case Mapped(value):
            return value
        case _:
            return None
