"""Reads `owned_elsewhere` and `ignore` of a manifest: what it leaves to others, strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import UnfitPath, owned_pattern_of, pattern_of
from plumbrule.core.load.section import RULE, Section, kind
from plumbrule.model.exemption import Exemptions, IgnoreRule, Owned
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.fields import Pattern

MOST: Final = 100
"""Paths in each of the two lists; each is looked for in every definition of the family."""

BAD_PATH: Final = "exempt-path"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_exemptions(spec: Section) -> Exemptions:
    """What `owned_elsewhere` and `ignore` say; what is not understood is noted and left out."""
    owned = tuple(one for item in _items(spec, "owned_elsewhere") if (one := item.owned()))
    ignore = tuple(rule for item in _items(spec, "ignore") if (rule := item.rule()))
    return Exemptions(owned, ignore)


def _items(spec: Section, name: str) -> Iterator[_Item]:
    listed = spec.list(name)
    if len(listed) > MOST:
        spec.notes.error(RULE, spec.at(name), f"`{name}` has {len(listed)} items; at most {MOST} are read")
        return
    section = Section({str(n): each for n, each in enumerate(listed)}, spec.at(name), spec.notes)
    for index in section.tree:
        yield _Item(section, index)


@dataclass(frozen=True, slots=True)
class _Item:
    listed: Section
    index: str

    def owned(self) -> Owned | None:
        """A path, or an object with `path`."""
        value = self.listed.tree[self.index]
        if isinstance(value, str):
            at = self.listed.at(self.index)
            return Owned(value, pointer=at) if self._is_fit(value, at, owned_pattern_of) else None
        if not isinstance(value, Mapping):
            self._wrong(f"a path is text, or an object with `path`, but this is {kind(value)}")
            return None
        inner = self.listed.section(self.index)
        inner.only(("path", "owner", "reason"))
        path = self._path(inner, owned_pattern_of)
        owner, reason = (inner.text(name) if name in inner.tree else "" for name in ("owner", "reason"))
        return None if path is None else Owned(path, owner or "", reason or "", inner.at("path"))

    def rule(self) -> IgnoreRule | None:
        """An object with `path`, `owner` and `reason`, and perhaps `until`."""
        value = self.listed.tree[self.index]
        if not isinstance(value, Mapping):
            message = f"an ignore rule is an object with `path`, `owner` and `reason`, but this is {kind(value)}"
            self._wrong(message)
            return None
        inner = self.listed.section(self.index)
        inner.only(("path", "owner", "reason", "until"))
        path, owner, reason = self._path(inner, pattern_of), inner.text("owner"), inner.text("reason")
        until, is_day = self._until(inner)
        if path is None or owner is None or reason is None or not is_day:
            return None
        return IgnoreRule(path, owner, reason, until, inner.at("path"))

    def _path(self, inner: Section, read: Callable[[str], Pattern]) -> str | None:
        path = inner.text("path")
        return path if path is not None and self._is_fit(path, inner.at("path"), read) else None

    def _is_fit(self, path: str, at: str, read: Callable[[str], Pattern]) -> bool:
        try:
            read(path)
        except UnfitPath as wrong:
            shown = brief(path)
            self.listed.notes.error(BAD_PATH, at, f"the path `{shown}` {wrong.message}", wrong.hint)
            return False
        return True

    def _until(self, inner: Section) -> tuple[date | None, bool]:
        if "until" not in inner.tree:
            return None, True
        text = inner.text("until")
        if text is None:
            return None, False
        if (day := day_of(text)) is None:
            message = f"`{brief(text)}` is no day of the calendar"
            inner.notes.error(RULE, inner.at("until"), message, "write the year, the month and the day: 2027-01-31")
        return day, day is not None

    def _wrong(self, message: str) -> None:
        self.listed.notes.error(RULE, self.listed.at(self.index), message)


def day_of(text: str) -> date | None:
    """The day that `2027-01-31` names; None for anything else."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
