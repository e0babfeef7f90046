from __future__ import annotations

import pytest

from plumbrule.core.decide.hazards import hazards_of, repository_of
from plumbrule.core.fields import FIELDS
from plumbrule.model.change import ABSENT, Change, Op
from plumbrule.model.permits import Hazard
from plumbrule.model.risk import Grade, Risk
from plumbrule.model.state import State

APP = "containerDefinitions[app]"


def change(path: str, op: Op = Op.REPLACE, git: object = "new", live: object = "old") -> Change:
    sides = {Op.ADD: (git, ABSENT), Op.REMOVE: (ABSENT, live), Op.REPLACE: (git, live)}[op]
    return Change(op, path, "", *sides)  # type: ignore[arg-type]


def risks(state: State, *changes: Change) -> list[Risk]:
    return [one.risk for one in hazards_of(state, changes)]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(
            change(f"{APP}.image", git="r/a:2", live="r/a:1"), [Risk.IMAGE], id="another tag is only another image"
        ),
        pytest.param(
            change(f"{APP}.image", git="r/b:1", live="r/a:1"), [Risk.REPOSITORY], id="another repository is graver"
        ),
        pytest.param(
            change(f"{APP}.image", git="x:5000/a:1", live="x:5001/a:1"), [Risk.REPOSITORY], id="a port is no tag"
        ),
        pytest.param(change(f"{APP}.user"), [Risk.USER], id="the user"),
        pytest.param(change(f"{APP}.environment[A].value"), [Risk.ENVIRONMENT], id="a variable's value"),
        pytest.param(
            change(f"{APP}.environment[A]", Op.REMOVE), [Risk.REMOVAL, Risk.ENVIRONMENT], id="a variable that goes"
        ),
        pytest.param(change("containerDefinitions[new]", Op.ADD), [Risk.CONTAINER], id="a container that comes"),
        pytest.param(
            change("containerDefinitions[old]", Op.REMOVE), [Risk.REMOVAL, Risk.CONTAINER], id="a container that goes"
        ),
        pytest.param(
            change(f"{APP}.logConfiguration", Op.REMOVE, live={"logDriver": "awslogs"}),
            [Risk.LOGGING_REMOVED, Risk.LOGGING],
            id="logging that goes",
        ),
        pytest.param(change("taskRoleArn"), [Risk.ROLES], id="a role"),
        pytest.param(change(f"{APP}.secrets[A].valueFrom"), [Risk.SECRETS], id="a secret"),
        pytest.param(change("inventedTomorrow"), [Risk.UNKNOWN], id="a field that has no row ranks highest"),
        pytest.param(change(f"{APP}.versionConsistency"), [Risk.REPOSITORY], id="pinning is no matter of a tag"),
    ],
)
def test_a_change_is_of_the_class(found: Change, wanted: list[Risk]) -> None:
    assert risks(State.SPEC_AHEAD, found) == wanted


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (State.MISSING, [Risk.CREATION]),
        (State.SPEC_AHEAD, []),
        (State.UNEXPLAINED, []),
        (State.UNADOPTED, [Risk.OVERWRITE]),
        (State.OUT_OF_BAND, [Risk.OVERWRITE]),
        (State.DIVERGED, [Risk.OVERWRITE]),
        (State.WITHDRAWN, [Risk.OVERWRITE]),
    ],
)
def test_a_plan_as_a_whole_is_of_the_class(state: State, wanted: list[Risk]) -> None:
    assert risks(state) == wanted


def test_the_worst_comes_first_and_each_only_once() -> None:
    image = change(f"{APP}.image", git="r/a:2", live="r/a:1")
    found = hazards_of(State.DIVERGED, [image, change(f"{APP}.user"), image])
    assert found == (
        Hazard(Risk.OVERWRITE),
        Hazard(Risk.USER, f"{APP}.user"),
        Hazard(Risk.IMAGE, f"{APP}.image"),
    )
    assert [str(one) for one in found] == ["overwrite", f"user ({APP}.user)", f"image ({APP}.image)"]


@pytest.mark.parametrize(
    ("image", "repository"),
    [
        ("nginx", "nginx"),
        ("nginx:1.27", "nginx"),
        ("nginx@sha256:abc", "nginx"),
        ("r.example.com:5000/team/app:1@sha256:abc", "r.example.com:5000/team/app"),
        ("r.example.com:5000/team/app", "r.example.com:5000/team/app"),
    ],
)
def test_a_repository_is_an_image_without_tag_and_digest(image: str, repository: str) -> None:
    assert repository_of(image) == repository


HIGH = {
    Risk.REPOSITORY,
    Risk.COMMAND,
    Risk.CONTAINER,
    Risk.PORTS,
    Risk.VOLUMES,
    Risk.NETWORK,
    Risk.SECRETS,
    Risk.USER,
    Risk.ROLES,
    Risk.PRIVILEGES,
    Risk.LOGGING_REMOVED,
    Risk.REMOVAL,
    Risk.FAMILY,
    Risk.CREATION,
    Risk.OVERWRITE,
    Risk.UNKNOWN,
}


def test_the_high_classes_are_those_that_may_break_what_runs_or_who_may_see_it() -> None:
    assert {risk for risk in Risk if risk.grade is Grade.HIGH} == HIGH
    assert max(Risk, key=lambda risk: risk.rank) is Risk.UNKNOWN


def test_only_an_image_s_own_path_may_be_of_the_class_that_goes_by_itself() -> None:
    assert [fact.path for fact in FIELDS.values() if fact.risk is Risk.IMAGE] == ["containerDefinitions[].image"]
