from __future__ import annotations

import pytest

from plumbrule.core.canon import carried_over
from plumbrule.core.canon.parts import with_parts_of, without
from plumbrule.core.fields import pattern_of

INIT = "containerDefinitions[*].linuxParameters.initProcessEnabled"
BUILD = "containerDefinitions[app].environment[BUILD]"


def app(**members: object) -> dict[str, object]:
    """A canonical definition with one container."""
    return {"containerDefinitions": {"app": {"name": "app", **members}}}


def twice(image: str) -> dict[str, object]:
    """A definition whose containers cannot be told apart."""
    return {"containerDefinitions": [{"name": "app", "image": image}, {"name": "app", "image": image, "cpu": 5}]}


CUT = {
    "a leaf": ("containerDefinitions[app].image", app(image="a", cpu=5), app(cpu=5)),
    "the last of an object": (INIT, app(linuxParameters={"initProcessEnabled": True}), app()),
    "one of an object": (
        INIT,
        app(linuxParameters={"initProcessEnabled": True, "swappiness": 5}),
        app(linuxParameters={"swappiness": 5}),
    ),
    "the last element": (BUILD, app(environment={"BUILD": {"name": "BUILD", "value": "7"}}), app()),
    "the only member of an element but its key": (
        f"{BUILD}.value",
        app(environment={"BUILD": {"name": "BUILD", "value": "7"}}),
        app(environment={"BUILD": {"name": "BUILD"}}),
    ),
    "nothing that is there": ("containerDefinitions[web].image", app(image="a"), app(image="a")),
    "in elements that cannot be told apart": (
        "containerDefinitions[app].image",
        twice("a"),
        {"containerDefinitions": [{"name": "app"}, {"name": "app", "cpu": 5}]},
    ),
    "no element that cannot be told apart": ("containerDefinitions[app]", twice("a"), twice("a")),
    "nothing in another element": ("containerDefinitions[web].image", twice("a"), twice("a")),
}


@pytest.mark.parametrize("case", CUT)
def test_what_is_cut_out(case: str) -> None:
    path, tree, wanted = CUT[case]
    assert without(tree, [pattern_of(path)]) == wanted  # type: ignore[arg-type]  # canonical trees


TAKEN = {
    "a leaf that differs": ("cpu", {"cpu": "256"}, {"cpu": "512"}, {"cpu": "256"}),
    "a leaf that Git lacks": ("cpu", {}, {"cpu": "512"}, {}),
    "the last of an object that Git lacks": (INIT, app(), app(linuxParameters={"initProcessEnabled": True}), app()),
    "an object that is not live": (
        INIT,
        app(linuxParameters={"initProcessEnabled": True, "swappiness": 5}),
        app(),
        app(linuxParameters={"initProcessEnabled": True}),
    ),
    "an element that only Git has": (
        BUILD,
        app(environment={"BUILD": {"name": "BUILD", "value": "7"}}),
        app(),
        app(environment={"BUILD": {"name": "BUILD", "value": "7"}}),
    ),
    "a leaf of an element that is not live": (
        "containerDefinitions[*].image",
        {"containerDefinitions": {"app": {"name": "app", "image": "a"}, "new": {"name": "new", "image": "n"}}},
        app(image="b"),
        app(image="a"),
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_a_side_looks_like_where_no_difference_counts(case: str) -> None:
    path, git, live, wanted = TAKEN[case]
    assert with_parts_of(git, live, [pattern_of(path)]) == wanted  # type: ignore[arg-type]  # canonical trees


CARRIED = {
    "a value": ("cpu", {"cpu": "256"}, {"cpu": "512"}, {"cpu": "512"}),
    "nothing": ("cpu", {"cpu": "256"}, {}, {"cpu": "256"}),
    "an empty list": ("volumes", {"volumes": [{"name": "a"}]}, {"volumes": []}, {"volumes": [{"name": "a"}]}),
    "false": ("enableFaultInjection", {"enableFaultInjection": True}, {"enableFaultInjection": False}, None),
    "into an object that Git lacks": (
        INIT,
        {"containerDefinitions": [{"name": "app"}]},
        {"containerDefinitions": [{"name": "app", "linuxParameters": {"initProcessEnabled": True, "tmpfs": []}}]},
        {"containerDefinitions": [{"name": "app", "linuxParameters": {"initProcessEnabled": True}}]},
    ),
    "an element that Git lacks, only when it is meant": (
        BUILD,
        {"containerDefinitions": [{"name": "app"}]},
        {"containerDefinitions": [{"name": "app", "environment": [{"name": "BUILD", "value": "7"}]}, {"name": "x"}]},
        {"containerDefinitions": [{"name": "app", "environment": [{"name": "BUILD", "value": "7"}]}]},
    ),
    "whatever the order": (
        "containerDefinitions[*].image",
        {"containerDefinitions": [{"name": "b", "image": "1"}, {"name": "a", "image": "2"}]},
        {"containerDefinitions": [{"name": "a", "image": "A"}, {"name": "b", "image": "B"}]},
        {"containerDefinitions": [{"name": "b", "image": "B"}, {"name": "a", "image": "A"}]},
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_what_is_carried_over(case: str) -> None:
    path, git, live, wanted = CARRIED[case]
    assert carried_over(git, live, [pattern_of(path)]) == (live if wanted is None else wanted)  # type: ignore[arg-type]
