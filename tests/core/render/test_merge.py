# ruff: noqa: E501 - sentences that are compared stand in one line
"""Overlays: objects merge, null removes, keyed lists merge by key, all other lists are replaced."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.render.graft import harvested, origin_of, planted
from plumbrule.core.render.merge import merged
from plumbrule.core.render.remarks import Remarks
from plumbrule.model.document import KeyPointer
from plumbrule.model.place import Place
from tests.core.load.files import UNTIMED

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree

APP: Tree = {"name": "app", "image": "a:1", "command": ["x", "y"], "environment": [{"name": "A", "value": "1"}]}
BASE: Object = {
    "cpu": "256",
    "memory": "512",
    "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
    "requiresCompatibilities": ["FARGATE"],
    "containerDefinitions": [APP, {"name": "side", "image": "s:1", "portMappings": [{"containerPort": 80}]}],
}
CASES: dict[str, tuple[str, Tree, str, Tree]] = {
    "a member is replaced": ("/cpu", "512", "/cpu", "512"),
    "a member is added": ("/pidMode", "task", "/pidMode", "task"),
    "null removes a member": ("/memory", None, "/memory", ...),  # type: ignore[dict-item]
    "null removes what is not there": ("/pidMode", None, "/pidMode", ...),  # type: ignore[dict-item]
    "an object merges member by member": (
        "/runtimePlatform",
        {"cpuArchitecture": "X86_64"},
        "/runtimePlatform",
        {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
    ),
    "an object gives way to another kind of value": ("/runtimePlatform", "x", "/runtimePlatform", "x"),
    "an added object keeps no nulls": (
        "/ephemeralStorage",
        {"a": None, "b": [{"c": None}]},
        "/ephemeralStorage",
        {"b": [{}]},
    ),
    "a list that is not keyed is replaced": (
        "/requiresCompatibilities",
        ["EC2"],
        "/requiresCompatibilities",
        ["EC2"],
    ),
    "an element is found by its key and an ordered list in it replaced": (
        "/containerDefinitions",
        [{"name": "app", "command": ["z"]}],
        "/containerDefinitions/0",
        {"name": "app", "image": "a:1", "command": ["z"], "environment": [{"name": "A", "value": "1"}]},
    ),
    "a keyed list inside an element merges too, and new elements come last": (
        "/containerDefinitions",
        [{"name": "app", "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "3"}]}],
        "/containerDefinitions/0/environment",
        [{"name": "A", "value": "3"}, {"name": "B", "value": "2"}],
    ),
    "an element is deleted": (
        "/containerDefinitions",
        [{"name": "app", "$patch": "delete"}],
        "/containerDefinitions",
        [{"name": "side", "image": "s:1", "portMappings": [{"containerPort": 80}]}],
    ),
    "a port is the same with its default protocol written out": (
        "/containerDefinitions",
        [{"name": "side", "portMappings": [{"containerPort": 80, "protocol": "tcp", "hostPort": 80}]}],
        "/containerDefinitions/1/portMappings",
        [{"containerPort": 80, "protocol": "tcp", "hostPort": 80}],
    ),
    "the same port over udp is another element": (
        "/containerDefinitions",
        [{"name": "side", "portMappings": [{"containerPort": 80, "protocol": "udp"}]}],
        "/containerDefinitions/1/portMappings",
        [{"containerPort": 80}, {"containerPort": 80, "protocol": "udp"}],
    ),
    "a keyed list is added whole": ("/volumes", [{"name": "v", "host": None}], "/volumes", [{"name": "v"}]),
    "a keyed list without keys is added as it is, for the shape rules to judge": (
        "/volumes",
        [{"host": {}}],
        "/volumes",
        [{"host": {}}],
    ),
}


def apply(patch: Tree, base: Object = BASE) -> tuple[Tree, list[str]]:
    remarks = Remarks(lambda pointer: Place("web.yaml", pointer=pointer))
    root = merged(planted(base, "/t"), planted(patch, "/p"), remarks)
    return harvested(root), [f"{f.severity} {f.rule} {f.pointer}: {f.message}" for f in remarks.findings]


def at(tree: Tree, pointer: str) -> object:
    for token in pointer.split("/")[1:]:
        if isinstance(tree, dict):
            if token not in tree:
                return ...
            tree = tree[token]
        elif isinstance(tree, list):
            tree = tree[int(token)]
    return tree


@pytest.mark.parametrize("case", CASES)
def test_a_patch_is_merged(case: str) -> None:
    where, patch, looked_at, wanted = CASES[case]
    before = deepcopy(BASE)
    found, said = apply({where[1:]: patch})
    assert at(found, looked_at) == wanted
    assert said == []
    assert before == BASE


REFUSED = {
    "an element of a patch without its key": (
        {"containerDefinitions": [{"image": "x"}]},
        "error overlay /p/containerDefinitions/0: an element lacks its `name`, so the overlay cannot say which element it means",
    ),
    "two elements of a patch with one key": (
        {"containerDefinitions": [{"name": "a"}, {"name": "a"}]},
        (
            "error overlay /p/containerDefinitions/1: an element has the `name` of another, so the overlay cannot say which "
            "element it means"
        ),
    ),
    "a null in a keyed list": (
        {"containerDefinitions": [None]},
        "error overlay /p/containerDefinitions/0: an element lacks its `name`, so the overlay cannot say which element it means",
    ),
    "a deletion of what is not there": (
        {"containerDefinitions": [{"name": "gone", "$patch": "delete"}]},
        "warning overlay /p/containerDefinitions/0: the overlay removes `gone`, which is not there",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_patch_that_cannot_be_merged_changes_nothing_and_is_told(case: str) -> None:
    patch, wanted = REFUSED[case]
    found, said = apply(patch)  # type: ignore[arg-type]
    assert (found, said) == (BASE, [wanted])


def test_elements_of_the_template_that_cannot_be_told_apart_are_told_too() -> None:
    base: Object = {"volumes": [{"name": "v"}, {"name": "v"}]}
    found, said = apply({"volumes": [{"name": "v", "host": {}}]}, base)
    assert found == base
    assert [line.split(":")[0] for line in said] == ["error overlay /t/volumes/1"]


def test_every_value_can_be_traced_to_the_file_through_merges_and_deletions() -> None:
    remarks = Remarks(lambda pointer: Place("web.yaml", pointer=pointer))
    patch: Tree = {
        "cpu": "512",
        "containerDefinitions": [
            {"name": "app", "$patch": "delete"},
            {"name": "side", "image": "s:2"},
            {"name": "new", "image": "n:1"},
        ],
    }
    root = merged(planted(BASE, "/t"), planted(patch, "/p"), remarks)
    traced = {
        "/cpu": "/p/cpu",
        "/memory": "/t/memory",
        "/containerDefinitions/0": "/t/containerDefinitions/1",
        "/containerDefinitions/0/image": "/p/containerDefinitions/1/image",
        "/containerDefinitions/0/portMappings/0/containerPort": "/t/containerDefinitions/1/portMappings/0/containerPort",
        "/containerDefinitions/1/image": "/p/containerDefinitions/2/image",
        "/containerDefinitions/1/command/0": "/p/containerDefinitions/2/command/0",
        "/containerDefinitions/9/x~1y": "/t/containerDefinitions/9/x~1y",
        "": "/t",
    }
    assert {pointer: origin_of(root, pointer) for pointer in traced} == traced
    assert type(origin_of(root, KeyPointer("/cpu"))) is KeyPointer


names = st.sampled_from(["cpu", "tags", "containerDefinitions", "name", "value", "key", "environment", "$patch"])
trees = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["a", "b", "delete"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=12,
)


@UNTIMED
@given(st.dictionaries(names, trees), st.dictionaries(names, trees))
def test_whatever_is_merged_the_arguments_stay_and_every_leaf_has_an_origin(base: Object, patch: Object) -> None:
    before = json.dumps([base, patch])
    remarks = Remarks(lambda pointer: Place("web.yaml", pointer=pointer))
    root = merged(planted(base, "/t"), planted(patch, "/p"), remarks)
    assert json.dumps([base, patch]) == before
    assert harvested(merged(planted(base, "/t"), planted({}, "/p"), remarks)) == base
    assert origin_of(root, "/cpu").startswith(("/t", "/p"))


@UNTIMED
@given(st.dictionaries(names, trees))
def test_a_patch_of_nulls_removes_everything(base: Object) -> None:
    assert apply(dict.fromkeys(base), base)[0] == {}
