"""Load one file: from its bytes to what it says, with every finding at its line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.load.build import Mistake
from plumbrule.core.load.clean import cleaned
from plumbrule.core.load.encoding import decode
from plumbrule.core.load.manifest import ORIGINS, is_manifest, read_manifest
from plumbrule.core.load.notes import Notes, at_key, from_mistake
from plumbrule.core.load.parse import Parsed, lazy_marks, parse, syntax_of
from plumbrule.core.load.section import kind
from plumbrule.model.document import Broken, Document, Marks, Native
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.ids import BlobId
from plumbrule.model.place import Place
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from plumbrule.core.load.encoding import Decoded
    from plumbrule.core.load.parse import Syntax
    from plumbrule.model.document import Loaded, Manifest
    from plumbrule.model.pace import Bounds
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.spec import SourceFile
    from plumbrule.model.tree import Object, Tree

_WRAPPER: Final = "taskDefinition"
_ANSWER: Final = frozenset({"failures", "ResponseMetadata"})


def read(file: SourceFile, bounds: Bounds, shape: ApiShape) -> Loaded:
    """What `file` says.

    Returns:
        A document (its findings may hold errors all the same), or a broken file with at least one error.
        Whatever the file holds, nothing is raised.
    """
    syntax = syntax_of(file.path)
    if syntax is None:
        return _broken(file, Mistake("file-name", (0, 0), "a spec's name ends in .json, .yaml or .yml"))
    if len(file.content) > bounds.file_bytes:
        message = f"the file has {len(file.content)} bytes; at most {bounds.file_bytes} are read"
        return _broken(file, Mistake("size", (0, 0), message))
    decoded = decode(file.content)
    if isinstance(decoded, Mistake):
        return _broken(file, decoded)
    return _read_text(file, decoded, syntax, bounds, shape)


def read_tree(tree: Tree, path: str, shape: ApiShape) -> Loaded:
    """What a document says that is no text any more; nothing in it has a line, and the limits of texts do not count."""
    notes = Notes(path, lambda: Marks({}, {}))
    form = _form(tree, shape, notes)
    if form is None:
        return Broken(path, BlobId(""), notes.ordered())
    return Document(path, BlobId(""), form.content, notes.ordered(), form.origins)


def _read_text(file: SourceFile, decoded: Decoded, syntax: Syntax, bounds: Bounds, shape: ApiShape) -> Loaded:
    parsed = parse(decoded.text, syntax, bounds)
    first = _advice(file, decoded)
    if not isinstance(parsed, Parsed):
        return _broken(file, *parsed, findings=first)
    notes = Notes(file.path, parsed.marks, list(first))
    form = _form(parsed.tree, shape, notes)
    if form is None:
        return Broken(file.path, file.blob, notes.ordered())
    marks = lazy_marks(decoded.text, syntax, bounds)
    return Document(file.path, file.blob, form.content, notes.ordered(), form.origins, marks)


def _broken(file: SourceFile, *mistakes: Mistake, findings: tuple[Finding, ...] = ()) -> Broken:
    return Broken(file.path, file.blob, (*findings, *(from_mistake(file.path, mistake) for mistake in mistakes)))


def _advice(file: SourceFile, decoded: Decoded) -> tuple[Finding, ...]:
    if not decoded.advice:
        return ()
    return (Finding("byte-order-mark", Severity.INFO, Place(file.path, 1, 1), decoded.advice, decoded.hint),)


@dataclass(frozen=True, slots=True)
class _Form:
    """Which of the forms of a spec a file has, and where its definition stands in the file."""

    content: Native | Manifest
    origins: Mapping[str, str]


def _form(tree: Tree, shape: ApiShape, notes: Notes) -> _Form | None:
    if not isinstance(tree, Mapping):
        notes.error("form", "", f"a spec is an object, but this file holds {kind(tree)}")
        return None
    if is_manifest(tree):
        manifest = read_manifest(tree, shape, notes)
        return None if manifest is None else _Form(manifest, ORIGINS)
    if _WRAPPER in tree:
        return _wrapped(tree, shape, notes)
    return _Form(Native(cleaned(tree, shape, notes)), {"": ""})


def _wrapped(tree: Object, shape: ApiShape, notes: Notes) -> _Form | None:
    inner = tree[_WRAPPER]
    if not isinstance(inner, Mapping):
        notes.error("form", child("", _WRAPPER), f"`{_WRAPPER}` must be an object, but is {kind(inner)}")
        return None
    _beside(tree, notes)
    origins = {"": f"/{_WRAPPER}"}
    if "tags" in tree:
        origins["/tags"] = "/tags"
        inner = {**inner, "tags": tree["tags"]}
    return _Form(Native(cleaned(inner, shape, notes.within(origins))), origins)


def _beside(tree: Object, notes: Notes) -> None:
    """Judge what stands beside `taskDefinition`: the rest of Describe's answer is left out, anything else is wrong."""
    if "tags" in tree and "tags" in as_object(tree[_WRAPPER]):
        message = f"`tags` stand both beside `{_WRAPPER}` and inside it"
        notes.error("form", at_key(f"/{_WRAPPER}/tags"), message, "keep one of the two")
    for name in tree:
        if name in _ANSWER:
            message = f"`{name}` is part of an answer of ECS; it is left out"
            notes.warn("R007", at_key(child("", name)), message, "remove it from the file")
        elif name not in {_WRAPPER, "tags"}:
            message = f"`{brief(name)}` cannot stand beside `{_WRAPPER}`"
            hint = did_you_mean(name, [_WRAPPER, "tags"])
            notes.error("R006", at_key(child("", name)), message, hint)
