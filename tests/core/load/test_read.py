# ruff: noqa: E501 - sentences that are compared stand in one line
"""Load one file: which form it has, what is taken out of it with a warning, and where each finding stands."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.model.document import Broken, Document, KeyPointer, Native
from plumbrule.model.pace import Bounds
from tests.core.load.files import UNTIMED, definition, document, lines, load, short

BROKEN = {
    "a name that is no spec's": (
        "web.txt",
        b"{}",
        ["0:0 error file-name : a spec's name ends in .json, .yaml or .yml"],
    ),
    "an empty JSON file": ("web.json", b"", ["1:1 error empty : the file is empty"]),
    "an empty YAML file": ("web.yml", b"# nothing\n", ["1:1 error empty : the file is empty"]),
    "Latin-1": (
        "web.json",
        '{\n "a": "ä"}'.encode("latin-1"),
        ["2:8 error encoding : the file is not UTF-8 from here on [save it as UTF-8]"],
    ),
    "UTF-16 that ends in half a character": (
        "web.json",
        b"\xff\xfe{\0}",
        ["1:2 error encoding : the file is not UTF-16 from here on [save it as UTF-8]"],
    ),
    "UTF-16 without its mark": (
        "web.json",
        '{"family": "web"}'.encode("utf-16-le"),
        [
            (
                "1:2 error nul : a NUL character stands here, which no text holds "
                "[it looks like UTF-16 without a byte-order mark; save it as UTF-8]"
            )
        ],
    ),
    "UTF-32": (
        "web.json",
        "{}".encode("utf-32"),
        ["1:1 error encoding : the file is UTF-32, which is not read [save it as UTF-8]"],
    ),
    "a NUL byte": (
        "web.yaml",
        b"family: web\ncpu: '25\x006'\n",
        ["2:9 error nul : a NUL character stands here, which no text holds [the file may be no text at all]"],
    ),
    "a picture": (
        "web.json",
        b"\x89PNG\r\n\x1a\n\0\0",
        ["1:1 error encoding : the file is not UTF-8 from here on [save it as UTF-8]"],
    ),
    "a Git LFS pointer": (
        "web.json",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        ["1:1 error lfs-pointer : a Git LFS pointer stands here instead of the file [keep specs out of LFS]"],
    ),
    "a list": ("web.json", b"[]", ["1:1 error form : a spec is an object, but this file holds a list"]),
    "a text": ("web.yaml", b"hello\n", ["1:1 error form : a spec is an object, but this file holds text"]),
    "a null": ("web.json", b"null", ["1:1 error form : a spec is an object, but this file holds nothing"]),
    "a wrapper around nothing": (
        "web.json",
        b'{"taskDefinition": null}',
        ["1:20 error form /taskDefinition: `taskDefinition` must be an object, but is nothing"],
    ),
    "a duplicate key": (
        "web.JSON",
        b'{"a": 1,\n "a": 2}',
        [
            (
                "2:2 error duplicate-key : the key `a` stands twice; it first stands at line 1, column 2 "
                "[keep one of the two]"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_cannot_be_read_is_broken_and_says_why(case: str) -> None:
    path, content, wanted = BROKEN[case]
    found = load(content, path)
    assert isinstance(found, Broken)
    assert lines(found.findings) == wanted


def test_a_file_may_be_as_large_as_the_bound_and_no_larger() -> None:
    assert isinstance(load("{}  ", "a.json", Bounds(file_bytes=4)), Document)
    found = load("{}   ", "a.json", Bounds(file_bytes=4))
    assert lines(found.findings) == ["0:0 error size : the file has 5 bytes; at most 4 are read"]


@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
def test_a_byte_order_mark_is_read_and_told_and_counts_no_column(path: str) -> None:
    found = document(b'\xef\xbb\xbf{"family": "web", "cpu": 256}', path)
    assert short(found.findings) == ["1:1 info byte-order-mark", "1:26 warning R008"]
    assert definition(b'\xef\xbb\xbf{"family": "web"}', path) == {"family": "web"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("path", "text"), [("a.json", '{"family": "wéb"}'), ("a.yaml", "family: wéb\n")])
def test_what_powershell_writes_is_read_with_an_advice(encoding: str, path: str, text: str) -> None:
    content = ("\ufeff" + text).encode(encoding)
    assert definition(content, path) == {"family": "wéb"}
    assert lines(document(content, path).findings) == [
        (
            "1:1 info byte-order-mark : the file is UTF-16; it is read all the same [save it as UTF-8 without a byte-order "
            "mark; PowerShell does so with `-Encoding utf8NoBOM` (`Out-File`, `Set-Content`; version 6 and newer)]"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"family": "web", "cpu": "256"}',
        '{"taskDefinition": {"family": "web", "cpu": "256"}}',
        "family: web\ncpu: '256'\n",
        "taskDefinition:\n  family: web\n  cpu: '256'\n",
    ],
)
def test_native_and_wrapped_files_say_the_same_in_json_and_in_yaml(text: str) -> None:
    assert definition(text) == {"family": "web", "cpu": "256"}


def test_describe_output_is_cleaned_and_each_change_is_told() -> None:
    text = """{
  "taskDefinition": {
    "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
    "family": "web",
    "revision": 7,
    "cpu": 256,
    "memory": 512,
    "networkMode": "",
    "taskRoleArn": null,
    "containerDefinitions": [
      {"name": "app", "cpu": 0, "command": ["a", null], "options": {"x": null}}
    ]
  },
  "tags": [{"key": "team", "value": "payments"}],
  "failures": [],
  "ResponseMetadata": {}
}"""
    found = document(text, "web.json")
    assert isinstance(found.content, Native)
    assert found.content.definition == {
        "family": "web",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "cpu": 0, "command": ["a", None], "options": {}}],
        "tags": [{"key": "team", "value": "payments"}],
    }
    assert lines(found.findings) == [
        (
            "3:5 warning R007 /taskDefinitionArn: `taskDefinitionArn` is something that only DescribeTaskDefinition returns; "
            "it is left out [remove it from the file]"
        ),
        (
            "5:5 warning R007 /revision: `revision` is something that only DescribeTaskDefinition returns; it is left out "
            "[remove it from the file]"
        ),
        (
            "6:12 warning R008 /cpu: the task's `cpu` is the number 256 and is read as text; ECS takes text here "
            '[write "256"]'
        ),
        (
            "7:15 warning R008 /memory: the task's `memory` is the number 512 and is read as text; ECS takes text here "
            '[write "512"]'
        ),
        ("8:20 warning R009 /networkMode: `networkMode` is empty and is left out [remove the key, or give it a value]"),
        "9:20 warning null /taskRoleArn: `taskRoleArn` is null and is left out [remove the key, or give it a value]",
        (
            "11:74 warning null /containerDefinitions/0/options/x: `x` is null and is left out "
            "[remove the key, or give it a value]"
        ),
        "15:3 warning R007 /failures: `failures` is part of an answer of ECS; it is left out [remove it from the file]",
        (
            "16:3 warning R007 /ResponseMetadata: `ResponseMetadata` is part of an answer of ECS; it is left out "
            "[remove it from the file]"
        ),
    ]


def test_only_what_cannot_be_meant_otherwise_is_cleaned() -> None:
    text = """
