from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.canon import CanonContext, canonical, context_of_arn, digest
from plumbrule.model.tree import Opaque

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree

HERE = CanonContext("123456789012")


def container(**members: Tree) -> dict[str, Tree]:
    """The canonical form of a container with `members`."""
    form = canonical({"containerDefinitions": [{"name": "app", **members}]}, context=HERE)["containerDefinitions"]
    assert isinstance(form, dict)
    app = form["app"]
    assert isinstance(app, dict)
    return app


def member(name: str, value: Tree, **around: Tree) -> Tree:
    """The canonical form of the member `name` of a task; None when it is left out."""
    return canonical({name: value, **around}, context=HERE).get(name)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (".5 vCPU", "512"),
        ("0.25 vcpu", "256"),
        ("1 VCPU", "1024"),
        ("1vCPU", "1024"),
        ("512", "512"),
        (512, "512"),
        ("0512", "0512"),
        ("512m", "512m"),
        ("half", "half"),
        ("", ""),
        ("1.2345 vCPU", "1.2345 vCPU"),
        ("1 GB", "1 GB"),
        ("-1 vCPU", "-1 vCPU"),
        ("1" * 40 + " vCPU", "1" * 40 + " vCPU"),
        ("٣ vCPU", "٣ vCPU"),
        (True, True),
        (0.5, 0.5),
    ],
)
def test_a_tasks_cpu_is_kept_in_units_and_verbatim_where_it_cannot_be_read(written: Tree, kept: Tree) -> None:
    assert member("cpu", written) == kept
    assert type(member("cpu", written)) is type(kept)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1GB", "1024"), ("2 gb", "2048"), (".5 GB", "512"), ("30 GB", "30720"), (1024, "1024"), ("1 GiB", "1 GiB")],
)
def test_a_tasks_memory_is_kept_in_mebibytes(written: Tree, kept: str) -> None:
    assert member("memory", written) == kept


def test_a_containers_cpu_is_a_number_and_no_unit_is_read_into_it() -> None:
    assert container(cpu=512)["cpu"] == 512
    assert container(cpu="1 vCPU")["cpu"] == "1 vCPU"


def test_role_names_become_arns_of_the_target_and_stay_names_without_an_account() -> None:
    china = CanonContext("123456789012", "aws-cn")
    assert canonical({"taskRoleArn": "app"}, context=china) == {"taskRoleArn": "arn:aws-cn:iam::123456789012:role/app"}
    assert canonical({"taskRoleArn": "app"}, context=CanonContext()) == {"taskRoleArn": "app"}
    assert member("executionRoleArn", "arn:aws:iam::1:role/x") == "arn:aws:iam::1:role/x"
    assert member("executionRoleArn", "") == ""


def test_a_known_default_decides_before_the_empty_rule() -> None:
    assert container(essential=False)["essential"] is False
    assert container(essential=True) == {"name": "app"}


def test_what_is_false_or_empty_and_has_no_default_is_left_out_at_any_depth() -> None:
    assert container(
        privileged=False,
        links=[],
        dockerLabels={},
        linuxParameters={"capabilities": {"add": [], "drop": None}, "devices": [], "initProcessEnabled": False},
        logConfiguration={"secretOptions": []},
        invented={"inner": {"more": [], "flag": False}},
    ) == {"name": "app"}


def test_empty_texts_and_zeros_are_values() -> None:
    assert container(user="", memory=0, stopTimeout=0) == {"name": "app", "user": "", "memory": 0, "stopTimeout": 0}


def test_items_of_a_list_and_entries_of_a_map_are_never_dropped_for_being_empty() -> None:
    assert container(command=["", "a", ""])["command"] == ["", "a", ""]
    assert container(dockerLabels={"a": ""})["dockerLabels"] == {"a": ""}
    assert member("invented", [{}, {"a": []}, False]) == [{}, {}, False]


def test_nulls_are_nothing_in_objects_maps_and_lists() -> None:
    assert container(user=None, dockerLabels={"a": None}, command=["a", None]) == {"name": "app", "command": ["a"]}


@pytest.mark.parametrize(
    ("mode", "host_port", "kept"),
    [
        ("awsvpc", 80, None),
        ("awsvpc", 0, None),
        ("awsvpc", 8080, 8080),
        ("host", 80, None),
        ("bridge", 0, None),
        ("bridge", 80, 80),
        (None, 80, 80),
        ("awsvpc", True, True),
    ],
)
def test_a_host_port_is_left_out_where_it_is_what_ecs_would_write(mode: Tree, host_port: Tree, kept: Tree) -> None:
    ports: Tree = [{"containerPort": 80, "hostPort": host_port}]
    definition: Object = {"networkMode": mode, "containerDefinitions": [{"name": "app", "portMappings": ports}]}
    form = canonical(definition, context=HERE)
    expected = {"containerPort": 80} | ({} if kept is None else {"hostPort": kept})
    assert form["containerDefinitions"] == {"app": {"name": "app", "portMappings": {"80/tcp": expected}}}


