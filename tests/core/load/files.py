"""Files for the tests of load, and what was said about them as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

from plumbrule.core.load.read import read
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Document, Manifest, Native
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.document import Loaded
    from plumbrule.model.finding import Finding
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Object

UNTIMED = settings(deadline=None, database=None)
"""Generated cases say nothing about speed, and leave nothing on the disk."""


def load(content: str | bytes, path: str = "web.yaml", bounds: Bounds = DEFAULT_BOUNDS) -> Loaded:
    raw = content.encode() if isinstance(content, str) else content
    return read(SourceFile(path, blob_id(raw), raw), bounds, api_shape())


def document(content: str | bytes, path: str = "web.yaml") -> Document:
    loaded = load(content, path)
    assert isinstance(loaded, Document), lines(loaded.findings)
    return loaded


def definition(content: str | bytes, path: str = "web.yaml") -> Object:
    native = document(content, path).content
    assert isinstance(native, Native)
    return native.definition


def manifest(content: str) -> Manifest:
    found = document(content).content
    assert isinstance(found, Manifest)
    return found


def lines(findings: Iterable[Finding]) -> list[str]:
    """Each finding as `line:column severity rule pointer: message [hint]`."""
    return [
        f"{f.place.line}:{f.place.column} {f.severity} {f.rule} {f.pointer}: {f.message}"
        + (f" [{f.hint}]" if f.hint else "")
        for f in findings
    ]


def short(findings: Iterable[Finding]) -> list[str]:
    """Each finding as `line:column severity rule`."""
    return [f"{f.place.line}:{f.place.column} {f.severity} {f.rule}" for f in findings]
