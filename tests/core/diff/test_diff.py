from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.canon import CanonContext, canonical
from plumbrule.core.diff import apply, diff, diff_tags, pointer_of
from plumbrule.model.change import ABSENT, Change, Op

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree

HERE = CanonContext()


def task(*containers: Tree, **members: Tree) -> Object:
    return {"family": "web", "containerDefinitions": list(containers), **members}


def app(**members: Tree) -> Tree:
    return {"name": "app", "image": "app:1", **members}


def changes(git: Object, live: Object) -> tuple[Change, ...]:
    return diff(canonical(git, context=HERE), canonical(live, context=HERE), original=git)


def env(*pairs: tuple[str, str]) -> Tree:
    return [{"name": name, "value": value} for name, value in pairs]


def test_a_changed_value_is_told_with_both_values_and_its_place_in_git() -> None:
    git = task({"name": "log"}, app(environment=env(("A", "1"), ("LOG_LEVEL", "info"))))
    live = task(app(environment=env(("LOG_LEVEL", "debug"), ("A", "1"))), {"name": "log"})
    assert changes(git, live) == (
        Change(
            Op.REPLACE,
            "containerDefinitions[app].environment[LOG_LEVEL].value",
            "/containerDefinitions/1/environment/1/value",
            "info",
            "debug",
        ),
    )


def test_something_only_in_git_is_told_whole_once() -> None:
    git = task(app(healthCheck={"command": ["CMD", "true"], "interval": 10}))
    assert changes(git, task(app())) == (
        Change(
            Op.ADD,
            "containerDefinitions[app].healthCheck",
            "/containerDefinitions/0/healthCheck",
            {"command": ["CMD", "true"], "interval": 10},
            ABSENT,
        ),
    )


def test_an_element_only_live_has_the_pointer_behind_the_last_one() -> None:
    git = task(app(portMappings=[{"containerPort": 80}]))
    live = task(app(portMappings=[{"containerPort": 80}, {"containerPort": 22, "protocol": "tcp"}]), {"name": "debug"})
    assert [(change.op, change.path, change.pointer, change.live) for change in changes(git, live)] == [
        (
            Op.REMOVE,
            "containerDefinitions[app].portMappings[22/tcp]",
            "/containerDefinitions/0/portMappings/1",
            {"containerPort": 22},
        ),
        (Op.REMOVE, "containerDefinitions[debug]", "/containerDefinitions/1", {"name": "debug"}),
    ]


def test_a_default_that_live_left_is_told_at_the_place_where_git_is_silent() -> None:
    (change,) = changes(task(app()), task(app(essential=False)))
    assert (change.op, change.pointer, change.git, change.live) == (
        Op.REMOVE,
        "/containerDefinitions/0/essential",
        ABSENT,
        False,
    )


def test_an_ordered_list_is_one_change() -> None:
    (change,) = changes(task(app(command=["a", "b", "c"])), task(app(command=["a", "c", "b", "d"])))
    assert (change.op, change.path) == (Op.REPLACE, "containerDefinitions[app].command")
    assert (change.git, change.live) == (["a", "b", "c"], ["a", "c", "b", "d"])


def test_map_keys_that_are_no_words_stand_in_quotes_and_escaped_in_the_pointer() -> None:
    git = task(app(dockerLabels={"com.example/x": "1", "plain": "1"}))
    live = task(app(dockerLabels={"com.example/x": "2", "plain": "2"}))
    assert [(change.path, change.pointer) for change in changes(git, live)] == [
        ("containerDefinitions[app].dockerLabels.plain", "/containerDefinitions/0/dockerLabels/plain"),
        (
            'containerDefinitions[app].dockerLabels["com.example/x"]',
            "/containerDefinitions/0/dockerLabels/com.example~1x",
        ),
    ]


def test_a_list_that_only_one_side_could_key_is_one_change() -> None:
    git = task(app(environment=env(("A", "1"), ("A", "2"))))
    live = task(app(environment=env(("A", "2"))))
    (change,) = changes(git, live)
    assert (change.op, change.path) == (Op.REPLACE, "containerDefinitions[app].environment")
    assert apply((change,), canonical(live, context=HERE)) == canonical(git, context=HERE)


