"""One walk over any tree of files; every judgement on an entry is made here, for Git and for directories alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, assert_never

from plumbrule.edge.source.harvest import RefusedError
from plumbrule.edge.source.names import is_hidden, is_spec_name, wrong_with
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.edge.source.harvest import Harvest
    from plumbrule.model.spec import SourceFile

DEEPEST: Final = 64
"""Folders inside one another; people stop far earlier."""

Node = TypeVar("Node")


class Kind(Enum):
    """What an entry is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SUBMODULE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Entry(Generic[Node]):
    """One entry of a folder; `node` is what the tree needs to open it."""

    name: str
    kind: Kind
    node: Node


class Tree(Protocol[Node]):
    """Anything that has folders and files."""

    def entries(self, folder: Node) -> Iterable[Entry[Node]]:
        """What is in `folder`.

        Raises:
            RefusedError: it cannot be looked into, now or later.
        """
        ...

    def read(self, file: Node, path: str, known: SourceFile | None) -> SourceFile:
        """One file; `known` itself where nothing changed since.

        Raises:
            RefusedError: it cannot be taken.
        """
        ...


def walk(tree: Tree[Node], start: Node, parts: tuple[str, ...], harvest: Harvest) -> None:
    """Gather every spec below `start`, which stands at `parts` below the root.

    Raises:
        SourceError: the whole exceeds the bounds; what the tree raises passes through.
    """
    waiting = [("/".join(parts), start)]
    while waiting:
        path, folder = waiting.pop()
        for entry in _listed(tree, folder, path, harvest):
            below = f"{path}/{entry.name}" if path else entry.name
            if _taken(tree, entry, below, harvest):
                waiting.append((below, entry.node))


def _listed(tree: Tree[Node], folder: Node, path: str, harvest: Harvest) -> list[Entry[Node]]:
    found = []
    try:
        for entry in tree.entries(folder):
            harvest.step()  # while listing, so that one endless folder is bounded too
            found.append(entry)
    except RefusedError as why:
        harvest.refuse(path, why)
    return sorted(found, key=lambda entry: entry.name)


def _taken(tree: Tree[Node], entry: Entry[Node], path: str, harvest: Harvest) -> bool:
    try:
        return _judged(tree, entry, path, harvest)
    except RefusedError as why:
        harvest.refuse(path, why)
        return False


def _judged(tree: Tree[Node], entry: Entry[Node], path: str, harvest: Harvest) -> bool:
    """Take a file, or say whether to go on below a folder."""
    if is_hidden(entry.name):
        return False
    _check(entry, path)
    if entry.kind is Kind.FILE and is_spec_name(entry.name):
        harvest.keep(tree.read(entry.node, path, harvest.previous.get(path)))
    return entry.kind is Kind.FOLDER


def _check(entry: Entry[Node], path: str) -> None:
    spec = is_spec_name(entry.name)
    wrong = wrong_with(path, entry.name)
    if wrong and (spec or entry.kind is Kind.FOLDER):
        raise RefusedError("file-name", f"the name {wrong}", "rename it")
    match entry.kind:
        case Kind.LINK:
            raise _link(spec=spec)
        case Kind.SUBMODULE:
            raise RefusedError(
                "submodule", "a submodule is never followed; no spec in it is read", severity=Severity.WARNING
            )
        case Kind.OTHER if spec:
            raise RefusedError("not-a-file", "neither a regular file nor a folder")
        case Kind.FOLDER if path.count("/") >= DEEPEST:
            raise RefusedError("folder-depth", f"more than {DEEPEST} folders inside one another")
        case Kind.FILE | Kind.FOLDER | Kind.OTHER:
            return
        case _:
            assert_never(entry.kind)


def _link(*, spec: bool) -> RefusedError:
    """A link with a spec's name hides a spec; any other one may lead anywhere, which only deserves a word."""
    severity = Severity.ERROR if spec else Severity.INFO
    message = "a symbolic link is never followed; no spec behind it is read"
    return RefusedError("symlink", message, "put the file itself here", severity)