def test_the_network_mode_that_goes_without_saying_depends_on_fargate() -> None:
    fargate: Tree = ["FARGATE"]
    assert member("networkMode", "awsvpc", requiresCompatibilities=fargate) is None
    assert member("networkMode", "bridge", requiresCompatibilities=fargate) == "bridge"
    assert member("networkMode", "bridge") is None
    assert member("networkMode", "awsvpc") == "awsvpc"


def test_a_default_of_another_type_is_no_default() -> None:
    assert container(essential=1, cpu=False, healthCheck={"interval": "30"}) == {
        "name": "app",
        "essential": 1,
        "cpu": False,
        "healthCheck": {"interval": "30"},
    }


def test_a_keyed_list_whose_elements_share_a_key_or_lack_one_stays_a_sequence() -> None:
    twice: Tree = [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]
    assert container(environment=twice)["environment"] == twice
    lacking: Tree = [{"name": "A"}, {"value": "2"}, "odd"]
    assert container(environment=lacking)["environment"] == lacking


def test_sets_are_sorted_without_repeats_and_ordered_lists_are_not() -> None:
    assert container(restartPolicy={"ignoredExitCodes": [10, 2, 10, 1]})["restartPolicy"] == {
        "ignoredExitCodes": [1, 2, 10]
    }
    assert member("requiresCompatibilities", ["FARGATE", Opaque("${var.X}"), "EC2", "EC2"]) == [
        "EC2",
        "FARGATE",
        Opaque("${var.X}"),
    ]
    assert container(command=["b", "a", "b"])["command"] == ["b", "a", "b"]


def test_opaque_values_pass_through_unjudged() -> None:
    opaque = Opaque("${var.X}")
    assert canonical({"cpu": opaque, "taskRoleArn": opaque, "volumes": opaque}, context=HERE) == {
        "cpu": opaque,
        "taskRoleArn": opaque,
        "volumes": opaque,
    }


def test_response_only_members_and_tags_are_no_content_but_only_at_the_top() -> None:
    form = canonical({"status": "ACTIVE", "revision": 3, "tags": [], "invented": {"status": "x"}}, context=HERE)
    assert form == {"invented": {"status": "x"}}


def test_the_caller_may_know_more_response_only_members() -> None:
    assert canonical({"invented": "x", "revision": 1}, context=HERE, response_only=frozenset({"invented"})) == {
        "revision": 1
    }


def test_a_member_that_is_wrongly_a_list_or_an_object_is_kept_to_be_told() -> None:
    assert member("cpu", ["256"]) == ["256"]
    assert container(dockerLabels=["a"])["dockerLabels"] == ["a"]


@pytest.mark.parametrize(
    ("arn", "context"),
    [
        ("arn:aws:ecs:eu-central-1:123456789012:task-definition/web:3", CanonContext("123456789012", "aws")),
        ("arn:aws-cn:ecs:cn-north-1:210987654321:task-definition/web:3", CanonContext("210987654321", "aws-cn")),
    ],
)
def test_a_revisions_arn_tells_the_context(arn: str, context: CanonContext) -> None:
    assert context_of_arn(arn) == context


@pytest.mark.parametrize("text", ["", "web:3", "arn:aws:ecs:eu-central-1::task-definition/web:3", "arn::ecs:r:1:x"])
def test_what_is_no_arn_tells_no_context(text: str) -> None:
    with pytest.raises(ValueError, match="not the ARN of a task definition"):
        context_of_arn(text)


def test_the_digest_names_the_version_of_the_rules_and_never_changes_by_accident() -> None:
    definition: Object = {
        "family": "web",
        "cpu": "0.25 vCPU",
        "executionRoleArn": "run",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "containerDefinitions": [
            {
                "name": "app",
                "command": ["serve", "\u00e9"],
                "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": ""}],
                "healthCheck": {"command": ["CMD", "true"], "interval": 30},
                "portMappings": [{"containerPort": 80, "hostPort": 80}],
            }
        ],
    }
    text = (
        '{"containerDefinitions":{"app":{"command":["serve","\u00e9"],'
        '"environment":{"A":{"name":"A","value":""},"B":{"name":"B","value":"2"}},'
        '"healthCheck":{"command":["CMD","true"]},"name":"app","portMappings":{"80/tcp":{"containerPort":80}}}},'
        '"cpu":"256","executionRoleArn":"arn:aws:iam::123456789012:role/run","family":"web",'
        '"requiresCompatibilities":["FARGATE"]}'
    )
    assert digest(definition, context=HERE) == f"c1:sha256:{sha256(text.encode()).hexdigest()}"