cpu: 0.5
memory: true
networkMode: {}
requiresCompatibilities: [""]
containerDefinitions:
- cpu: "256"
  memory: "512"
  image: ""
"""
    found = document(text)
    assert found.findings == ()
    assert isinstance(found.content, Native)
    assert found.content.definition == {
        "cpu": "0.5",
        "memory": True,
        "networkMode": {},
        "requiresCompatibilities": [""],
        "containerDefinitions": [{"cpu": "256", "memory": "512", "image": ""}],
    }


def test_response_only_members_count_at_the_top_only() -> None:
    assert definition("containerDefinitions: [{status: x}]") == {"containerDefinitions": [{"status": "x"}]}


def test_what_stands_beside_a_wrapped_definition_must_be_part_of_an_answer() -> None:
    found = document('{"taskDefinition": {"tags": []}, "tags": [], "Tags": [], "family": "x"}', "a.json")
    assert lines(found.findings) == [
        (
            "1:21 error form /taskDefinition/tags: `tags` stand both beside `taskDefinition` and inside it "
            "[keep one of the two]"
        ),
        "1:46 error R006 /Tags: `Tags` cannot stand beside `taskDefinition` [did you mean `tags`?]",
        "1:58 error R006 /family: `family` cannot stand beside `taskDefinition` [known here: `tags`, `taskDefinition`]",
    ]


def test_places_of_values_keys_and_missing_members() -> None:
    found = document('{"taskDefinition":\n {"cpu":\n  "256", "a": [{"b": 1}]},\n "tags": [{"key": "k"}]}', "a.json")
    place = found.locate("/cpu")
    assert (str(place), place.pointer) == ("a.json:3:3", "/cpu")
    assert str(found.locate(KeyPointer("/cpu"))) == "a.json:2:3"
    assert type(found.locate(KeyPointer("/cpu")).pointer) is str
    assert str(found.locate("/tags/0/key")) == "a.json:4:19"
    missing = found.locate("/a/0/image/x")
    assert (str(missing), missing.pointer) == ("a.json:3:16", "/a/0/image/x")
    assert str(found.locate(KeyPointer("/a/0/image"))) == "a.json:3:16"


def test_marks_are_read_once_and_only_when_asked() -> None:
    found = document("family: web\n")
    assert found.marks() is found.marks()


noise = st.binary(max_size=60) | st.text("{}[]:,\"'abc\n -#&*!|>", max_size=60).map(str.encode)


@UNTIMED
@given(noise, st.sampled_from(["a.json", "a.yaml"]))
def test_whatever_a_file_holds_nothing_is_raised(content: bytes, path: str) -> None:
    found = load(content, path)
    assert isinstance(found, Document) or any(finding.is_error for finding in found.findings)


words = "taskDefinition tags family cpu containerDefinitions apiVersion kind metadata spec template overlays targets"
keys = st.sampled_from([*words.split(), "patch", "labels", "name", "suspend"])
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
trees = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=15)
heads: list[dict[str, object]] = [{}, {"apiVersion": "plumbrule.dev/v1", "kind": "TaskDefinition"}]


@UNTIMED
@given(st.dictionaries(keys, trees), st.sampled_from(heads))
def test_whatever_shape_a_document_has_nothing_is_raised(tree: dict[str, object], head: dict[str, object]) -> None:
    found = load(json.dumps({**tree, **head}), "a.json")
    assert isinstance(found, Document) or any(finding.is_error for finding in found.findings)
