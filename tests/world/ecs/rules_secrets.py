"""What ECS refuses about environment, secrets and the execution role they need. For the texts see rules_task."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_PARAMETER = re.compile(r"[A-Za-z0-9_./-]{1,2048}", re.ASCII)
# The inner parts of an ARN are not checked: definitions with the literal words "region:account" registered.
_STORE = re.compile(r"arn:[^:]*:(secretsmanager|ssm):([^:]*):([^:]*):(secret:|parameter/).+")
_ECR = re.compile(r"\d{12}\.dkr(\.ecr|-ecr)(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)/")


def _values(container: Tree) -> list[Tree]:
    options: list[Tree] = container.get("logConfiguration", {}).get("secretOptions", [])
    return [*container.get("secrets", ()), *options]


def names(container: Tree) -> Iterator[str]:
    """Secret names are unique, among themselves and beside the variables; a variable has a name.

    The last text: github.com/thnery/terraform-aws-template issue 2, seen 2026-11.
    """
    variables = {entry.get("name") for entry in container.get("environment", ())}
    if not all(name and name.strip() for name in variables):
        yield "Environment variable name cannot be null or blank."
    counted = Counter(secret["name"] for secret in container.get("secrets", ()))
    for name in counted:
        if name in variables:
            text = "The secret name must be unique and not shared with any new or existing environment variables"
            yield f"{text} set on the container, such as '{name}'."
    twice = [name for name, count in counted.items() if count > 1]
    if twice:
        yield f"Duplicate secret names found: {', '.join(twice)}. Each secret name must be unique."


def sources(container: Tree) -> Iterator[str]:
    """A value comes from a parameter's name, or from an ARN of one of the two stores."""
    for secret in _values(container):
        value = secret["valueFrom"]
        if value.startswith("arn:") and _STORE.fullmatch(value) is None:
            yield "Invalid arn syntax."
        if not value.startswith("arn:") and _PARAMETER.fullmatch(value) is None:
            yield f"The Systems Manager parameter name specified for secret {secret['name']} is invalid."


def own_parameters(container: Tree, account: str) -> Iterator[str]:
    """A parameter's ARN is in the caller's account."""
    for secret in _values(container):
        found = _STORE.fullmatch(secret["valueFrom"])
        if found and found.group(1) == "ssm" and found.group(3).isdigit() and found.group(3) != account:
            text = "The Systems Manager parameter ARN has a different account ID than the current account."
            ids = f"The current account ID is {account} and the ARN account ID is {found.group(3)}."
            yield f"{text} {ids} Cross-account access for ARNs is not currently supported."


def registry(container: Tree) -> Iterator[str]:
    """Credentials of a private registry are a secret's name or its ARN (text inferred)."""
    if "repositoryCredentials" in container:
        secret = container["repositoryCredentials"]["credentialsParameter"]
        if not secret or (secret.startswith("arn:") and ":secretsmanager:" not in secret):
            yield "Invalid 'credentialsParameter' setting."


def directory(container: Tree, task: Tree) -> Iterator[str]:
    """Fargate: one file for Active Directory, without a domain-joined host, on Linux (texts inferred)."""
    specs = container.get("credentialSpecs", ())
    system = task.get("runtimePlatform", {}).get("operatingSystemFamily", "LINUX")
    if len(specs) > 1:
        yield "Only one credential spec is allowed."
    if any(not spec.startswith("credentialspecdomainless:") for spec in specs) or (specs and system != "LINUX"):
        yield "Fargate does not support this credential spec."


def files(container: Tree) -> Iterator[str]:
    """At most ten environment files, each in S3."""
    if len(container.get("environmentFiles", ())) > 10:
        yield "The maximum number of environment files was exceeded. Specify ten or less and try again."
    if any(not re.match(r"arn:[a-z-]+:s3:::.+/.+", file["value"]) for file in container.get("environmentFiles", ())):
        yield "Invalid arn syntax."


def execution_role(task: Tree) -> Iterator[str]:
    """Secrets need it on every launch type."""
    if "executionRoleArn" not in task and any(_values(container) for container in task["containerDefinitions"]):
        yield "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."


def fargate_execution_role(task: Tree) -> Iterator[str]:
    """Fargate needs it for private ECR images, awslogs, private registries and files (the last two texts inferred)."""
    if "executionRoleArn" in task:
        return
    text = "Fargate requires task definition to have execution role ARN to support"
    for container in task["containerDefinitions"]:
        if _ECR.match(container["image"]):
            yield f"{text} ECR images."
        if container.get("logConfiguration", {}).get("logDriver") == "awslogs":
            yield f"{text} log driver awslogs."
        if "repositoryCredentials" in container:
            yield f"{text} repository credentials."
        if container.get("environmentFiles"):
            yield f"{text} environment files."
