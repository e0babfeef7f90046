"""The API shape is botocore's own, whole, quick, and without a network."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import Loader

from plumbrule.edge.aws.shape import api_shape, shape_from
from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole

if TYPE_CHECKING:
    from plumbrule.model.shape import Shape


def at(path: str) -> Shape:
    """The shape at a dotted path; `[]` is an item and `{}` a map's value."""
    shape: Shape = api_shape().request
    for step in path.replace("[]", ".[]").replace("{}", ".{}").split("."):
        match shape:
            case Structure(members):
                shape = members[step]
            case Listed(inner) | Mapped(inner):
                shape = inner
            case _:
                raise AssertionError(f"{path} ends before {step}")
    return shape


def paths(shape: Shape, path: str = "") -> list[str]:
    match shape:
        case Structure(members):
            found = [p for name, inner in members.items() for p in paths(inner, f"{path}.{name}".lstrip("."))]
        case Listed(item):
            found = paths(item, f"{path}[]")
        case Mapped(value):
            found = paths(value, path + "{}")
        case _:
            found = []
    return [path, *found]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("family", Text()),
        ("cpu", Text()),
        ("containerDefinitions[].cpu", Whole()),
        ("containerDefinitions[].essential", Truth()),
        ("containerDefinitions[].command", Listed(Text())),
        ("containerDefinitions[].dockerLabels", Mapped(Text())),
        ("containerDefinitions[].portMappings[].protocol", Text(("tcp", "udp"))),
        ("containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps.maxComputePercent", Whole(1, 100)),
    ],
)
def test_a_field_has_the_kind_that_the_api_gives_it(path: str, wanted: Shape) -> None:
    assert at(path) == wanted


def test_required_members_are_known_at_the_top_and_below() -> None:
    below = at("containerDefinitions[].secrets[]")
    assert isinstance(below, Structure)
    assert api_shape().request.required == {"family", "containerDefinitions"}
    assert below.required == {"name", "valueFrom"}


def test_members_that_only_describe_returns_are_told_apart() -> None:
    assert api_shape().response_only == {
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
        "deleteRequestedAt",
    }


def test_the_whole_surface_is_there() -> None:
    found = paths(api_shape().request)
    assert len(found) == len(set(found))
    assert len(found) > 200


def test_a_shape_that_holds_itself_comes_to_an_end() -> None:
    shapes = {
        "RegisterTaskDefinitionRequest": {"type": "structure", "members": {"tree": {"shape": "Tree"}}},
        "TaskDefinition": {"type": "structure", "members": {"revision": {"shape": "Size"}}},
        "Tree": {"type": "structure", "members": {"trees": {"shape": "Trees"}, "size": {"shape": "Size"}}},
        "Trees": {"type": "list", "member": {"shape": "Tree"}},
        "Size": {"type": "long", "min": 1},
    }
    tree = shape_from(shapes).request.members["tree"]
    assert isinstance(tree, Structure)
    trees = tree.members["trees"]
    assert isinstance(trees, Listed)
    assert trees.item is tree
    assert tree.members["size"] == Whole(1, None)


def test_a_kind_of_shape_that_is_new_to_us_is_named() -> None:
    shapes = {
        "RegisterTaskDefinitionRequest": {"type": "structure", "members": {"at": {"shape": "Moment"}}},
        "TaskDefinition": {"type": "structure", "members": {}},
        "Moment": {"type": "timestamp"},
    }
    with pytest.raises(NotImplementedError, match="Moment has a type that is new to us: timestamp"):
        shape_from(shapes)


def test_the_model_is_the_one_that_botocore_would_load() -> None:
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    assert shape_from(loader.load_service_model("ecs", "service-2")["shapes"]) == api_shape()


def test_it_needs_no_boto3_and_no_home_folder(tmp_path: object) -> None:
    script = (
        "import sys; from plumbrule.edge.aws.shape import api_shape; api_shape();"
        "print([m for m in ('boto3', 'botocore', 'urllib3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.strip() == "[]"
