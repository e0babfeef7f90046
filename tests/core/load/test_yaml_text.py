"""YAML: text stays text, what is dangerous or ambiguous is refused at its place."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from plumbrule.core.load.parse import Parsed, Syntax, parse
from plumbrule.core.load.yaml_text import C_PARSER, read_yaml
from plumbrule.model.pace import DEFAULT_BOUNDS, Bounds
from tests.core.load.files import UNTIMED

LOADERS: list[Any] = [yaml.SafeLoader, *([yaml.CSafeLoader] if C_PARSER else [])]


def tree(text: str, bounds: Bounds = DEFAULT_BOUNDS) -> object:
    parsed = parse(text, Syntax.YAML, bounds)
    assert isinstance(parsed, Parsed), parsed
    return parsed.tree


def mistakes(text: str, bounds: Bounds = DEFAULT_BOUNDS) -> list[str]:
    return [f"{m.position[0]}:{m.position[1]} {m.rule}: {m.message}" for m in read_yaml(text, bounds).mistakes]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("256", 256),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("012345678901", "012345678901"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("True", "True"),
        ("22:22", "22:22"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("12e4567", "12e4567"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2026-11-01", "2026-11-01"),
        ("=", "="),
        ("'true'", "true"),
        ('"256"', "256"),
        ("''", ""),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("[FARGATE]", ["FARGATE"]),
        ("{b: 1}", {"b": 1}),
        ('"<<"', "<<"),
    ],
)
def test_a_scalar_is_what_it_looks_like_and_else_text(written: str, value: object) -> None:
    found = tree(f"a: {written}")
    assert found == {"a": value}
    assert repr(found) == repr({"a": value})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1 duplicate-key: the key `a` stands twice; it first stands at line 1, column 1"]),
        (
            "a: {b: 1}\na: {b: 2}\n",
            ["2:1 duplicate-key: the key `a` stands twice; it first stands at line 1, column 1"],
        ),
        ("- {x: 1, x: 1}\n", ["1:10 duplicate-key: the key `x` stands twice; it first stands at line 1, column 4"]),
        ("a: &x 1\n", ["1:4 yaml-anchor: an anchor (`&name`) is not read: what a file says must stand in it plainly"]),
        ("a: *x\n", ["1:4 yaml-alias: an alias (`*name`) is not read: what a file says must stand in it plainly"]),
        ("*x : 1\n", ["1:1 yaml-alias: an alias (`*name`) is not read: what a file says must stand in it plainly"]),
        ("<<: {a: 1}\n", ["1:1 yaml-merge: a merge key (`<<`) is not read: what a file says must stand in it plainly"]),
        ("a: !!str 1\n", ["1:4 yaml-tag: a tag (`!name`) is not read: a value is what it looks like"]),
        (
            "a: !!python/object:os.system {}\n",
            ["1:4 yaml-tag: a tag (`!name`) is not read: a value is what it looks like"],
        ),
        ("a: ! 1\n", ["1:4 yaml-tag: a tag (`!name`) is not read: a value is what it looks like"]),
        ("80: x\n", ["1:1 key: a key must be text, but this one reads as a number"]),
        ("true: x\n", ["1:1 key: a key must be text, but this one reads as true or false"]),
        ("~: x\n", ["1:1 key: a key must be text, but this one reads as nothing"]),
        ("? [a]\n: x\n", ["1:3 key: a key must be text, not a list or an object"]),
        ("a: 1\n---\nb: 2\n", ["2:1 yaml-documents: a second document begins here; a file holds one task definition"]),
        ("", ["1:1 empty: the file is empty"]),
        ("# only\n", ["1:1 empty: the file is empty"]),
        ("a: 9223372036854775808\n", ["1:4 number: the number does not fit into 64 bits"]),
        (f"a: {'9' * 5000}\n", ["1:4 number: the number does not fit into 64 bits"]),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_what_yaml_allows_and_we_do_not_is_refused_at_its_place(text: str, wanted: list[str], loader: object) -> None:
    found = read_yaml(text, DEFAULT_BOUNDS, loader).mistakes
    assert [f"{m.position[0]}:{m.position[1]} {m.rule}: {m.message}" for m in found] == wanted


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_an_invisible_separator_is_refused_because_yaml_would_swallow_it(separator: str) -> None:
    said = (
        "2:6 separator: an invisible line separator stands here, which YAML would silently turn into a line break or "
    )
    said += "a blank"
    assert mistakes(f'a: 1\nb: "x{separator}y"\n') == [said]
    assert tree('b: "\\N\\L\\P"\n') == {"b": "\x85\u2028\u2029"}


def test_half_a_surrogate_pair_is_refused_by_both_parsers() -> None:
    for loader in LOADERS:
        (mistake,) = read_yaml('a: "\\ud800"\n', DEFAULT_BOUNDS, loader).mistakes
        assert mistake.rule in {"surrogate", "syntax"}


def test_all_mistakes_of_one_file_are_told_and_a_flood_is_cut() -> None:
    assert len(mistakes("a: &x 1\nb: *x\nb: 1\n")) == 3
    assert len(mistakes("".join(f"k{n}: *x\n" for n in range(500)))) == 100


def test_values_and_keys_are_marked_by_line_and_column_in_characters() -> None:
    marks = read_yaml("é: 'ä'\nlist:\n- b: {c: 1}\n", DEFAULT_BOUNDS).marks
    assert marks.values["/é"] == (1, 4)
    assert marks.keys["/list/0/b/c"] == (3, 7)
    assert marks.values["/list/0/b/c"] == (3, 10)


def test_the_depth_and_the_number_of_values_are_bounded_on_both_sides_of_the_edge() -> None:
    assert tree("[[[1]]]", Bounds(depth=3)) == [[[1]]]
    assert mistakes("[[[[1]]]]", Bounds(depth=3)) == ["1:4 depth: the document is nested more than 3 levels deep"]
    assert tree("[1, 2]", Bounds(nodes=3)) == [1, 2]
    assert mistakes("[1, 2, 3]", Bounds(nodes=3)) == ["1:8 nodes: the document holds more than 3 values"]


class TextLoader(yaml.SafeLoader):
    """PyYAML's own constructor, restricted to our four kinds of plain scalars."""


