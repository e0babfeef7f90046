"""The CloudFormation template as a stack of moto's."""

from __future__ import annotations

from typing import Any, Final

import boto3

from tests.deploy.own_spec import FOLDER, REGION, variables

FILE: Final = FOLDER / "cloudformation.yaml"
NAMES: Final = {
    "Image": "image",
    "GitSyncImage": "git_sync_image",
    "Repository": "repository",
    "Branch": "branch",
    "GitUser": "git_user",
    "GitSecret": "git_secret",
}
"""Parameters of the template, and the spec's variables that they stand for."""

_KEYS: Final = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}


def client(url: str, service: str) -> Any:  # noqa: ANN401 - many services
    """A client of one service of moto's."""
    make: Any = boto3.client
    return make(service, region_name=REGION, endpoint_url=url, **_KEYS)


class Stack:
    """The template, brought up.

    Args:
        url: where moto answers.
        given: parameters beside those of `NAMES` and the network.
    """

    def __init__(self, url: str, **given: str) -> None:
        self._url = url
        network = self.client("ec2")
        subnet = network.describe_subnets()["Subnets"][0]["SubnetId"]
        group = network.describe_security_groups()["SecurityGroups"][0]["GroupId"]
        self.client("ecs").create_cluster(clusterName="shared")
        said = {parameter: variables()[name] for parameter, name in NAMES.items()} | given
        said |= {"Cluster": "shared", "Subnets": subnet, "SecurityGroups": group}
        self.client("cloudformation").create_stack(
            StackName="plumbrule",
            TemplateBody=FILE.read_text(encoding="utf-8"),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in said.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )

    def client(self, service: str) -> Any:  # noqa: ANN401 - many services
        """A client of one service of the stack's account."""
        return client(self._url, service)
