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
from plumbrule.model.pace import DEFAULT_BOUNDS, Bounds
from tests.core.load.files import UNTIMED

COMMENTS = "remove the comment, or write the file as YAML, which has `#` comments"
OPEN = r"close it in the same line; a line break inside text is written `\n`"
FILL = "fill it in, or put it in double quotes where text is wanted; the line then reads "
CASES = {
    "a key twice": ('{"a": 1, "a": 2}', "1:10 duplicate-key: the key `a` stands twice; it first stands at line 1, column 2", "keep one of the two"),
    "a key twice, deep down": ('{"a":\n [{"b": 1,\n "b": 2}]}', "3:2 duplicate-key: the key `b` stands twice; it first stands at line 2, column 4", "keep one of the two"),
    "a comma before the closing brace": ('{"a": 1,\n}', "1:8 syntax: a `,` stands before the closing `}`", 'remove the comma; the line then reads `{"a": 1`'),
    "a comma before the closing bracket": ("[1, ]", "1:3 syntax: a `,` stands before the closing `]`", "remove the comma; the line then reads `[1 ]`"),
    "a comma too few": ('{"a": 1\n "b": 2}', "2:2 syntax: a `,` or `}` is missing here", 'put a `,` at line 1, column 8, behind the value before; the line then reads `{"a": 1,`'),
    "two commas": ("[1,,2]", "1:4 syntax: a value is missing here", ""),
    "no colon": ('{"a" 1}', "1:6 syntax: a `:` after the key is missing here", ""),
    "a key without quotes": ("{a: 1}", "1:2 syntax: a key stands without quotes", 'put the key in double quotes; the line then reads `{"a": 1}`'),
    "a number for a key": ("{1: 1}", "1:2 syntax: a key in double quotes is missing here", ""),
    "a key in single quotes": ("{'a': 1}", "1:2 syntax: a key stands in single quotes", 'JSON uses double quotes; the line then reads `{"a": 1}`'),
    "a value in single quotes": ("{\"a\": 'x'}", "1:7 syntax: a value stands in single quotes", 'JSON uses double quotes; the line then reads `{"a": "x"}`'),
    "a value without quotes": ('{"a": awsvpc}', "1:7 syntax: a value stands without quotes", 'put text in double quotes; the line then reads `{"a": "awsvpc"}`'),
    "a comment at the top": ("// spec\n{}", "1:1 syntax: JSON has no comments", COMMENTS),
    "a comment behind a member": ('{"a": 1 // one\n}', "1:9 syntax: JSON has no comments", COMMENTS + '; the line then reads `{"a": 1`'),
    "a comment before a key": ('{/* a */"a": 1}', "1:2 syntax: JSON has no comments", COMMENTS + '; the line then reads `{"a": 1}`'),
    "a comment at the end": ("{} # done", "1:4 syntax: JSON has no comments", COMMENTS + "; the line then reads `{}`"),
    "Python's None": ('{"a": None}', "1:7 syntax: `None` is not JSON", 'write `null`; the line then reads `{"a": null}`'),
    "Python's True": ('{"a": True}', "1:7 syntax: `True` is not JSON", 'write `true`; the line then reads `{"a": true}`'),
    "NaN": ('{"a": NaN}', "1:7 number: `NaN` is not a number that ECS takes", ""),
    "minus infinity": ('{"a": -Infinity}', "1:7 number: `-Infinity` is not a number that ECS takes", ""),
    "a number beyond all floats": ('{"a": 1e400}', "1:7 number: the number is too large", ""),
    "a number beyond 64 bits": ('{"a": 9223372036854775808}', "1:7 number: the number does not fit into 64 bits", "put it in quotes if it is text"),
    "half a surrogate pair": ('{"a": "\\ud800"}', "1:7 surrogate: half a surrogate pair (`\\ud800` to `\\udfff`) is no character", "write the character itself"),
    "a line break inside text": ('{"a": "x\n"}', "1:7 syntax: the quote that opens here is not closed before the line ends", OPEN),
    "an unknown escape": ('{"a": "\\d"}', "1:8 syntax: the quoted text holds an escape that JSON does not know", r"write `\\` for a backslash"),
    "a quote without its end": ('{"a": "x}', "1:7 syntax: the quote that opens here is never closed", OPEN),
    "an object without its end": ('{"a": [1,\n 2]', "2:4 syntax: the file ends, but the `{` of line 1, column 1 is still open", ""),
    "a file that ends after a comma": ("[1,", "1:4 syntax: the file ends, but the `[` of line 1, column 1 is still open", ""),
    "an empty file": (" \n", "2:1 empty: the file is empty", ""),
    "text after the end": ("{} {}", "1:4 syntax: the document has ended, but text follows it", ""),
    "a list closed as an object": ('{"a": [1, 2}', "1:12 syntax: a `}` stands here, but the `[` of line 1, column 7 is still open", ""),
    "two commas too few": ('[{"a": 1}\n {"b": 2}]', "2:2 syntax: a `,` or `]` is missing here", 'put a `,` at line 1, column 10, behind the value before; the line then reads `[{"a": 1},`'),
    "a comment over two lines": ('{"a": 1, /* one\n two */ "b": 2}', "1:10 syntax: JSON has no comments", COMMENTS),
    "a comment as shells have them": ('{"a": 1, # one\n"b": 2}', "1:10 syntax: JSON has no comments", COMMENTS + '; the line then reads `{"a": 1,`'),
    "Python's False": ('{"a": False}', "1:7 syntax: `False` is not JSON", 'write `false`; the line then reads `{"a": false}`'),
    "a placeholder in angle brackets": ('{"hostPort": <PORT>}', "1:14 syntax: a placeholder stands here without quotes", FILL + '`{"hostPort": "<PORT>"}`'),
    "a placeholder of a template": ('{"hostPort": {{ port }}}', "1:14 syntax: a placeholder stands here without quotes", FILL + '`{"hostPort": "{{ port }}"}`'),
    "a placeholder of a shell": ('{"hostPort": ${PORT}}', "1:14 syntax: a placeholder stands here without quotes", FILL + '`{"hostPort": "${PORT}"}`'),
    "typographic quotes": ("{\u201ca\u201d: 1}", "1:2 syntax: a typographic quote (`\u201c`) stands here", 'JSON knows the plain quote `"` only; the line then reads `{"a": 1}`'),
    "a typographic quote at the end of text": ('{"a": "x\u201d,\n"b": 1}', "1:7 syntax: the quote that opens here is not closed before the line ends", 'a typographic quote does not close it; the line then reads `{"a": "x",`'),
    "a tab inside text": ('{"a": "x\ty"}', "1:9 syntax: a tab or another control character stands inside quoted text", r"write a tab as `\t`"),
    "a blank that is none": ('{"a":\u00a01}', "1:6 syntax: an invisible character (U+00A0, no-break space) stands here", "remove it; it often comes with text from a web page"),
    "a merge conflict": ('{"a": 1,\n<<<<<<< HEAD\n"b": 2}', "2:1 syntax: a merge conflict was left in the file", "choose one side and remove Git's three marker lines"),
    "NUL in text": ('{"a": "x\\u0000"}', "1:7 nul: the text holds a NUL character, at which every program on Linux ends a text", "remove it"),
    "a mended line that would show a secret": ("{\"name\": \"DB_PASSWORD\",\n \"value\": 'hunter2'}", "2:11 syntax: a value stands in single quotes", "JSON uses double quotes"),
    "a comment that speaks of a secret": ('{"value": "hunter2", // the password\n}', "1:22 syntax: JSON has no comments", COMMENTS),
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


def test_half_a_pair_in_a_key_is_told_in_words_that_can_be_written() -> None:
    found = said(read_json('{"\\udc00": {"a": 1, "a": 2, "\\ud83d\\ude00": 1}, "\\udc00": 3}', DEFAULT_BOUNDS))
    assert [line.split(":")[1].split()[1] for line in found] == [
        "surrogate",
        "duplicate-key",
        "surrogate",
        "duplicate-key",
    ]
    assert "\n".join(found).encode()


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


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
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
        assert value is ... or rules <= {"number", "surrogate", "nul"}
    else:
        assert repr(scanned.tree) == repr(value)


def _strict(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def _refused(word: str) -> object:
    raise ValueError(word)


def test_keys_have_a_bounded_length_and_so_have_the_paths_they_make() -> None:
    assert read_json(f'{{"{"x" * 512}": 1}}', DEFAULT_BOUNDS) == {"x" * 512: 1}
    assert said(read_json(f'{{"{"x" * 513}": 1}}', DEFAULT_BOUNDS)) == [
        "1:2 key: a key has 513 characters; at most 512 are read"
    ]
    deep = f'{{"{"x" * 500}":' * 5 + "[]" + "}" * 5
    assert said(scan_json(deep, DEFAULT_BOUNDS)) == [
        "1:2521 key: the keys that lead here have more than 2048 characters together"
    ]
