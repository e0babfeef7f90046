"""`compare` for every form that a spec may have, and its sentences for what cannot be understood."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from plumbrule import compare

TEMPLATE: dict[str, Any] = {
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "executionRoleArn": "run",
    "containerDefinitions": [
        {
            "name": "app",
            "image": "app:1",
            "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "x=y"}],
        }
    ],
}
GIT: dict[str, Any] = {"family": "web", **TEMPLATE}
ARN = "arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/web:3"
LIVE: dict[str, Any] = {
    **GIT,
    "taskDefinitionArn": ARN,
    "executionRoleArn": "arn:aws-cn:iam::123456789012:role/run",
    "revision": 3,
    "status": "ACTIVE",
    "requiresAttributes": [{"name": "com.amazonaws.ecs.capability.task-eni"}],
    "compatibilities": ["EC2", "FARGATE"],
    "registeredAt": 1735689600.123,
    "registeredBy": "arn:aws-cn:sts::123456789012:assumed-role/ci/1",
    "volumes": [],
}


def manifest(**spec: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a file
    return {
        "apiVersion": "plumbrule.dev/v1",
        "kind": "TaskDefinition",
        "metadata": {"name": "web"},
        "spec": {"template": deepcopy(TEMPLATE), **spec},
    }


def with_image(image: str) -> dict[str, Any]:
    made = manifest()
    made["spec"]["template"]["containerDefinitions"][0]["image"] = image
    return made


def live(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of an answer
    return {**deepcopy(LIVE), **members}


def live_image(image: str) -> dict[str, Any]:
    made = live()
    made["containerDefinitions"][0]["image"] = image
    return made


def paths(desired: Any, observed: Any, **context: Any) -> list[str]:  # noqa: ANN401 - any form
    return [change.path for change in compare(desired, observed, context=context).changes]


EQUAL = {
    "native": GIT,
    "wrapped": {"taskDefinition": GIT},
    "wrapped, with tags beside": {"taskDefinition": GIT, "tags": []},
    "pasted Describe output": {"taskDefinition": LIVE, "failures": [], "ResponseMetadata": {"RequestId": "1"}},
    "what boto3 returns, with dates": {
        "taskDefinition": {**LIVE, "registeredAt": datetime(2026, 1, 1, tzinfo=UTC), "deregisteredAt": None}
    },
    "read-only mappings and tuples": MappingProxyType(
        {**GIT, "containerDefinitions": (MappingProxyType(GIT["containerDefinitions"][0]),)}
    ),
    "task sizes as numbers": {**GIT, "cpu": 256, "memory": 512},
    "empty enums": {**GIT, "pidMode": "", "ipcMode": ""},
    "an empty enum in a container": {
        **GIT,
        "containerDefinitions": [{**GIT["containerDefinitions"][0], "versionConsistency": ""}],
    },
    "an empty protocol": {
        **GIT,
        "containerDefinitions": [{**GIT["containerDefinitions"][0], "portMappings": []}],
    },
    "nulls at any depth": {
        **GIT,
        "taskRoleArn": None,
        "containerDefinitions": [
            {**GIT["containerDefinitions"][0], "user": None, "healthCheck": {"command": None}, "secrets": [None]}
        ],
    },
    "a manifest": manifest(),
    "a manifest with a role of its target": manifest(
        template={**TEMPLATE, "executionRoleArn": "arn:aws-cn:iam::${target.account_id}:role/run"}
    ),
    "a manifest for whatever target there is": manifest(targets=["a", "b"]),
    "a manifest with an overlay for another target": manifest(
        overlays=[{"target": "prod", "patch": {"cpu": "4096"}}, {"labels": {"env": "x"}, "patch": {"cpu": "512"}}]
    ),
}


@pytest.mark.parametrize("desired", EQUAL.values(), ids=EQUAL.keys())
@pytest.mark.parametrize("observed", [LIVE, {"taskDefinition": LIVE}], ids=["definition", "answer"])
def test_every_form_means_the_same(desired: Any, observed: Any) -> None:  # noqa: ANN401 - any form
    assert compare(desired, observed).changes == ()


@pytest.mark.parametrize("desired", EQUAL.values(), ids=EQUAL.keys())
def test_in_every_form_one_hidden_difference_is_seen(desired: Any) -> None:  # noqa: ANN401 - any form
    observed = live()
    observed["containerDefinitions"][0]["environment"][1]["value"] = "x=z"
    (change,) = compare(desired, observed).changes
    assert change.path == "containerDefinitions[app].environment[B].value"
    assert change.pointer == "/containerDefinitions/0/environment/1/value"


def test_a_protocol_that_is_empty_is_left_out_before_ports_are_told_apart() -> None:
    port = {"containerPort": 80, "hostPort": 80, "protocol": "tcp"}
    desired, observed = deepcopy(GIT), live()
    desired["containerDefinitions"][0]["portMappings"] = [{"containerPort": 80, "protocol": ""}]
    observed["containerDefinitions"][0]["portMappings"] = [port]
    assert compare(desired, observed).equal


def test_the_account_and_the_region_of_the_observed_revision_fill_a_manifest() -> None:
    desired = with_image("${target.account_id}.dkr.ecr.${target.region}.amazonaws.com.cn/app:1")
    assert compare(desired, live_image("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1")).equal
    assert paths(desired, live_image("123456789012.dkr.ecr.cn-north-2.amazonaws.com.cn/app:1")) == [
        "containerDefinitions[app].image"
    ]


def test_without_an_arn_the_context_fills_a_manifest() -> None:
    observed = {name: value for name, value in live_image("123456789012/cn-north-1").items() if "Arn" not in name}
    desired = with_image("${target.account_id}/${target.region}")
    del desired["spec"]["template"]["executionRoleArn"]
    assert paths(desired, observed, account_id="123456789012", region="cn-north-1") == []


def test_settings_that_the_context_knows_fill_a_manifest() -> None:
    desired = with_image("${var.registry}/${target.name}:${var.tag}")
    known = {"target": "prod", "variables": {"registry": "r", "tag": 7}}
    assert paths(desired, live_image("r/prod:7"), **known) == []
    assert paths(desired, live_image("r/prod:8"), **known) == ["containerDefinitions[app].image"]


def test_overlays_count_for_the_target_that_the_context_names_and_the_labels_it_gives() -> None:
    overlays = [
        {"target": "prod", "patch": {"cpu": "512", "memory": "1024"}},
        {"labels": {"env": "prod"}, "patch": {"containerDefinitions": [{"name": "app", "image": "app:2"}]}},
    ]
    desired = manifest(overlays=overlays)
    observed = live(cpu="512", memory="1024")
    assert paths(desired, observed) == ["cpu", "memory"]
    assert paths(desired, observed, target="prod") == []
    assert paths(desired, observed, target="prod", labels={"env": "prod"}) == ["containerDefinitions[app].image"]


def test_a_manifest_that_means_one_target_by_name_is_compared_as_it_stands_there() -> None:
    desired = manifest(targets=["prod"], overlays=[{"target": "prod", "patch": {"cpu": "512", "memory": "1024"}}])
    assert paths(desired, live(cpu="512", memory="1024")) == []
    assert paths(desired, LIVE) == ["cpu", "memory"]


def test_tags_inside_the_observed_definition_are_compared_too() -> None:
    desired = {**GIT, "tags": [{"key": "team", "value": "a"}]}
    assert paths(desired, live(tags=[{"key": "team", "value": "b"}])) == ["tags[team]"]
    assert paths(desired, live(tags=[])) == []


REFUSED: dict[str, tuple[Any, Any, str]] = {
    "a list": ([], LIVE, "desired is list, not an object"),
    "no text as a key": ({**GIT, 1: 2}, LIVE, "a key that is not text"),
    "a wrapper around nothing": ({"taskDefinition": "web:3"}, LIVE, "desired cannot be understood: `taskDefinition`"),
    "another kind of document": (
        {"apiVersion": "v1", "kind": "Pod"},
        LIVE,
        "desired cannot be understood: this version",
    ),
    "a manifest without a name": (
        {**manifest(), "metadata": {}},
        LIVE,
        "desired cannot be understood: `name` is missing",
    ),
    "a manifest with a key nobody knows": (
        manifest(overlay=[]),
        LIVE,
        "desired is a manifest that cannot be understood",
    ),
    "a variable of the settings": (with_image("${var.registry}/app"), LIVE, r"\$\{var.registry\}"),
    "the target's name": (with_image("app:${target.name}"), LIVE, r"settings or `context`.*\$\{target.name\}"),
    "an answer about a service": (GIT, {"services": []}, "observed is no task definition"),
    "an ARN": (GIT, {"taskDefinition": ARN}, "observed has a `taskDefinition` that is str"),
    "nothing": (GIT, None, "observed is NoneType, not an object"),
}


@pytest.mark.parametrize(("desired", "observed", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_understood_is_refused_with_a_sentence(desired: Any, observed: Any, sentence: str) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(ValueError, match=sentence):
        compare(desired, observed)


def test_a_definition_that_holds_itself_is_refused_with_a_sentence() -> None:
    desired = deepcopy(GIT)
    desired["containerDefinitions"][0]["linuxParameters"] = desired
    with pytest.raises(ValueError, match="nested too deep"):
        compare(desired, LIVE)


def test_a_target_that_a_manifest_does_not_mean_is_refused() -> None:
    with pytest.raises(ValueError, match="does not mean the target prod"):
        compare(manifest(targets=["dev"]), LIVE, context={"target": "prod"})


@pytest.mark.parametrize("context", [{"target": 1}, {"labels": "env=prod"}, {"variables": []}])
def test_a_context_of_the_wrong_kind_is_refused(context: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(ValueError, match="context's"):
        compare(GIT, LIVE, context=context)


LEFT: dict[str, Any] = {
    "owned_elsewhere": ["containerDefinitions[app].image"],
    "ignore": [
        {"path": "memory", "owner": "ops", "reason": "for a while"},
        {"path": "cpu", "owner": "ops", "reason": "long ago", "until": "2020-01-31"},
    ],
}


def test_what_a_manifest_leaves_to_others_is_no_difference_and_is_named() -> None:
    theirs = live(memory="1024")
    theirs["containerDefinitions"][0]["image"] = "ci:7"
    found = compare(manifest(**LEFT), theirs)
    assert found.equal
    told = {one.path: (one.reason.value, one.git, one.live) for one in found.not_counted}
    assert told["containerDefinitions[app].image"] == ("owned", "app:1", "ci:7")
    assert told["memory"] == ("ignored", "512", "1024")
    assert [one.path for one in found.not_counted if one.path in {"memory", "containerDefinitions[app].image"}] == [
        "containerDefinitions[app].image",
        "memory",
    ]


def test_a_rule_that_has_ended_and_what_nobody_else_owns_count_all_the_same() -> None:
    theirs = live(cpu="512")
    theirs["containerDefinitions"][0]["environment"][0]["value"] = "2"
    assert [one.path for one in compare(manifest(**LEFT), theirs).changes] == [
        "containerDefinitions[app].environment[A].value",
        "cpu",
    ]
