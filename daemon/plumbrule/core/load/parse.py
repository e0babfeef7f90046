"""From text to values with their places, whatever the syntax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.core.load.build import Builder, Mistake
from plumbrule.core.load.json_scan import scan_json
from plumbrule.core.load.json_text import read_json
from plumbrule.core.load.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.document import Marks
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Tree


class Syntax(StrEnum):
    """How a file is written; its name's ending tells."""

    JSON = "json"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's values; `marks` reads the text again when first asked, and remembers."""

    tree: Tree
    marks: Callable[[], Marks]


Mistakes: TypeAlias = tuple[Mistake, ...]
_ENDINGS: Final = {"json": Syntax.JSON, "yaml": Syntax.YAML, "yml": Syntax.YAML}


def syntax_of(path: str) -> Syntax | None:
    """The syntax that the ending of `path` promises; None for an ending that is not ours."""
    return _ENDINGS.get(path.lower().rpartition(".")[2]) if "." in path else None


def parse(text: str, syntax: Syntax, bounds: Bounds) -> Parsed | Mistakes:
    """The one document in `text`, or everything that keeps it from being read. Raises nothing."""
    found = read_yaml(text, bounds) if syntax is Syntax.YAML else read_json(text, bounds)
    if not isinstance(found, Builder):
        return Parsed(found, lazy_marks(text, syntax, bounds))
    if found.mistakes:
        return tuple(found.mistakes)
    return Parsed(found.tree, lazy_marks(text, syntax, bounds))


def lazy_marks(text: str, syntax: Syntax, bounds: Bounds) -> Callable[[], Marks]:
    """Marks of `text` on demand: most documents are never asked for a place, and marks are many times their size."""
    read = read_yaml if syntax is Syntax.YAML else scan_json
    return cache(lambda: read(text, bounds).marks)
