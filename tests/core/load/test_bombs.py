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
BOMBS |= {
    "a tower of block objects": ("a.yaml", "''.join(' ' * n + 'a:\\n' for n in range(800))", "depth"),
    "a tower of keys without end": ("a.yaml", "'? ' * 50_000", "key"),
    "one alias a hundred thousand times": ("a.yaml", "'a: &a x\\nb: [' + '*a,' * 100_000 + ']'", "yaml-anchor"),
    "a merge key": ("a.yaml", "'a: 1\\n<<: {b: 2}'", "yaml-merge"),
    "a tag that would run code": ("a.yaml", "'a: !!python/object/apply:os.abort []'", "yaml-tag"),
    "ten thousand documents": ("a.yaml", "'--- {}\\n' * 10_000", "yaml-documents"),
    "1e400 in JSON": ("a.json", "'{\"a\": 1e400}'", "number"),
    "NaN in JSON": ("a.json", "'{\"a\": NaN}'", "number"),
    "an exponent of 100,000 digits": ("a.json", "'{\"a\": 1e' + '9' * 100_000 + '}'", "number"),
    "half a pair in YAML": ("a.yaml", "'a: \"' + chr(92) + 'ud800\"'", "syntax"),
    "half a pair in JSON": ("a.json", "'{\"a\": \"' + chr(92) + 'ud800\"}'", "surrogate"),
    "NUL written out in YAML": ("a.yaml", "'a: \"' + chr(92) + '0\"'", "nul"),
    "NUL written out in JSON": ("a.json", "'{\"a\": \"' + chr(92) + 'u0000\"}'", "nul"),
    "NULs only": ("a.json", "chr(0) * 500_000", "nul"),
    "a comment that never ends": ("a.json", "'{/*' + '*' * 400_000", "syntax"),
    "a hundred thousand quotes": ("a.json", "'{' + chr(39) * 400_000", "syntax"),
    "placeholders without end": ("a.json", "'{\"a\": ' + '<' * 400_000", "syntax"),
    "a key of 250,000 characters over 40,000 values": (
        "a.json",
        "'{\"' + 'k' * 250_000 + '\": [' + '1,' * 40_000 + '1]}'",
        "key",
    ),
    "long keys in one another": ("a.json", "('{\"' + 'k' * 500 + '\":') * 50 + '[' + 'x' * 9", "key"),
    "words that could be a scheme": ("a.json", "'{\"x\": \"' + 'a' * 400_000 + '\",\\n\"a\": True}'", "syntax"),
    "words that could be credentials": ("a.json", "'{\"x\": \"' + 'eyJ' * 130_000 + '\", \"a\": True}'", "syntax"),
}
SCRIPT = """
import resource
from plumbrule.core.load.read import read
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.shape import ApiShape, Structure
from plumbrule.model.spec import SourceFile
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
content = ({expression}).encode()
found = read(SourceFile({path!r}, "", content), DEFAULT_BOUNDS, ApiShape(Structure({{}}), frozenset()))
print(found.findings[0].rule, max(len(f.message) for f in found.findings) < 300)
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_within_the_memory_it_is_given_and_in_few_words(bomb: str) -> None:
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
