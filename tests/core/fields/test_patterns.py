from __future__ import annotations

import pytest

from plumbrule.core.fields import EVERY, FIELDS, UnfitPath, list_key, owned_pattern_of, pattern_of

MEANT = {
    "cpu": ("cpu",),
    "containerDefinitions[app].image": ("containerDefinitions", "app", "image"),
    "containerDefinitions[*].image": ("containerDefinitions", EVERY, "image"),
    'containerDefinitions["*"].image': ("containerDefinitions", "*", "image"),
    "containerDefinitions[app]": ("containerDefinitions", "app"),
    "containerDefinitions[app].environment[BUILD].value": (
        "containerDefinitions",
        "app",
        "environment",
        "BUILD",
        "value",
    ),
    "containerDefinitions[app].portMappings[80/tcp].hostPort": (
        "containerDefinitions",
        "app",
        "portMappings",
        "80/tcp",
        "hostPort",
    ),
    'containerDefinitions[app].dockerLabels["com.example/x"]': (
        "containerDefinitions",
        "app",
        "dockerLabels",
        "com.example/x",
    ),
    "containerDefinitions[app].command": ("containerDefinitions", "app", "command"),
}
UNFIT = {
    "": "is empty",
    "x" * 513: "has 513 characters; at most 512 are read",
    ".cpu": "is not understood",
    "cpu..memory": "is not understood",
    'containerDefinitions["\\x"].image': "is not understood",
    "cpuu": "names `cpuu`, which a task definition does not have",
    "containerDefinitions[*].imgae": "names `imgae`, which `containerDefinitions` does not have",
    "cpu.units": "names `units`, which `cpu` does not have",
    "containerDefinitions.image": "leads into the list `containerDefinitions` without saying which element",
    "containerDefinitions[app].command[0]": "leads into the list `command`, whose elements have no names",
    "containerDefinitions[app].dockerLabels[*]": "has `[*]` where there is no list of named elements",
    "containerDefinitions[app].name": "names `name`, by which the elements of the list are told apart",
    "containerDefinitions": "means every container whole, so nothing would be left to hold",
    "containerDefinitions[*]": "means every container whole, so nothing would be left to hold",
    "family": "is what says which family this is about",
    "tags[team]": "is about tags, which are compared apart from the content",
}


@pytest.mark.parametrize("path", MEANT)
def test_a_path_is_read_as_steps(path: str) -> None:
    assert pattern_of(path) == owned_pattern_of(path) == MEANT[path]


@pytest.mark.parametrize("path", UNFIT)
def test_a_path_that_cannot_be_meant_says_why(path: str) -> None:
    with pytest.raises(UnfitPath) as told:
        pattern_of(path)
    assert told.value.message == UNFIT[path]


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(UnfitPath) as told:
        pattern_of("containerDefinitions[app].imgae")
    assert told.value.hint == "did you mean `image`?"


@pytest.mark.parametrize("path", ["networkMode", "requiresCompatibilities"])
def test_what_decides_about_others_may_be_ignored_but_not_owned(path: str) -> None:
    assert pattern_of(path) == (path,)
    with pytest.raises(UnfitPath, match="depends on it"):
        owned_pattern_of(path)


def test_every_path_of_the_table_can_be_named_but_for_family_tags_keys_and_items_without_names() -> None:
    refused = {path for path in FIELDS if not is_fit(path.replace("[]", "[x]").replace("{}", ".x"))}
    keys = {f"{path}[].{member}" for path in FIELDS for member in list_key(path)}
    others = {path for path in FIELDS if path in {"family", "containerDefinitions"} or path.startswith("tags")}
    nameless = {path for path in FIELDS if path.startswith("containerDefinitions[].environmentFiles[]")}
    assert refused == others | keys | nameless


def is_fit(path: str) -> bool:
    try:
        return bool(pattern_of(path))
    except UnfitPath:
        return False
