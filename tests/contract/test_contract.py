"""The contract: what both endpoints do alike, and where moto is known to do something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.world_tests.clients import ACCOUNT, REGION, Aws, post
from tests.world_tests.specs import ROLE, container, web, web_with

if TYPE_CHECKING:
    from tests.contract.endpoints import Endpoint

EMPTY = ("portMappings", "environment", "mountPoints", "volumesFrom")


def _first(shown: dict[str, Any]) -> dict[str, Any]:
    container_shown: dict[str, Any] = shown["containerDefinitions"][0]
    return container_shown


def _outcome(ecs: Aws, operation: str, **members: object) -> str:
    """Return "done", the error's code, or the HTTP status when there is no code."""
    try:
        ecs(operation, **members)
    except ClientError as refused:
        error: Any = refused.response
        return str(error["Error"]["Code"] or error["ResponseMetadata"]["HTTPStatusCode"])
    return "done"


def _arn(family: str, number: int) -> str:
    return f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/{family}:{number}"


# What both do alike


def test_revisions_count_from_one_and_repeat_content_gets_a_new_number(endpoint: Endpoint) -> None:
    shown = [endpoint.ecs.register(web()) for _ in range(3)]
    assert [each["revision"] for each in shown] == [1, 2, 3]
    assert shown[2]["taskDefinitionArn"] == _arn("web", 3)
    assert endpoint.ecs.describe("web")["revision"] == 3


def test_describe_shows_what_register_answered(endpoint: Endpoint) -> None:
    registered = endpoint.ecs.register(web())
    assert endpoint.ecs.describe("web") == endpoint.ecs.describe("web:1") == registered


def test_the_old_container_defaults_are_filled_in(endpoint: Endpoint) -> None:
    shown = endpoint.ecs.register(web())
    assert {name: _first(shown)[name] for name in EMPTY} == {name: [] for name in EMPTY}
    assert (_first(shown)["cpu"], _first(shown)["essential"]) == (0, True)
    assert (shown["volumes"], shown["placementConstraints"], shown["status"]) == ([], [], "ACTIVE")


def test_what_was_not_sent_and_has_no_default_stays_away(endpoint: Endpoint) -> None:
    shown = endpoint.ecs.register(web())
    for name in ("runtimePlatform", "ephemeralStorage", "pidMode", "ipcMode", "proxyConfiguration", "taskRoleArn"):
        assert name not in shown
    for name in ("healthCheck", "logConfiguration", "secrets", "command", "stopTimeout", "readonlyRootFilesystem"):
        assert name not in _first(shown)


def test_the_root_directory_of_efs_is_filled_in(endpoint: Endpoint) -> None:
    volume = {"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-12345678"}}
    (shown,) = endpoint.ecs.register(web(volumes=[volume]))["volumes"]
    assert shown["efsVolumeConfiguration"]["rootDirectory"] == "/"


def test_explicit_emptiness_and_falsehood_stay(endpoint: Endpoint) -> None:
    sent = container(command=[], dockerLabels={}, readonlyRootFilesystem=False)
    shown = _first(endpoint.ecs.register(web(containerDefinitions=[sent])))
    assert (shown["command"], shown["dockerLabels"], shown["readonlyRootFilesystem"]) == ([], {}, False)


def test_commands_and_values_stay_word_for_word(endpoint: Endpoint) -> None:
    sent = container(command=["b", "a", "b"], environment=[{"name": "N", "value": "007"}], user="")
    shown = _first(endpoint.ecs.register(web(containerDefinitions=[sent])))
    assert (shown["command"], shown["environment"], shown["user"]) == (sent["command"], sent["environment"], "")


def test_tags_come_with_describe_when_they_are_asked_for(endpoint: Endpoint) -> None:
    tags = [{"key": "team", "value": "a"}]
    endpoint.ecs("RegisterTaskDefinition", **web(), tags=tags)
    assert endpoint.ecs("DescribeTaskDefinition", taskDefinition="web", include=["TAGS"])["tags"] == tags
    assert "tags" not in endpoint.ecs("DescribeTaskDefinition", taskDefinition="web")


