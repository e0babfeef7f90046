"""Files made to kill: each is refused within seconds by a process of its own, which lives on."""

from __future__ import annotations

import subprocess
import sys

import pytest

BOMBS = {
    "100 KB of open lists in YAML": ("a.yaml", "'[' * 100_000", "depth"),
    "100 KB of open objects in YAML": ("a.yaml", "'{a: ' * 25_000", "depth"),
    "deep block lists in YAML": ("a.yaml", "'- ' * 50_000", "depth"),
    "100 KB of open lists in JSON": ("a.json", "'[' * 100_000", "depth"),
    "deep objects in JSON": ("a.json", "'{\"a\":' * 50_000", "depth"),
    "a well-formed tower of lists in JSON": ("a.json", "'[' * 900 + ']' * 900", "depth"),
    "a billion laughs": (
        "a.yaml",
        "'a0: &a0 [x,x]\\n' + ''.join(f'a{n}: &a{n} [*a{n-1},*a{n-1}]\\n' for n in range(1, 40))",
        "yaml-anchor",
    ),
    "a hundred thousand values in YAML": ("a.yaml", "'[' + '1,' * 100_000 + ']'", "nodes"),
    "a hundred thousand values in JSON": ("a.json", "'[' + '1,' * 100_000 + '1]'", "nodes"),
    "a number of 400,000 digits in YAML": ("a.yaml", "'a: ' + '9' * 400_000", "number"),
    "a number of 400,000 digits in JSON": ("a.json", "'{\"a\": ' + '9' * 400_000 + '}'", "number"),
    "a quote that never closes": ("a.json", "'{\"a\": \"' + 'x' * 500_000", "syntax"),
    "backslashes without end": ("a.json", '\'{"a": "\' + chr(92) * 400_001', "syntax"),
    "a file beyond the bound": ("a.json", "' ' * 600_000", "size"),
    "a key of 400,000 characters": ("a.yaml", "'x' * 400_000 + ': 1\\n'", "syntax"),
    "thousands of duplicates": ("a.json", "'{' + ','.join(['\"a\": 1'] * 40_000) + '}'", "duplicate-key"),
}
SCRIPT = """
import resource, sys, time
from plumbrule.core.load.read import read
from plumbrule.model.policy import DEFAULT_BOUNDS
from plumbrule.model.shape import ApiShape, Structure
from plumbrule.model.spec import SourceFile
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
content = ({expression}).encode()
began = time.perf_counter()
found = read(SourceFile({path!r}, "", content), DEFAULT_BOUNDS, ApiShape(Structure({{}}), frozenset()))
assert time.perf_counter() - began < 5, "too slow"
print(found.findings[0].rule, max(len(f.message) for f in found.findings) < 300)
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_few_words(bomb: str) -> None:
    path, expression, rule = BOMBS[bomb]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(path=path, expression=expression)],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, [rule, "True"]), done.stderr[-500:]
