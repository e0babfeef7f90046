"""Canonical JSON and the digests made of it. Changing a byte of either changes every plan id: it needs an ADR."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from plumbrule.model.ids import BlobId, Digest
from plumbrule.model.packed import Packed
from plumbrule.model.tree import Opaque

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

CANON: Final = "c1"
"""The version of the canonical rules; digests under another version are computed again, never compared."""


def canonical_json(tree: Tree) -> str:
    """`tree` as JSON with keys in code-point order, without spaces and without ASCII escapes.

    Raises:
        ValueError: for NaN and infinities, which load refuses long before.
    """
    return json.dumps(tree, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, Opaque):
        return {"$opaque": value.text}
    if isinstance(value, Packed):
        return value.unpacked()
    raise TypeError(f"no canonical JSON for {type(value).__name__}")


def content_digest(canonical: Tree) -> Digest:
    """The digest of an already canonical tree: `c1:sha256:<hex>`."""
    return Digest(f"{CANON}:sha256:{sha256_hex(canonical_json(canonical))}")


def input_digest(authored: Tree) -> Digest:
    """The digest of a definition as authored, before canonical rules: `i1:sha256:<hex>`."""
    return Digest(f"i1:sha256:{sha256_hex(canonical_json(authored))}")


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()


def blob_id(content: bytes) -> BlobId:
    """Git's object id of `content`, so that a file read from disk and one read from Git share a name."""
    return BlobId(hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest())
