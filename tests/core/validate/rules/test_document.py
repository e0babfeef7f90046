"""The definition as a whole, and where it may run."""

from __future__ import annotations

import json
from datetime import date

import pytest

import plumbrule
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, WINDOWS, edited
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Object, Opaque
from tests.core.validate.judging import TODAY


def _told(definition: Object, *rules: str, today: date = TODAY) -> list[tuple[str, str]]:
    found = validate(definition, api_shape(), lambda at: Place("web.json", pointer=at), today=today)
    return [(one.rule, one.pointer) for one in found if one.rule in rules]


@pytest.mark.parametrize("name", sorted(api_shape().response_only))
def test_what_only_describe_returns_is_left_out_with_a_warning_at_the_key(name: str) -> None:
    found = plumbrule.validate({**BASE, name: 3})
    assert [(one.rule, one.severity, one.pointer) for one in found if one.severity != "info"] == [
        ("R007", "warning", f"/{name}")
    ]


def test_the_size_is_that_of_compact_json_in_utf_8() -> None:
    definition = edited(BASE, {"/containerDefinitions/0/dockerLabels/note": "ü" * 40_000})
    size = len(json.dumps(definition, ensure_ascii=False, separators=(",", ":")).encode())
    (found,) = [one for one in plumbrule.validate(definition) if one.rule == "R005"]
    assert found.message == f"the task definition has {size} bytes as compact JSON; ECS takes 65536"
    assert found.pointer == ""


def test_a_family_that_looks_like_a_credential_is_repeated_nowhere() -> None:
    secret = "AKIAIOSFODNN7EXAMPLE"  # noqa: S105 - AWS's own example of a key
    told = [f"{one.message} {one.hint}" for one in plumbrule.validate({**BASE, "family": f"web {secret}"})]
    assert [one for one in told if secret in one] == []
    assert any("`family` is (secret)" in one for one in told)


def test_what_is_not_known_offline_is_not_told_to_be_missing() -> None:
    unknown = Opaque("${var.X}")
    names = ("networkMode", "cpu", "memory", "requiresCompatibilities", "runtimePlatform", "executionRoleArn")
    definition = {**BASE, **dict.fromkeys(names, unknown)}
    assert _told(definition, "R010", "R014", "R017", "R018", "R030", "R031", "R041", "R044") == []
    assert _told({**BASE, "requiresCompatibilities": [unknown]}, "R010") == []


def test_a_wrong_word_is_told_once_under_its_own_number() -> None:
    wrong: Object = {
        "networkMode": "vpc",
        "pidMode": "pod",
        "ipcMode": "private",
        "runtimePlatform": {"operatingSystemFamily": "BSD"},
    }
    assert _told({**BASE, **wrong}, "R009", "R014", "R015", "R022", "R023") == [
        ("R023", "/ipcMode"),
        ("R014", "/networkMode"),
        ("R022", "/pidMode"),
        ("R015", "/runtimePlatform/operatingSystemFamily"),
    ]


def test_a_wrong_letter_case_in_the_capacity_is_told_once() -> None:
    assert _told({**BASE, "requiresCompatibilities": ["fargate"]}, "R009", "R010") == [
        ("R009", "/requiresCompatibilities/0")
    ]


@pytest.mark.parametrize(
    ("family", "told"),
    [("shop", True), ("shop-test", False), ("chaos_shop", False), ("latest", True), ("contest", True)],
)
def test_fault_injection_is_noted_outside_families_made_for_trials(family: str, *, told: bool) -> None:
    assert bool(_told({**BASE, "family": family, "enableFaultInjection": True}, "R029")) is told


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 9, 30), "which is supported until 2026-09-30"),
        (date(2026, 10, 1), "which has been out of support since 2026-09-30"),
    ],
)
def test_app_mesh_is_told_with_its_last_day(today: date, words: str) -> None:
    definition: Object = {**BASE, "proxyConfiguration": {"containerName": "app"}}
    found = validate(definition, api_shape(), lambda at: Place("web.json", pointer=at), today=today)
    assert [one.message for one in found if one.rule == "R028"] == [f"`proxyConfiguration` is for App Mesh, {words}"]


def test_a_proxy_among_containers_of_unknown_name_is_not_judged() -> None:
    proxy: Object = {"containerName": "envoy", "properties": [{"name": Opaque("${var.X}"), "value": "1"}]}
    definition = edited(BASE, {"/proxyConfiguration": proxy, "/containerDefinitions/0/name": Opaque("${var.APP}")})
    assert _told(definition, "R026", "R027") == []


def test_a_windows_task_gets_its_advice_once_for_the_task_and_once_for_each_container() -> None:
    definition = edited(BASE, {**WINDOWS, "/containerDefinitions/1": {"name": "side", "image": "a:1", "memory": 256}})
    assert _told(definition, "R016", "R017", "R018", "R020", "R042") == [
        ("R042", "/containerDefinitions/0/memory"),
        ("R020", "/runtimePlatform"),
        ("R018", "/runtimePlatform/cpuArchitecture"),
    ]


LEGAL: dict[str, Object] = {
    "no platform, no roles, a public image and no awslogs": {
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": ".5 vCPU",
        "memory": "1 gb",
        "containerDefinitions": [{"name": "app", "image": "nginx:1.27.2"}],
    },
    "neutral values of what Fargate does not take": {
        **BASE,
        "placementConstraints": [],
        "inferenceAccelerators": [],
        "volumes": [],
        "enableFaultInjection": False,
    },
    "pid mode task, and fault injection": {**BASE, "pidMode": "task", "enableFaultInjection": True},
    "beside other capacity": {**BASE, "requiresCompatibilities": ["EC2", "FARGATE", "MANAGED_INSTANCES"]},
    "China": {**BASE, "executionRoleArn": "arn:aws-cn:iam::123456789012:role/service-role/ecsTaskExecutionRole"},
    "GovCloud": {**BASE, "taskRoleArn": "arn:aws-us-gov:iam::123456789012:role/web"},
    "bare names of roles": {**BASE, "executionRoleArn": "ecsTaskExecutionRole", "taskRoleArn": "web"},
}


@pytest.mark.parametrize("case", LEGAL)
def test_what_is_legal_is_no_error(case: str) -> None:
    assert [str(one) for one in plumbrule.validate(LEGAL[case]) if one.is_error] == []
