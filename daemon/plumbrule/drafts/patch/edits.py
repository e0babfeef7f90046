"""Edits of a text by the places of YAML's nodes, all found on the text as it was, and made at once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

from plumbrule.model.tree import as_list, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Tree

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*")
"""Texts that stay texts without quotes, but for words that YAML takes for something else."""
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
LONGEST: Final = 10_000_000
"""Characters of a line, so that nothing is wrapped."""
_BLOCK: Final = frozenset({"|", ">"})


@dataclass(slots=True)
class Edits:
    """What is to be changed in one text.

    Attributes:
        removals: spans that go; they may touch and overlap.
        replacements: spans and what stands there afterwards; they overlap nothing.
        insertions: places and what is put there, in order.
    """

    text: str
    is_json: bool = False
    removals: list[tuple[int, int]] = field(default_factory=list)
    replacements: list[tuple[int, int, str]] = field(default_factory=list)
    insertions: list[tuple[int, str]] = field(default_factory=list)

    @property
    def line_break(self) -> str:
        """As the text breaks its first line."""
        return "\r\n" if self.text[: self.line_end(0) + 1].endswith("\r\n") else "\n"

    def made(self) -> str:
        """The text with every edit."""
        steps = [(start, 2, end, "") for start, end in _united(self.removals)]
        steps += [(start, 1, end, text) for start, end, text in self.replacements]
        steps += [(at, 0, at, text) for at, text in self.insertions]
        found, last = [], 0
        for start, _, end, text in sorted(steps, key=lambda step: (step[0], step[1])):
            found += [self.text[last : max(start, last)], text]
            last = max(last, end)
        return "".join([*found, self.text[last:]])

    def line_end(self, at: int) -> int:
        """The end of the line, before its break."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def line_start(self, at: int) -> int:
        """The beginning of the line."""
        return self.text.rfind("\n", 0, at) + 1

    def put_below(self, at: int, lines: Sequence[str]) -> None:
        """Lines below the one in which `at` is; the last line of a text may have no break."""
        end = self.line_end(at)
        if end == len(self.text):
            self.insertions.append((end, "".join(f"{self.line_break}{line}" for line in lines)))
        else:
            self.insertions.append((end + 1, "".join(f"{line}{self.line_break}" for line in lines)))

    def replace(self, node: yaml.Node, value: Tree) -> None:
        """Another value in the place of one, in its quotes where it has some."""
        start, said = int(node.start_mark.index), written(value, node, is_json=self.is_json)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            start, said = self._beside_its_key(start), f" {said}"
        self.replacements.append((start, end_of(node, self.text), said))

    def _beside_its_key(self, start: int) -> int:
        """Where what stood in lines of its own is written on one; a comment between stays, and it goes below."""
        before = self.text[:start].rstrip()
        is_joined = before.endswith((":", "-")) and "#" not in before[self.line_start(len(before)) :]
        return len(before) if is_joined else start


def end_of(node: yaml.Node, text: str) -> int:
    """Where a node's own text ends; YAML's marks of block collections lie behind comments that follow."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last, text)
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK else end


def written(value: Tree, before: yaml.Node | None = None, *, is_json: bool = False) -> str:
    """A value on one line; a text in the quotes that stood there."""
    text = as_text(value)
    style = before.style if isinstance(before, yaml.ScalarNode) else '"'
    if text is None or style == '"' or not text.isprintable():
        return on_one_line(value, is_json=is_json)
    if style == "'":
        return f"""'{text.replace("'", "''")}'"""
    return text if _is_plain(text) else on_one_line(text, is_json=is_json)


def on_one_line(value: Tree, *, is_json: bool) -> str:
    """JSON; in YAML a text that cannot be shown has YAML's escapes, which are others."""
    if isinstance(value, Mapping):
        members = (
            f"{_quoted(name, is_json=is_json)}: {on_one_line(one, is_json=is_json)}" for name, one in value.items()
        )
        return f"{{{', '.join(members)}}}"
    if is_list(value):
        return f"[{', '.join(on_one_line(one, is_json=is_json) for one in as_list(value))}]"
    return _quoted(value, is_json=is_json) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str, *, is_json: bool) -> str:
    if is_json or text.isprintable():
        return json.dumps(text, ensure_ascii=not text.isprintable())
    return str(yaml.safe_dump(text, default_style='"', width=LONGEST)).rstrip("\n")


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _WORDS


def _united(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch or overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current