TextLoader.yaml_implicit_resolvers = {}
TextLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
TextLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])
TextLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?(0|[1-9][0-9]*)$"), list("-0123456789"))

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff")
)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts | st.sampled_from(["no", "0x1", "1.5", "01"])
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20
)


@UNTIMED
@given(trees, st.sampled_from(["block", "flow"]))
@example({"a": ["", None, "null", "~", "01", 1]}, "block")
def test_what_pyyaml_writes_reads_as_pyyaml_reads_it(value: object, style: str) -> None:
    text = yaml.safe_dump(value, default_flow_style=style == "flow", allow_unicode=True, width=1000)
    mine = read_yaml(text, DEFAULT_BOUNDS)
    assert not mine.mistakes
    assert mine.tree == yaml.load(text, TextLoader) == value  # noqa: S506 - a SafeLoader below


@UNTIMED
@given(st.text("ab:-[]{},'\"#&*!|> \n0?%@", max_size=40))
def test_whatever_the_text_is_reading_it_ends_in_a_value_or_in_a_mistake(text: str) -> None:
    found = read_yaml(text, DEFAULT_BOUNDS)
    if found.mistakes:
        assert all(m.position >= (1, 1) and m.message for m in found.mistakes)
        return
    # libyaml reads a few texts that the pure scanner refuses, such as `|#`: there is nothing to agree with.
    with contextlib.suppress(yaml.scanner.ScannerError):
        assert found.tree == yaml.load(text, TextLoader)  # noqa: S506 - a SafeLoader below


@UNTIMED
@given(st.text("ab:-[]{},'\" \n0", max_size=40))
def test_the_pure_parser_and_libyaml_agree_on_values_where_both_read(text: str) -> None:
    found = [read_yaml(text, DEFAULT_BOUNDS, loader) for loader in LOADERS]
    sound = [each for each in found if not each.mistakes]
    assert all(each.tree == sound[0].tree and each.marks.keys == sound[0].marks.keys for each in sound)


TEMPLATES = "put the whole value in quotes, if this is a variable of a template"
QUOTES = 'use the plain quote `"`, or put the whole value in plain quotes if the quote belongs to it'
MISTAKEN = {
    "a typographic quote": ("a: \u201cx\u201d\n", ["1:4 quotes", QUOTES]),
    "a template's variable": ("a: {{ x }}\n", ["1:5 key", TEMPLATES]),
    "NUL": ('a: "x\\0"\n', ["1:4 nul", "remove it"]),
    "NUL in a key": ('"x\\0": 1\n', ["1:1 nul", "remove it"]),
}


@pytest.mark.parametrize("case", MISTAKEN)
def test_what_yaml_would_take_and_nobody_means_is_a_mistake(case: str) -> None:
    text, wanted = MISTAKEN[case]
    (mistake,) = read_yaml(text, DEFAULT_BOUNDS).mistakes
    assert [f"{mistake.position[0]}:{mistake.position[1]} {mistake.rule}", mistake.hint] == wanted


def test_quotes_of_any_kind_inside_plain_quotes_are_text() -> None:
    assert read_yaml("a: '\u201cx\u201d'\n", DEFAULT_BOUNDS).tree == {"a": "\u201cx\u201d"}


def test_keys_have_a_bounded_length_on_both_sides_of_the_edge() -> None:
    assert not read_yaml("x" * 512 + ": 1\n", DEFAULT_BOUNDS).mistakes
    (mistake,) = read_yaml("x" * 513 + ": 1\n", DEFAULT_BOUNDS).mistakes
    assert (mistake.rule, mistake.message) == ("key", "a key has 513 characters; at most 512 are read")
