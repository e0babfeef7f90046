"""Files as a hostile or careless repository may hold them: good ones spoiled, plain noise, and structured junk."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from hypothesis import strategies as st

from tests.fuzz.seeds import NAMES, SCRAPS, SEEDS

Named: TypeAlias = tuple[str, bytes]
"""A path and its content."""

WORDS: Final = [
    "taskDefinition",
    "tags",
    "family",
    "cpu",
    "memory",
    "containerDefinitions",
    "apiVersion",
    "kind",
    "metadata",
    "spec",
    "template",
    "overlays",
    "targets",
    "patch",
    "labels",
    "name",
    "value",
    "key",
    "suspend",
    "reason",
    "environment",
    "secrets",
    "valueFrom",
    "image",
    "command",
    "portMappings",
    "containerPort",
    "logConfiguration",
    "options",
    "logDriver",
    "volumes",
    "dockerLabels",
    "healthCheck",
    "$patch",
    "networkMode",
    "requiresCompatibilities",
]
VALUES: Final = (
    "plumbrule.dev/v1", "TaskDefinition", "web", "", "256", "FARGATE", "awsvpc", "${var.x}", "${target.region}", "${oh",
    "delete", "prod", "hunter2", "é", "a/b~c", "007", "no", "~", "arn:aws:iam::123456789012:role/x", "x" * 200,
)  # fmt: skip


def spoiled() -> st.SearchStrategy[Named]:
    """A good file after one to eight edits, sometimes under a name of the other syntax or in another encoding."""
    edits = st.lists(
        st.tuples(st.sampled_from(EDITS), st.integers(0, 2047), st.sampled_from(SCRAPS)), min_size=1, max_size=8
    )
    return st.builds(_spoil, st.sampled_from(SEEDS), edits, st.sampled_from((None, None, None, *NAMES)), _CODECS)


def noise() -> st.SearchStrategy[Named]:
    """Bytes, or scraps one after the other."""
    scraps = st.lists(st.sampled_from(SCRAPS), max_size=12).map(b"".join)
    return st.tuples(st.sampled_from(NAMES), st.binary(max_size=120) | scraps)


def junk() -> st.SearchStrategy[Named]:
    """Well-formed JSON, which YAML reads as well, made of the words of both forms in any arrangement."""
    scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.sampled_from(VALUES) | st.floats()
    trees = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
        max_leaves=12,
    )
    heads = st.sampled_from(({}, {}, {"apiVersion": "plumbrule.dev/v1", "kind": "TaskDefinition"}))
    files = st.dictionaries(st.sampled_from(WORDS), trees, max_size=6)
    return st.tuples(
        st.sampled_from(NAMES), st.builds(lambda tree, head: json.dumps({**tree, **head}).encode(), files, heads)
    )


def any_file() -> st.SearchStrategy[Named]:
    """Any of them, spoiled ones most often: they get deepest."""
    return st.one_of(spoiled(), spoiled(), junk(), noise())


_CODECS: Final = st.sampled_from((None,) * 12 + ("utf-16", "utf-16-be", "utf-32", "latin-1", "utf-8-sig"))


def _insert(content: bytes, at: int, scrap: bytes) -> bytes:
    return content[:at] + scrap + content[at:]


def _replace(content: bytes, at: int, scrap: bytes) -> bytes:
    return content[:at] + scrap + content[at + len(scrap) :]


def _remove(content: bytes, at: int, scrap: bytes) -> bytes:
    return content[:at] + content[at + len(scrap) :]


def _truncate(content: bytes, at: int, _: bytes) -> bytes:
    return content[:at]


def _repeat(content: bytes, at: int, scrap: bytes) -> bytes:
    return content[:at] + content[at : at + 40] * (1 + len(scrap) % 9) + content[at:]


def _flip(content: bytes, at: int, scrap: bytes) -> bytes:
    return content[:at] + bytes(byte ^ (1 << len(scrap) % 8) for byte in content[at : at + 1]) + content[at + 1 :]


def _word(content: bytes, at: int, scrap: bytes) -> bytes:
    """A scrap for the value that follows the next colon."""
    colon = content.find(b":", at)
    return content if colon < 0 else content[: colon + 1] + b" " + scrap + content[colon + 1 :].lstrip(b'"abcdefgh ')


EDITS: Final = (_insert, _insert, _replace, _remove, _truncate, _repeat, _flip, _word, _word)


def _spoil(seed: Named, edits: list[tuple[object, int, bytes]], name: str | None, codec: str | None) -> Named:
    path, content = seed
    for edit, at, scrap in edits:
        if callable(edit):
            content = edit(content, at % (len(content) + 1), scrap)
    if codec is not None:
        content = content.decode(errors="replace").encode(codec, errors="replace")
    return name or path, content