def test_tags_can_be_changed_without_a_new_revision(endpoint: Endpoint) -> None:
    arn = endpoint.ecs.register(web())["taskDefinitionArn"]
    endpoint.ecs("TagResource", resourceArn=arn, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
    endpoint.ecs("UntagResource", resourceArn=arn, tagKeys=["a"])
    assert endpoint.ecs("ListTagsForResource", resourceArn=arn)["tags"] == [{"key": "b", "value": "2"}]
    assert endpoint.ecs.describe("web")["revision"] == 1


def test_setting_and_removing_tags_may_be_repeated(endpoint: Endpoint) -> None:
    tags = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    arn = endpoint.ecs("RegisterTaskDefinition", **web(), tags=tags)["taskDefinition"]["taskDefinitionArn"]
    for _ in range(2):
        endpoint.ecs("TagResource", resourceArn=arn, tags=[{"key": "b", "value": "3"}])
        endpoint.ecs("UntagResource", resourceArn=arn, tagKeys=["a", "never there"])
    described = endpoint.ecs("DescribeTaskDefinition", taskDefinition="web", include=["TAGS"])
    assert described["tags"] == [{"key": "b", "value": "3"}]
    assert described["taskDefinition"]["revision"] == 1


def test_tags_belong_to_one_revision_and_not_to_the_family(endpoint: Endpoint) -> None:
    first, second = (endpoint.ecs.register(web())["taskDefinitionArn"] for _ in range(2))
    endpoint.ecs("TagResource", resourceArn=first, tags=[{"key": "a", "value": "1"}])
    assert endpoint.ecs("ListTagsForResource", resourceArn=first)["tags"] == [{"key": "a", "value": "1"}]
    assert endpoint.ecs("ListTagsForResource", resourceArn=second)["tags"] == []


def test_what_was_never_registered_cannot_be_described(endpoint: Endpoint) -> None:
    expected = (400, "ClientException", "Unable to describe task definition.")
    assert endpoint.ecs.refusal("DescribeTaskDefinition", taskDefinition="never") == expected


def test_the_family_prefix_of_revisions_is_the_whole_name_and_of_families_a_prefix(endpoint: Endpoint) -> None:
    for family in ("web", "web-a", "api"):
        endpoint.ecs.register(web(family=family))
    assert endpoint.ecs("ListTaskDefinitions", familyPrefix="web")["taskDefinitionArns"] == [_arn("web", 1)]
    assert sorted(endpoint.ecs("ListTaskDefinitionFamilies", familyPrefix="web")["families"]) == ["web", "web-a"]


def test_an_inactive_revision_is_found_by_number_and_by_status(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    assert endpoint.ecs.describe("web:1")["status"] == "INACTIVE"
    assert endpoint.ecs("ListTaskDefinitions")["taskDefinitionArns"] == []
    assert endpoint.ecs("ListTaskDefinitions", status="INACTIVE")["taskDefinitionArns"] == [_arn("web", 1)]


def test_deregistering_twice_is_no_error_and_without_number_it_is(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    for _ in range(2):
        answer = endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:1")
        assert answer["taskDefinition"]["status"] == "INACTIVE"
    assert _outcome(endpoint.ecs, "DeregisterTaskDefinition", taskDefinition="web") == "ClientException"


def test_an_active_revision_is_not_deleted(endpoint: Endpoint) -> None:
    arn = endpoint.ecs.register(web())["taskDefinitionArn"]
    answer = endpoint.ecs("DeleteTaskDefinitions", taskDefinitions=[arn])
    assert answer["taskDefinitions"] == []
    assert [failure["arn"] for failure in answer["failures"]] == [arn]
    assert endpoint.ecs.describe("web")["status"] == "ACTIVE"


def test_regions_and_the_accounts_of_assumed_roles_are_apart(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    with Aws(endpoint.url, "sts") as sts:
        assert sts("GetCallerIdentity")["Account"] == ACCOUNT
        role = "arn:aws:iam::222222222222:role/plumbrule"
        keys = sts("AssumeRole", RoleArn=role, RoleSessionName="me")["Credentials"]
    key, token = keys["AccessKeyId"], keys["SessionToken"]
    with Aws(endpoint.url, region="us-west-2") as far, Aws(endpoint.url, key=key, token=token) as other:
        assert far("ListTaskDefinitions")["taskDefinitionArns"] == []
        assert other("ListTaskDefinitions")["taskDefinitionArns"] == []
        assert ":222222222222:" in other.register(web())["taskDefinitionArn"]
    with Aws(endpoint.url, "sts", key=key, token=token) as sts:
        assert sts("GetCallerIdentity")["Account"] == "222222222222"


# What moto does differently


def test_ports_are_filled(endpoint: Endpoint) -> None:
    (port,) = _first(endpoint.ecs.register(web_with(portMappings=[{"containerPort": 80}])))["portMappings"]
    filled = {"containerPort": 80, "hostPort": 80, "protocol": "tcp"}
    endpoint.differs("host-port-and-protocol", port, ecs=filled, moto={"containerPort": 80})


def test_health_checks_are_filled(endpoint: Endpoint) -> None:
    sent = {"command": ["CMD", "true"]}
    shown = _first(endpoint.ecs.register(web_with(healthCheck=sent)))["healthCheck"]
    filled = {**sent, "interval": 30, "timeout": 5, "retries": 3}
    endpoint.differs("health-check-timings", shown, ecs=filled, moto=sent)


def test_system_controls_are_filled(endpoint: Endpoint) -> None:
    shown = _first(endpoint.ecs.register(web()))
    endpoint.differs("system-controls", shown.get("systemControls"), ecs=[], moto=None)


def test_volumes_get_a_host(endpoint: Endpoint) -> None:
    (shown,) = endpoint.ecs.register(web(volumes=[{"name": "v"}]))["volumes"]
    endpoint.differs("volume-host", shown, ecs={"name": "v", "host": {}}, moto={"name": "v"})


def test_capabilities_get_their_other_half(endpoint: Endpoint) -> None:
    sent = {"capabilities": {"drop": ["ALL"]}}
    shown = _first(endpoint.ecs.register(web_with(linuxParameters=sent)))["linuxParameters"]["capabilities"]
    endpoint.differs("capabilities", shown, ecs={"add": [], "drop": ["ALL"]}, moto={"drop": ["ALL"]})


def test_sizes_are_converted(endpoint: Endpoint) -> None:
    shown = endpoint.ecs.register(web(cpu=".5 vCPU", memory="1 GB"))
    seen = (shown["cpu"], shown["memory"])
    endpoint.differs("size-units", seen, ecs=("512", "1024"), moto=(".5 vCPU", "1 GB"))


def test_role_names_become_arns(endpoint: Endpoint) -> None:
    shown = endpoint.ecs.register(web(taskRoleArn="app"))
    endpoint.differs("role-names", shown["taskRoleArn"], ecs=f"arn:aws:iam::{ACCOUNT}:role/app", moto="app")


def test_fault_injection_is_shown(endpoint: Endpoint) -> None:
    seen = [
        endpoint.ecs.register(web(**sent)).get("enableFaultInjection") for sent in ({}, {"enableFaultInjection": True})
    ]
    endpoint.differs("fault-injection", seen, ecs=[False, True], moto=[None, None])


def test_the_answer_says_who_and_when(endpoint: Endpoint) -> None:
    members = {"registeredAt", "registeredBy", "requiresAttributes"}
    seen = members & set(endpoint.ecs.register(web()))
    endpoint.differs("response-members", seen, ecs=members, moto=set())


def test_deregistering_leaves_its_time(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    answer = endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:1")["taskDefinition"]
    endpoint.differs("deregistered-at", "deregisteredAt" in answer, ecs=True, moto=False)


def test_managed_instances_are_compatible(endpoint: Endpoint) -> None:
    seen = set(endpoint.ecs.register(web())["compatibilities"])
    old = {"EC2", "FARGATE"}
    endpoint.differs("compatibilities", seen, ecs=old | {"MANAGED_INSTANCES"}, moto=old)


def test_the_network_mode_must_be_said(endpoint: Endpoint) -> None:
    seen = _outcome(endpoint.ecs, "RegisterTaskDefinition", **web(networkMode="bridge"))
    endpoint.differs("network-mode", seen, ecs="ClientException", moto="done")
    if endpoint.name == "moto":
        assert endpoint.ecs.describe("web")["networkMode"] == "awsvpc"


def test_the_network_mode_is_not_filled_in(endpoint: Endpoint) -> None:
    shown = endpoint.ecs.register({"family": "old", "containerDefinitions": [container(memory=128)]})
    endpoint.differs("network-mode-default", shown.get("networkMode"), ecs=None, moto="bridge")


def test_register_answers_with_tags(endpoint: Endpoint) -> None:
    tags = [{"key": "a", "value": "1"}]
    answer = endpoint.ecs("RegisterTaskDefinition", **web(), tags=tags)
    endpoint.differs("tags-of-the-register-answer", answer.get("tags"), ecs=tags, moto=None)


def test_the_order_of_variables_means_nothing(endpoint: Endpoint) -> None:
    sent = [{"name": name, "value": ""} for name in "ABCDEF"]
    endpoint.ecs.register(web_with(environment=sent))
    seen = {tuple(entry["name"] for entry in _first(endpoint.ecs.describe("web"))["environment"]) for _ in range(4)}
    endpoint.differs("environment-order", len(seen) > 1, ecs=True, moto=False)


def test_lists_come_in_pages(endpoint: Endpoint) -> None:
    for _ in range(3):
        endpoint.ecs.register(web())
    answer = endpoint.ecs("ListTaskDefinitions", maxResults=2)
    seen = (len(answer["taskDefinitionArns"]), "nextToken" in answer)
    endpoint.differs("list-pages", seen, ecs=(2, True), moto=(3, False))
    seen_limit = _outcome(endpoint.ecs, "ListTaskDefinitions", maxResults=101)
    endpoint.differs("list-limit", seen_limit, ecs="InvalidParameterException", moto="done")


def test_lists_are_sorted(endpoint: Endpoint) -> None:
    for family in ("b", "a", "a"):
        endpoint.ecs.register(web(family=family))
    ascending = endpoint.ecs("ListTaskDefinitions")["taskDefinitionArns"]
    descending = endpoint.ecs("ListTaskDefinitions", sort="DESC")["taskDefinitionArns"]
    ordered, first_come = [_arn("a", 1), _arn("a", 2), _arn("b", 1)], [_arn("b", 1), _arn("a", 1), _arn("a", 2)]
    endpoint.differs("list-order", ascending, ecs=ordered, moto=first_come)
    endpoint.differs("list-sort", descending, ecs=ordered[::-1], moto=first_come)


def test_families_are_filtered_by_status(endpoint: Endpoint) -> None:
    for family in ("api", "gone"):
        endpoint.ecs.register(web(family=family))
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition="gone:1")
    seen = [endpoint.ecs("ListTaskDefinitionFamilies", status=status)["families"] for status in ("ACTIVE", "INACTIVE")]
    endpoint.differs("family-status", seen, ecs=[["api"], ["gone"]], moto=[["api", "gone"]] * 2)


def test_a_family_is_described_by_its_latest_active_revision(endpoint: Endpoint) -> None:
    for number in (1, 2):
        assert endpoint.ecs.register(web())["revision"] == number
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:2")
    endpoint.differs("describe-by-family", endpoint.ecs.describe("web")["revision"], ecs=1, moto=2)
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    seen = _outcome(endpoint.ecs, "DescribeTaskDefinition", taskDefinition="web")
    endpoint.differs("describe-a-retired-family", seen, ecs="ClientException", moto="done")


def test_a_bad_number_is_the_callers_mistake(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    seen = _outcome(endpoint.ecs, "DescribeTaskDefinition", taskDefinition="web:x")
    endpoint.differs("describe-a-bad-number", seen, ecs="ClientException", moto="500")


def test_deleted_revisions_stay_and_their_numbers_are_not_used_again(endpoint: Endpoint) -> None:
    endpoint.ecs.register(web())
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    endpoint.ecs("DeleteTaskDefinitions", taskDefinitions=["web:1"])
    listed = endpoint.ecs("ListTaskDefinitions", status="DELETE_IN_PROGRESS")["taskDefinitionArns"]
    endpoint.differs("deleted-revisions", listed, ecs=[_arn("web", 1)], moto=[])
    endpoint.differs("revision-numbers", endpoint.ecs.register(web())["revision"], ecs=2, moto=1)


def test_types_are_checked_past_botocore(endpoint: Endpoint) -> None:
    status, answer = post(endpoint.url, "RegisterTaskDefinition", web(cpu=256))
    seen = (status, answer.get("__type") or answer["taskDefinition"]["cpu"])
    endpoint.differs("wrong-json-types", seen, ecs=(400, "SerializationException"), moto=(200, "256"))


def test_calls_are_signed(endpoint: Endpoint) -> None:
    status, _ = post(endpoint.url, "ListTaskDefinitions", {}, Authorization="")
    endpoint.differs("missing-signature", status, ecs=400, moto=200)


def test_tags_of_inactive_revisions_stay(endpoint: Endpoint) -> None:
    arn = endpoint.ecs.register(web())["taskDefinitionArn"]
    endpoint.ecs("DeregisterTaskDefinition", taskDefinition=arn)
    seen = _outcome(endpoint.ecs, "TagResource", resourceArn=arn, tags=[{"key": "a", "value": "1"}])
    endpoint.differs("tags-of-inactive-revisions", seen, ecs="InvalidParameterException", moto="done")


SECRET = [{"name": "A", "valueFrom": "/a"}]
CLIENT, PARAMETER = "ClientException", "InvalidParameterException"
INVALID: list[tuple[str, dict[str, Any], str]] = [
    ("no container", web(containerDefinitions=[]), CLIENT),
    ("eleven containers", web(containerDefinitions=[container(name=f"c{n}") for n in range(11)]), CLIENT),
    ("a family with a blank", web(family="a b"), CLIENT),
    ("two containers of one name", web(containerDefinitions=[container(), container()]), CLIENT),
    ("another host port", web_with(portMappings=[{"containerPort": 80, "hostPort": 8080}]), CLIENT),
    (
        "a secret with a variable's name",
        web_with(secrets=SECRET, environment=[{"name": "A", "value": ""}]) | {"executionRoleArn": ROLE},
        CLIENT,
    ),
    ("secrets without execution role", web_with(secrets=SECRET), CLIENT),
    ("an empty role", web(taskRoleArn=""), CLIENT),
    ("70 KB", web_with(command=["x" * 70_000]), CLIENT),
    ("a size that is no size", web(cpu="abc"), CLIENT),
    ("a pair that does not exist", web(cpu="512", memory="768"), CLIENT),
    ("51 tags", web(tags=[{"key": f"k{n}", "value": ""} for n in range(51)]), PARAMETER),
    ("an empty list of tags", web(tags=[]), PARAMETER),
    ("an unknown network mode", web(networkMode="awsvcp"), CLIENT),
]


@pytest.mark.parametrize(("sentence", "definition", "code"), INVALID, ids=[row[0] for row in INVALID])
def test_invalid_definitions_are_refused(
    endpoint: Endpoint, sentence: str, definition: dict[str, Any], code: str
) -> None:
    assert sentence
    endpoint.differs(
        "validation", _outcome(endpoint.ecs, "RegisterTaskDefinition", **definition), ecs=code, moto="done"
    )
