"""What is broken YAML is told in plain words, at the telling place, whichever parser found it."""

from __future__ import annotations

import pytest
import yaml

from plumbrule.core.load.yaml_text import read_yaml
from plumbrule.core.load.yaml_words import explain
from plumbrule.model.pace import DEFAULT_BOUNDS
from tests.core.load.test_yaml_text import LOADERS

QUOTE_ARN = (
    "YAML does not let an unquoted value end in a colon, as the ARN of a secret with a JSON key does: "
    "put the whole ARN in quotes, as in "
)
CASES = {
    "an unquoted secret ARN that ends in a colon": (
        "valueFrom: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:password::\n",
        (1, 77),
        "a `:` stands where none is allowed",
        QUOTE_ARN + '`valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:password::"`',
    ),
    "the same ARN with a comment behind it": (
        "- valueFrom: arn:aws:secretsmanager:eu-west-1:1:secret:db:password:: # why\n",
        (1, 68),
        "a `:` stands where none is allowed",
        QUOTE_ARN + '`valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:db:password::"`',
    ),
    "a colon inside an unquoted value": (
        "command: echo a: b\n",
        (1, 16),
        "a `:` stands where none is allowed",
        (
            "put the value in quotes if the `:` belongs to it; else check the indentation; "
            'the line then reads `command: "echo a: b"`'
        ),
    ),
    "a tab for indentation": (
        "a:\n\tb: 1\n",
        (2, 1),
        "a tab stands here; YAML indents with spaces only",
        "replace the tab with spaces; the line then reads `  b: 1`",
    ),
    "an at sign without quotes": (
        "image: @sha\n",
        (1, 8),
        "an unquoted value cannot begin with `@`",
        'put the value in quotes; the line then reads `image: "@sha"`',
    ),
    "a quote without its end": ("a: 'x\nb: 1\n", (1, 4), "the quote that opens here is never closed", ""),
    "an unknown escape": (
        'a: "\\d"\n',
        None,
        "the quoted text holds an escape that YAML does not know",
        "double every backslash, or use single quotes",
    ),
    "a list without its end": (
        "a: [1, 2\nb: 3\n",
        (2, 2),
        "a `,` or `]` is missing: the `[` of line 1, column 4 is still open",
        "",
    ),
    "an object without its end": (
        "a: {b: 1\n",
        (2, 1),
        "a `,` or `}` is missing: the `{` of line 1, column 4 is still open",
        "",
    ),
    "a line that is neither": (
        "a: 1\nb\n",
        (2, 1),
        "this line is not `key: value`, nor does it go on from the line above",
        "",
    ),
    "a block that is indented wrongly": (
        "a:\n  - b\n - c\n",
        (3, 2),
        "the indentation does not fit the block that begins at line 1, column 1",
        "items of one list, and keys of one object, begin in the same column",
    ),
    "an ARN that hides a credential": (
        "x: arn:aws:secretsmanager:AKIAIOSFODNN7EXAMPLE::\n",
        (1, 48),
        "a `:` stands where none is allowed",
        QUOTE_ARN.removesuffix(", as in "),
    ),
    "a value with a colon under a secret name": (
        "- name: DB_PASSWORD\n  value: hunter: 2\n",
        (2, 16),
        "a `:` stands where none is allowed",
        "put the value in quotes if the `:` belongs to it; else check the indentation",
    ),
    "a comment as JavaScript has them": (
        "a: 1\n// b\n",
        (2, 1),
        "this line is not `key: value`, nor does it go on from the line above",
        "a comment in YAML begins with `#`",
    ),
    "a merge conflict": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n",
        (2, 1),
        "a merge conflict was left in the file",
        "choose one side and remove Git's three marker lines",
    ),
    "a control character": (
        "a: 1\nb: x\x01\n",
        (2, 5),
        "a control character stands here, which YAML does not allow",
        "remove it, or write it as an escape in double quotes",
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("loader", LOADERS)
def test_broken_yaml_is_explained(case: str, loader: object) -> None:
    text, position, message, hint = CASES[case]
    (mistake,) = read_yaml(text, DEFAULT_BOUNDS, loader).mistakes
    assert (mistake.rule, mistake.message, mistake.hint) == ("syntax", message, hint)
    assert position in {None, mistake.position}


def test_words_that_are_new_to_us_are_passed_on() -> None:
    mark = yaml.Mark("", 0, 1, 2, None, 0)
    mistake = explain(yaml.scanner.ScannerError(None, None, "something new", mark), "")
    assert (mistake.position, mistake.message) == ((2, 3), "this is not valid YAML: something new")
    assert explain(yaml.YAMLError(), "").message == "this is not valid YAML"
