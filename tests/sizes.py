"""How large functions and files are: `python -m tests.sizes`. A report for reviews, not a limit."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("daemon", "tests")
MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Lines of a function (from `def` to its end) or of a file, and where it is."""

    lines: int
    name: str


def files(root: Path, folder: str) -> tuple[Size, ...]:
    """Every Python file below a folder."""
    return tuple(Size(len(text.splitlines()), name) for name, text in _sources(root, folder))


def functions(root: Path, folder: str) -> tuple[Size, ...]:
    """Every function and method below a folder, those inside of others included."""
    found = ((name, node) for name, text in _sources(root, folder) for node in ast.walk(ast.parse(text)))
    return tuple(
        Size((node.end_lineno or node.lineno) - node.lineno + 1, f"{name}:{node.lineno} {node.name}")
        for name, node in found
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def percentile(sizes: Sequence[Size], share: int) -> int:
    """The size that `share` percent of `sizes` do not exceed (nearest rank); 0 when there are none."""
    ordered = sorted(size.lines for size in sizes)
    return ordered[-(-len(ordered) * share // 100) - 1] if ordered else 0


def report(root: Path) -> Iterator[str]:
    """The whole report, line by line."""
    for folder in FOLDERS:
        yield f"{folder}/"
        yield from chain(_part("functions", functions(root, folder)), _part("files", files(root, folder)))
        yield ""


def _part(what: str, sizes: Sequence[Size]) -> Iterator[str]:
    median, high = percentile(sizes, 50), percentile(sizes, 95)
    yield f"  {len(sizes)} {what}: median {median}, p95 {high}, max {percentile(sizes, 100)} lines"
    yield from (f"  {size.lines:6}  {size.name}" for size in sorted(sizes, reverse=True)[:MOST_NAMED])


def _sources(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted((root / folder).rglob("*.py")):
        yield str(path.relative_to(root)), path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(ROOT))
