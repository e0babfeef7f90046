from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import plumbrule
from plumbrule.api import Comparison, compare
from tests.core.validate.manifests import NO_STATUS, manifest

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

GIT: dict[str, Any] = {
    "family": "web",
    "taskRoleArn": "app",
    "containerDefinitions": [{"name": "app", "image": "app:1"}],
}
LIVE: dict[str, Any] = {
    "family": "web",
    "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:3",
    "revision": 3,
    "taskRoleArn": "arn:aws:iam::123456789012:role/app",
    "containerDefinitions": [{"name": "app", "image": "app:1", "essential": True, "cpu": 0, "environment": []}],
    "volumes": [],
}
WITHOUT_ARN = {name: value for name, value in LIVE.items() if name != "taskDefinitionArn"}


def paths(comparison: Comparison) -> list[str]:
    return [change.path for change in comparison.changes]


def test_the_package_offers_compare() -> None:
    assert plumbrule.compare is compare


@pytest.mark.parametrize("desired", [GIT, {"taskDefinition": GIT}, LIVE, {"taskDefinition": LIVE, "tags": []}])
@pytest.mark.parametrize("observed", [LIVE, {"taskDefinition": LIVE}])
def test_every_form_of_both_sides_is_understood(desired: Object, observed: Object) -> None:
    assert compare(desired, observed).equal


def test_a_difference_has_a_path_and_a_pointer() -> None:
    found = compare({**GIT, "containerDefinitions": [{"name": "app", "image": "app:2"}]}, LIVE)
    assert not found.equal
    (change,) = found.changes
    assert (change.path, change.pointer) == ("containerDefinitions[app].image", "/containerDefinitions/0/image")
    assert (change.git, change.live) == ("app:2", "app:1")


def test_without_an_arn_the_context_tells_the_account_and_its_region_the_partition() -> None:
    china = {**WITHOUT_ARN, "taskRoleArn": "arn:aws-cn:iam::123456789012:role/app"}
    assert paths(compare(GIT, WITHOUT_ARN)) == ["taskRoleArn"]
    assert compare(GIT, WITHOUT_ARN, context={"account_id": "123456789012"}).equal
    assert compare(GIT, china, context={"account_id": "123456789012", "region": "cn-north-1"}).equal
    assert compare(GIT, china, context={"account_id": "123456789012", "partition": "aws-cn"}).equal


def test_the_observed_arn_is_believed_before_the_context() -> None:
    assert compare(GIT, LIVE, context={"account_id": "999999999999", "partition": "aws-cn"}).equal


def test_tags_are_compared_when_the_answer_has_them() -> None:
    desired = {**GIT, "tags": [{"key": "team", "value": "a"}, {"key": "cost", "value": "1"}]}
    live_tags = [
        {"key": "cost", "value": "2"},
        {"key": "plumbrule:plan", "value": "x"},
        {"key": "by-hand", "value": "y"},
    ]
    found = compare(desired, {"taskDefinition": LIVE, "tags": live_tags})
    assert [(change.path, change.pointer) for change in found.changes] == [
        ("tags[cost]", "/tags/1/value"),
        ("tags[team]", "/tags/0"),
    ]
    assert compare(desired, {"taskDefinition": LIVE}).equal
    assert compare(desired, LIVE).equal


def test_changes_are_sorted_by_path_tags_included() -> None:
    desired = {**GIT, "tags": [{"key": "team", "value": "a"}], "volumes": [{"name": "a"}], "cpu": "256"}
    found = compare(desired, {"taskDefinition": LIVE, "tags": []})
    assert paths(found) == ["cpu", "tags[team]", "volumes"]


@pytest.mark.parametrize(("desired", "observed"), [([], LIVE), (GIT, None)])
def test_what_is_no_object_is_refused_with_a_sentence(desired: Any, observed: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(ValueError, match="not an object"):
        compare(desired, observed)


def test_an_unknown_key_of_the_context_is_refused() -> None:
    with pytest.raises(ValueError, match="account_id, partition and region"):
        compare(GIT, LIVE, context={"account": "123456789012"})


def test_an_arn_that_is_none_is_not_believed() -> None:
    assert paths(compare(GIT, {**LIVE, "taskDefinitionArn": "web:3"})) == ["taskRoleArn"]


@pytest.mark.parametrize(
    ("annotations", "counted"),
    [
        pytest.param({}, {"R259": "warning"}, id="without one"),
        pytest.param({"plumbrule.dev/rule.R259": "error: why"}, {"R259": "error"}, id="one that raises"),
        pytest.param({"plumbrule.dev/rule.R259": "off: why"}, {}, id="one that switches off"),
        pytest.param(
            {"plumbrule.dev/rule.R259": "off until 2026-01-01: why"},
            {"R259": "warning", "waiver-expired": "warning"},
            id="one that has expired by the machine's own clock",
        ),
    ],
)
def test_a_manifests_annotations_count_in_validate(annotations: dict[str, str], counted: dict[str, str]) -> None:
    found = plumbrule.validate(json.loads(manifest(NO_STATUS, annotations)))
    assert {one.rule: one.severity for one in found if one.rule == "R259" or "waiver" in one.rule} == counted
