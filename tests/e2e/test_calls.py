"""The AWS calls of a daemon that uses everything, and of a doctor, are those that deploy/iam allows: just those."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest

from tests.aws.moto import Bus, running_moto
from tests.aws.proxy import Proxy, running_proxy
from tests.aws.stock import ACCOUNT, REGION, Stock, image
from tests.builders.events import registering
from tests.demo.running import StepFailed
from tests.deploy.policies import allowed
from tests.faults.scene import SECONDS, Scene, definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.world.client import World

pytestmark = pytest.mark.slow

NAMED: Final[Mapping[str, frozenset[str]]] = {
    # Needs no permission (STS API reference, GetCallerIdentity, seen 2026-11).
    "sts:GetCallerIdentity": frozenset(),
    # Tags on creation and roles are asked for beside it (Service Authorization Reference, Amazon ECS, seen 2026-11).
    "ecs:RegisterTaskDefinition": frozenset({"ecs:RegisterTaskDefinition", "ecs:TagResource", "iam:PassRole"}),
    # ListBucket is what tells 404 from 403 (S3 API reference, HeadObject, seen 2026-11).
    "s3:HeadObject": frozenset({"s3:GetObject", "s3:ListBucket"}),
    "sqs:DeleteMessageBatch": frozenset({"sqs:DeleteMessage"}),
}
"""Calls that IAM knows by other names, or by more than one."""


def actions(calls: set[str]) -> set[str]:
    """What has to be allowed for these calls."""
    return {action for call in calls for action in NAMED.get(call, {call})}


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    with running_moto() as url:
        yield url


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with running_proxy() as made:
        yield made


def everything(image_tag: str = "v1") -> dict[str, Any]:
    """A definition that needs one thing of each kind."""
    account = f"{REGION}:{ACCOUNT}"
    logs = {"awslogs-group": "/ecs/web", "awslogs-region": REGION, "awslogs-stream-prefix": "web"}
    container = {
        "name": "app",
        "image": image(f"web:{image_tag}"),
        "logConfiguration": {"logDriver": "awslogs", "options": logs},
        "secrets": [
            {"name": "DB", "valueFrom": f"arn:aws:secretsmanager:{account}:secret:db"},
            {"name": "KEY", "valueFrom": f"arn:aws:ssm:{account}:parameter/shop/key"},
        ],
        "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::shop/web.env"}],
    }
    role = f"arn:aws:iam::{ACCOUNT}:role/execution"
    tags = [{"key": "team", "value": "core"}]
    return {**definition(), "executionRoleArn": role, "containerDefinitions": [container], "tags": tags}


class House:
    """A scene in which every feature that calls AWS is switched on, and every call goes through a proxy."""

    def __init__(self, root: Path, world: World, moto: str, proxy: Proxy) -> None:
        self.scene, self.proxy = Scene(root, world), proxy
        Stock(moto).close()
        self.bus = Bus(moto, "calls")
        keys: Any = {
            "endpoint_url": moto,
            "region_name": REGION,
            "aws_access_key_id": "x",
            "aws_secret_access_key": "x",
        }
        sns: Any = boto3.client("sns", **keys)
        topic = sns.create_topic(Name="alerts")["TopicArn"]
        sns.close()
        sink = {"name": "topic", "kind": "sns", "topic_arn": topic, "region": REGION, "endpoint_url": moto}
        role = f"arn:aws:iam::{ACCOUNT}:role/plumbrule"
        self.scene.policy(
            role_arn=role,
            writer_role_arn=f"{role}-writer",
            services_url=moto,
            tags="exclusive",
            auto=["missing", "spec_ahead", "tags"],
            running_tasks=True,
        )
        self.scene.settings |= {
            "network": {"proxy": proxy.url},
            "events": [{"queue_url": self.bus.queue_url, "region": REGION, "endpoint_url": moto}],
            "notify": {"sinks": [sink], "routes": [{"sink": "topic"}], "group_wait": "100ms"},
            "verify": {"per_second": 100},
        }
        runs = {"serviceName": "web", "taskDefinition": "web:1", "status": "ACTIVE"}
        where = {"account": ACCOUNT, "region": REGION}
        world.put_services("shop", [runs], **where)
        task = {"taskId": "1", "taskDefinitionArn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:1"}
        world.put_tasks("shop", [task], **where)

    def use_everything(self) -> None:
        """Register, mend tags both ways, hear of a change, look at what runs and at what tasks need, and tell of it."""
        scene = self.scene
        scene.commit(everything())
        daemon = scene.run()
        daemon.wait_for("a registration", scene.world.log, SECONDS)
        arn = scene.newest().arn
        boto = boto3.client(
            "ecs",
            endpoint_url=scene.world.url,
            region_name=REGION,
            aws_access_key_id=f"AKIA{ACCOUNT}HAND",
            aws_secret_access_key="x",  # noqa: S106 - nobody checks it
        )
        boto.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "other"}, {"key": "more", "value": "x"}])
        boto.close()
        self.bus.put(registering(arn))
        with suppress(StepFailed):  # what is still missing is told by whoever compares
            daemon.wait_for("every call", lambda: not self.missing(), SECONDS)
        # Whatever a daemon calls on its own comes again with each sweep: two more show what is too much.
        swept = len(daemon.events("sweep_finished"))
        daemon.wait_for("two more sweeps", lambda: len(daemon.events("sweep_finished")) >= swept + 2, SECONDS)
        daemon.stop()
        assert scene.verb("doctor").returncode == 0

    def missing(self) -> set[str]:
        """What the policies allow and was not needed yet, without what only `plumbrule doctor` asks for."""
        return allowed() - actions(self.proxy.calls) - {"sqs:GetQueueAttributes"}


def test_the_calls_of_everything_are_just_those_that_the_policies_allow(
    tmp_path: Path, running_world: World, moto: str, proxy: Proxy
) -> None:
    running_world.reset()
    house = House(tmp_path, running_world, moto, proxy)
    try:
        house.use_everything()
        assert actions(proxy.calls) == allowed()
    finally:
        print(json.dumps(sorted(proxy.calls)))
        house.scene.close()
        house.bus.close()