def test_lists_that_neither_side_could_key_are_compared_in_order() -> None:
    twice = env(("A", "1"), ("A", "2"))
    assert changes(task(app(environment=twice)), task(app(environment=twice))) == ()
    (change,) = changes(task(app(environment=twice)), task(app(environment=env(("A", "2"), ("A", "1")))))
    assert change.path == "containerDefinitions[app].environment"


@pytest.mark.parametrize(("git", "live"), [(True, 1), (1, 1.0), ("1", 1), ([True], [1]), ({}, "")])
def test_values_of_different_types_differ(git: Tree, live: Tree) -> None:
    (change,) = diff({"invented": git}, {"invented": live}, original={"invented": git})
    assert (change.op, change.path) == (Op.REPLACE, "invented")


@pytest.mark.parametrize(
    ("git", "live", "secret"),
    [
        (env(("DB_PASSWORD", "one")), env(("DB_PASSWORD", "two")), True),
        (env(("DB_PASSWORD", "one")), [], True),
        ([], env(("DB_PASSWORD", "one")), True),
        (env(("A", "AKIA" + "A" * 16)), env(("A", "x")), True),
        (env(("A", "x")), env(("A", "AKIA" + "A" * 16)), True),
        (env(("LOG_LEVEL", "info")), env(("LOG_LEVEL", "debug")), False),
    ],
)
def test_a_change_that_must_not_be_shown_says_so(git: Tree, live: Tree, secret: bool) -> None:  # noqa: FBT001 - a table's column
    (change,) = changes(task(app(environment=git)), task(app(environment=live)))
    assert change.secret is secret


def test_a_container_with_a_secret_in_it_is_a_secret_change() -> None:
    (change,) = changes(task(), task(app(environment=env(("DB_PASSWORD", "hunter2")))))
    assert change.secret
    assert "hunter2" not in repr(change)


def test_a_change_of_another_definition_cannot_be_made() -> None:
    (change,) = changes(task(app(user="1")), task(app()))
    with pytest.raises(KeyError):
        apply((change,), {"family": "web"})
    with pytest.raises(KeyError):
        apply((change,), {"containerDefinitions": "odd"})


def test_making_changes_leaves_the_argument_alone() -> None:
    git, live = task(app(user="1", image="app:2")), canonical(task(app()), context=HERE)
    before = canonical(task(app()), context=HERE)
    apply(changes(git, task(app())), live)
    assert live == before


def test_pointers_walk_authored_lists_as_they_stand() -> None:
    original = task(
        app(portMappings=[{"containerPort": 53, "protocol": "udp"}, {"containerPort": 53, "protocol": None}])
    )
    path = "containerDefinitions[app].portMappings"
    assert pointer_of(f"{path}[53/tcp].hostPort", original) == "/containerDefinitions/0/portMappings/1/hostPort"
    assert pointer_of(f"{path}[1/tcp]", original) == "/containerDefinitions/0/portMappings/2"
    assert pointer_of("volumes[a].host", original) == "/volumes/0/host"


def test_tags_differ_by_key_in_both_directions() -> None:
    original: Object = {
        "tags": [{"key": "team", "value": "a"}, {"key": "cost", "value": "1"}, {"key": "new", "value": "n"}]
    }
    git, live = {"team": "a", "cost": "1", "new": "n"}, {"team": "a", "cost": "2", "odd one": "o"}
    assert diff_tags(git, live, original=original) == (
        Change(Op.REMOVE, 'tags["odd one"]', "/tags/3", ABSENT, "o"),
        Change(Op.REPLACE, "tags[cost]", "/tags/1/value", "1", "2"),
        Change(Op.ADD, "tags[new]", "/tags/2", "n", ABSENT),
    )


def test_tags_with_secrets_say_so() -> None:
    (change,) = diff_tags({"api-key": "x"}, {}, original={})
    assert change.secret
