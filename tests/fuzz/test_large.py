"""Files within every bound that cost as much as a file can: each is answered in seconds, in bounded words."""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest

from tests.fuzz.answering import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 8
"""Of processor time; most take one, what they guard against took minutes."""

MOST_FINDINGS: Final = 5000
_HEAD: Final = "apiVersion: plumbrule.dev/v1\nkind: TaskDefinition\nmetadata: {name: web}\nspec:\n"


def _many(count: int, text: str, between: str = ",") -> str:
    return between.join(text.format(n=n) for n in range(count))


LARGE: Final = {
    "one text of 200,000 words where a list belongs": (
        "a.yaml",
        "family: w\nrequiresCompatibilities: " + "1," * 200_000,
    ),
    "text full of secret names": (
        "a.yaml",
        "family: w\nrequiresCompatibilities: x " + _many(20_000, "t{n}_token", " "),
    ),
    "48,000 items of the wrong type": (
        "a.json",
        '{"family":"w","containerDefinitions":[{"command":[' + "1," * 48_000 + "1]}]}",
    ),
    "30,000 unknown keys": ("a.json", '{"family":"w",' + _many(30_000, '"k{n}":1') + "}"),
    "30,000 nulls": ("a.json", '{"family":"w","dockerLabels":{' + _many(30_000, '"k{n}":null') + "}}"),
    "nulls below long keys": (
        "a.json",
        '{"family":"w","x":' + ('{"' + "k" * 500 + '":') * 50 + "[" + '{"a":null},' * 20_000 + "1]" + "}" * 51,
    ),
    "24,000 containers": ("a.json", '{"family":"w","containerDefinitions":[' + _many(24_000, '{{"a":1}}') + "]}"),
    "80,000 wrong variables in one text": (
        "a.yaml",
        _HEAD + "  template: {containerDefinitions: [{command: ['" + "${oh}" * 80_000 + "']}]}\n",
    ),
    "40,000 texts with a wrong variable": (
        "a.yaml",
        _HEAD + "  template: {containerDefinitions: [{command: [" + "'${oh}'," * 40_000 + "]}]}\n",
    ),
    "40,000 targets": ("a.yaml", _HEAD + "  targets: [" + _many(40_000, "t{n}") + "]\n  template: {cpu: '1'}\n"),
    "8,000 overlays": (
        "a.yaml",
        _HEAD
        + "  overlays:\n"
        + _many(8000, "  - {{target: t{n}, patch: {{cpu: '1'}}}}\n", "")
        + "  template: {cpu: '1'}\n",
    ),
    "64 overlays over 16,000 containers": (
        "a.yaml",
        _HEAD
        + "  overlays:\n"
        + _many(64, "  - {{labels: {{env: prod}}, patch: {{containerDefinitions: [{{name: c{n}}}]}}}}\n", "")
        + "  template: {containerDefinitions: ["
        + _many(16_000, "{{name: a{n}}}")
        + "]}\n",
    ),
}


@contextmanager
def nothing_but_the_file() -> Iterator[None]:
    """What other tests left in this process is not walked through again and again on the file's account."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@pytest.mark.slow
@pytest.mark.parametrize("what", LARGE)
def test_the_largest_file_of_its_kind_is_answered_in_seconds(what: str) -> None:
    path, text = LARGE[what]
    with nothing_but_the_file():
        began = time.process_time()
        found = answer(path, text.encode())
        took = time.process_time() - began
    assert took < SECONDS
    assert any(finding.is_error for finding in found)
    assert len(found) < MOST_FINDINGS
