# ruff: noqa: E501 - the table of cases reads best with one case to a line
"""JSON: the quick way and the scanner say the same; what is wrong is told at its place, in plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plumbrule.core.load.build import Builder
from plumbrule.core.load.json_scan import scan_json
from plumbrule.core.load.json_text import read_json
from plumbrule.model.policy import DEFAULT_BOUNDS, Bounds
from tests.core.load.files import UNTIMED

COMMENTS = "remove the comment, or write the file as YAML, which has `#` comments"
CASES = {
    "a key twice": ('{"a": 1, "a": 2}', "1:10 duplicate-key: the key `a` stands twice; it first stands at line 1, column 2", "keep one of the two"),
    "a key twice, deep down": ('{"a":\n [{"b": 1,\n "b": 2}]}', "3:2 duplicate-key: the key `b` stands twice; it first stands at line 2, column 4", "keep one of the two"),
    "a comma before the closing brace": ('{"a": 1,\n}', "1:8 syntax: a `,` stands before the closing `}`", "remove the comma"),
    "a comma before the closing bracket": ("[1, ]", "1:3 syntax: a `,` stands before the closing `]`", "remove the comma"),
    "a comma too few": ('{"a": 1\n "b": 2}', "2:2 syntax: a `,` or `}` is missing here", ""),
    "two commas": ("[1,,2]", "1:4 syntax: a value is missing here", ""),
    "no colon": ('{"a" 1}', "1:6 syntax: a `:` after the key is missing here", ""),
    "a key without quotes": ("{a: 1}", "1:2 syntax: a key stands without quotes", "put the key in double quotes"),
    "a number for a key": ("{1: 1}", "1:2 syntax: a key in double quotes is missing here", ""),
    "a key in single quotes": ("{'a': 1}", "1:2 syntax: a key stands in single quotes", "JSON uses double quotes"),
    "a value in single quotes": ("{\"a\": 'x'}", "1:7 syntax: a value stands in single quotes", "JSON uses double quotes"),
    "a value without quotes": ('{"a": awsvpc}', "1:7 syntax: a value stands without quotes", "put text in double quotes"),
    "a comment at the top": ("// spec\n{}", "1:1 syntax: JSON has no comments", COMMENTS),
    "a comment behind a member": ('{"a": 1 // one\n}', "1:9 syntax: JSON has no comments", COMMENTS),
    "a comment before a key": ('{/* a */"a": 1}', "1:2 syntax: JSON has no comments", COMMENTS),
    "a comment at the end": ("{} # done", "1:4 syntax: the document has ended, but text follows it", COMMENTS),
    "Python's None": ('{"a": None}', "1:7 syntax: `None` is not JSON", "write `null`"),
    "Python's True": ('{"a": True}', "1:7 syntax: `True` is not JSON", "write `true`"),
    "NaN": ('{"a": NaN}', "1:7 number: `NaN` is not a number that ECS takes", ""),
    "minus infinity": ('{"a": -Infinity}', "1:7 number: `-Infinity` is not a number that ECS takes", ""),
    "a number beyond all floats": ('{"a": 1e400}', "1:7 number: the number is too large", ""),
    "a number beyond 64 bits": ('{"a": 9223372036854775808}', "1:7 number: the number does not fit into 64 bits", "put it in quotes if it is text"),
    "half a surrogate pair": ('{"a": "\\ud800"}', "1:7 surrogate: half a surrogate pair (`\\ud800` to `\\udfff`) is no character", ""),
    "a line break inside text": ('{"a": "x\n"}', "1:9 syntax: a line break or another control character stands inside quoted text", r"a quote may be missing before it; inside text write `\n` or `\t`"),
    "an unknown escape": ('{"a": "\\d"}', "1:8 syntax: the quoted text holds an escape that JSON does not know", r"write `\\` for a backslash"),
    "a quote without its end": ('{"a": "x}', "1:7 syntax: the quote that opens here is never closed", ""),
    "an object without its end": ('{"a": [1,\n 2]', "2:4 syntax: the file ends, but the `{` of line 1, column 1 is still open", ""),
    "a file that ends after a comma": ("[1,", "1:4 syntax: the file ends, but the `[` of line 1, column 1 is still open", ""),
    "an empty file": (" \n", "2:1 empty: the file is empty", ""),
    "text after the end": ("{} {}", "1:4 syntax: the document has ended, but text follows it", ""),
}  # fmt: skip
NUMBER_HINT = "put it in quotes if it is text, such as an account number; a number has no leading zero, `+` or `0x`"


def said(builder: object) -> list[str]:
    assert isinstance(builder, Builder)
    return [f"{m.position[0]}:{m.position[1]} {m.rule}: {m.message}" for m in builder.mistakes]


@pytest.mark.parametrize("case", CASES)
def test_broken_json_is_explained(case: str) -> None:
    text, wanted, hint = CASES[case]
    found = read_json(text, DEFAULT_BOUNDS)
    assert said(found) == [wanted]
    assert isinstance(found, Builder)
    assert found.mistakes[0].hint == hint


@pytest.mark.parametrize("word", ["012", "+1", ".5", "1.", "0x1f", "1_0", "-", "1e", "٣"])
def test_what_only_looks_like_a_number_is_refused_without_repeating_it(word: str) -> None:
    found = read_json(f'{{"DB_PASSWORD": {word}}}', DEFAULT_BOUNDS)
    assert isinstance(found, Builder)
    assert found.mistakes[0].position == (1, 17)
    assert word not in found.mistakes[0].message
    assert found.mistakes[0].hint == NUMBER_HINT or word == "٣"


def test_all_duplicates_of_a_file_are_told_and_those_inside_a_duplicate_are_not() -> None:
    found = said(read_json('{"a": {"b": 1, "b": 2}, "a": {"b": 3, "b": 4}, "c": 1, "c": 2}', DEFAULT_BOUNDS))
    assert [line.split()[0] for line in found] == ["1:16", "1:25", "1:56"]


def test_tabs_and_carriage_returns_are_white_space_and_lines_are_counted_by_breaks() -> None:
    text = '{\t"a":\r\n\t[1,\r\t2]\n}'
    assert read_json(text, DEFAULT_BOUNDS) == {"a": [1, 2]}
    assert scan_json(text, DEFAULT_BOUNDS).marks.values["/a/1"] == (3, 2)


def test_columns_count_characters() -> None:
    marks = scan_json('{"é😀": "ä", "b": {"c/d~": [null]}}', DEFAULT_BOUNDS).marks
    assert marks.values["/é😀"] == (1, 8)
    assert marks.keys["/b"] == (1, 13)
    assert marks.values["/b/c~1d~0/0"] == (1, 28)


def test_floats_stay_for_the_shape_rules_to_name() -> None:
    assert read_json('{"a": 0.5, "b": -1e2, "c": -0}', DEFAULT_BOUNDS) == {"a": 0.5, "b": -100.0, "c": 0}


def test_an_escaped_pair_is_one_character() -> None:
    assert read_json('"\\ud83d\\ude00"', DEFAULT_BOUNDS) == "😀"


def test_depth_and_number_of_values_are_bounded_on_both_sides_of_the_edge() -> None:
    assert read_json("[[[1]]]", Bounds(depth=3)) == [[[1]]]
    assert said(read_json("[[[[1]]]]", Bounds(depth=3))) == [
        "1:4 depth: the document is nested more than 3 levels deep"
    ]
    assert read_json("[1, 2]", Bounds(nodes=3)) == [1, 2]
    assert said(read_json("[1, 2, 3]", Bounds(nodes=3))) == ["1:8 nodes: the document holds more than 3 values"]
    assert read_json('["[[[[", ",,,,,"]', Bounds(depth=1, nodes=3)) == ["[[[[", ",,,,,"]


texts = st.text(st.characters(exclude_categories=["Cs"]))
trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)


@UNTIMED
@given(trees, st.sampled_from([None, 1]), st.sampled_from([True, False]))
def test_scanner_quick_way_and_standard_library_agree_on_values(
    value: object, indent: int | None, ascii_only: object
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only is True)
    scanned = scan_json(text, DEFAULT_BOUNDS)
    assert not scanned.mistakes
    assert scanned.tree == read_json(text, DEFAULT_BOUNDS) == json.loads(text)
    assert repr(scanned.tree) == repr(json.loads(text))


@UNTIMED
@given(trees)
def test_every_value_is_marked_where_it_begins(value: object) -> None:
    text = json.dumps(value, indent=1)
    rows = text.split("\n")
    for pointer, (line, column) in scan_json(text, DEFAULT_BOUNDS).marks.values.items():
        found: Any = value
        for token in pointer.split("/")[1:]:
            plain = token.replace("~1", "/").replace("~0", "~")
            found = found[int(plain)] if isinstance(found, list) else found[plain]
        assert rows[line - 1][column - 1 :].startswith(json.dumps(found, indent=1)[:1])


@UNTIMED
@given(st.text("{}[]\":,0123456789.eE-+truefalsn\\ \n'/", max_size=30))
@example("-")
@example('{"a":1,"a":1}')
def test_scanner_and_standard_library_agree_on_what_is_json(text: str) -> None:
    scanned = scan_json(text, DEFAULT_BOUNDS)
    try:
        value = json.loads(text, object_pairs_hook=_strict, parse_constant=_refused)
    except ValueError:
        value = ...
    if scanned.mistakes:
        rules = {mistake.rule for mistake in scanned.mistakes}
        assert value is ... or rules <= {"number", "surrogate"}
    else:
        assert repr(scanned.tree) == repr(value)


def _strict(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def _refused(word: str) -> object:
    raise ValueError(word)
