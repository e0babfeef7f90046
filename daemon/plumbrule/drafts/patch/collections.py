"""Members and items taken out of collections and put into them, in block and in flow style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from plumbrule.drafts.patch.edits import LONGEST, Edits, end_of, on_one_line
from plumbrule.drafts.text import as_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Entry:
    """One member or item of a collection: where it begins (a member at its key) and where it ends."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Collection:
    """A mapping or a sequence in a text."""

    edits: Edits
    node: yaml.CollectionNode

    @property
    def entries(self) -> Sequence[Entry]:
        """Everything in it, in order."""
        return [self._entry(one) for one in self.node.value]

    def _entry(self, one: object) -> Entry:
        first, last = one if isinstance(one, tuple) else (one, one)
        return Entry(int(first.start_mark.index), end_of(last, self.edits.text))

    def change(self, gone: Sequence[int], new: Sequence[tuple[str | None, Tree]], whole: Tree) -> None:
        """Take entries out by their place, and put new ones behind the last that stays; `whole` where none stays.

        Args:
            gone: places in `entries`.
            new: members by name, items without one.
            whole: the collection as it is to be.
        """
        kept = [entry for at, entry in enumerate(self.entries) if at not in gone]
        if not kept:
            self.edits.replace(self.node, whole)
            return
        for at in gone:
            self.edits.removals.append(self._span(at, kept[-1]))
        for name, value in new:
            self._put_in(kept[-1], name, value)

    def _span(self, at: int, last: Entry) -> tuple[int, int]:
        """What goes with an entry: its lines, or what is between it and the next; at the end, what is before it."""
        entries = self.entries
        entry = entries[at]
        if entry.start > last.start and self.node.flow_style:
            return last.end, entry.end
        if not self.node.flow_style and (self._begins_its_line(entry) or at + 1 == len(entries)):
            return self.edits.line_start(entry.start), self.edits.line_end(entry.end) + 1
        return entry.start, entries[at + 1].start

    def _begins_its_line(self, entry: Entry) -> bool:
        """Whether nothing but its own dash stands before it; the first member of an item shares the item's line."""
        before = self.edits.text[self.edits.line_start(entry.start) : entry.start].strip()
        return before in ({"-", ""} if isinstance(self.node, yaml.SequenceNode) else {""})

    def _put_in(self, last: Entry, name: str | None, value: Tree) -> None:
        if self.node.flow_style:
            said = on_one_line(value if name is None else {name: value}, is_json=self.edits.is_json)
            self.edits.insertions.append((last.end, f",{self._gap(last)}{said if name is None else said[1:-1]}"))
            return
        indent = " " * int(self.node.start_mark.column)
        tree = [value] if name is None else {name: value}
        block = as_yaml(tree, width=LONGEST).rstrip("\n")
        self.edits.put_below(last.end, [f"{indent}{line}" if line else "" for line in block.split("\n")])

    def _gap(self, last: Entry) -> str:
        """What stands before the last entry: a line break and its indent, or a blank."""
        start = self.edits.line_start(last.start)
        before = self.edits.text[start : last.start]
        return f"{self.edits.line_break}{before}" if not before.strip() else " "
