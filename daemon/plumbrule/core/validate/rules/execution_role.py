"""What needs an execution role, and what that role has to allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.pages import guide
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.registry import PRIVATE_ECR
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.validate.item import Container, Item
    from plumbrule.core.validate.rule import Check, Source, Subject, Value
    from plumbrule.model.tree import Tree

_ROLE: Final = "/executionRoleArn"
_APP: Final = "/containerDefinitions/0"
_LOGS: Final = f"{_APP}/logConfiguration"
_SECRETS_MANAGER: Final = re.compile(r"arn:aws[a-z-]{0,20}:secretsmanager:")
_EXECUTION_ROLE: Final = guide("task_execution_IAM_role")


def _needed_by(needs: Callable[[Container], bool], what_for: str) -> Check:
    """No execution role, though some container needs one."""

    def check(subject: Subject, _: Value) -> Iterator[Remark]:
        task = subject.task
        if not task.root.has("executionRoleArn") and (found := [one.label for one in task.containers if needs(one)]):
            message = f"`executionRoleArn` is missing; it is needed {what_for} ({listed(found)})"
            yield Remark(_ROLE, message)

    return check


def from_private_ecr(container: Container) -> bool:
    """Whether the image is in a private registry of ECR."""
    return PRIVATE_ECR.match(container.text("image") or "") is not None


def logs_to_cloudwatch(container: Container) -> bool:
    """Whether the agent writes the container's output to CloudWatch Logs."""
    return container.log_driver == "awslogs"


def has_secrets(container: Container) -> bool:
    """Whether the agent reads secrets for the container's environment."""
    return bool(as_list(container.tree.get("secrets")))


def has_secret_options(container: Container) -> bool:
    """Whether the agent reads secrets for the log driver."""
    return bool(as_list(container.object("logConfiguration").tree.get("secretOptions")))


def has_credentials(container: Container) -> bool:
    """Whether the agent reads credentials of a registry."""
    return isinstance(container.tree.get("repositoryCredentials"), Mapping)


def has_environment_files(container: Container) -> bool:
    """Whether the agent reads environment files."""
    return bool(as_list(container.tree.get("environmentFiles")))


def beyond_managed_policy(subject: Subject, value: Value) -> Iterator[Remark]:
    """Actions that the definition makes the role need, and that AWS's managed policy does not allow."""
    actions = sorted({action for one in subject.task.containers for action in _actions(one)})
    if actions:
        message = f"the execution role must also allow {listed(f'`{one}`' for one in actions)}"
        yield Remark(value.pointer, message)


def _actions(container: Container) -> Iterator[str]:
    logs = container.object("logConfiguration")
    for secret in (*container.items("secrets"), *logs.items("secretOptions")):
        yield from _reads(secret)
    if has_credentials(container):
        yield "secretsmanager:GetSecretValue"
    if has_environment_files(container):
        yield from ("s3:GetObject", "s3:GetBucketLocation")
    if logs.text("logDriver") == "awslogs" and logs.object("options").text("awslogs-create-group") == "true":
        yield "logs:CreateLogGroup"


def _reads(secret: Item) -> Iterator[str]:
    where = secret.text("valueFrom")
    if where is not None:
        yield "secretsmanager:GetSecretValue" if _SECRETS_MANAGER.match(where) else "ssm:GetParameters"


_SECRET: Final = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:web/token-AbCdEf"  # noqa: S105 - a name, no secret
_UNLOGGED: Final = {_ROLE: ABSENT, _LOGS: ABSENT}
_SPLUNK: Final[Tree] = {
    "logDriver": "splunk",
    "options": {"splunk-url": "https://splunk.example.com:8088"},
    "secretOptions": [{"name": "splunk-token", "valueFrom": _SECRET}],
}
_FILES: Final[Tree] = [{"type": "s3", "value": "arn:aws:s3:::web-settings/web.env"}]
_PRIVATE: Final[Mapping[str, Tree]] = {
    f"{_APP}/image": "registry.example.com/team/web:1.4.2",
    f"{_APP}/repositoryCredentials": {"credentialsParameter": _SECRET},
}
_SECRETS: Final[Tree] = [{"name": "API_TOKEN", "valueFrom": _SECRET}]
_IMAGES: Final = (
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.4.2",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/web:1.4.2",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1.4.2",
    "123456789012.dkr-ecr.eu-central-1.on.aws/web:1.4.2",
    "123456789012.dkr-ecr-fips.us-east-1.on.aws/web:1.4.2",
)


def _rule(
    rule_id: str,
    needs: tuple[Callable[[Container], bool], str],
    source: Source,
    bad: tuple[Example, ...],
    good: tuple[Example, ...],
    ecs: str = "",
) -> Rule:
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=("",),
        why="On Fargate the agent has no rights of its own: what it fetches and writes, it does with this role.",
        source=source,
        check=_needed_by(*needs),
        hint="name an execution role, such as `ecsTaskExecutionRole`",
        ecs=ecs,
        bad=bad,
        good=good,
        # Awslogs would need the role as well.
        implies=frozenset() if rule_id in {"R044", "R046"} else frozenset({"R136"}),
    )


RULES: Final = (
    _rule(
        "R043",
        (from_private_ecr, "to pull from a private registry of ECR"),
        _EXECUTION_ROLE,
        tuple(Example({**_UNLOGGED, f"{_APP}/image": image}, at=_ROLE) for image in _IMAGES),
        (
            Example(_UNLOGGED),
            Example({**_UNLOGGED, f"{_APP}/image": "nginx:1.27.2"}),
            Example({f"{_APP}/image": _IMAGES[0]}),
        ),
        "Fargate requires task definition to have execution role ARN to support ECR images.",
    ),
    _rule(
        "R044",
        (logs_to_cloudwatch, "to log with awslogs"),
        guide("using_awslogs"),
        (Example({_ROLE: ABSENT}),),
        (Example(_UNLOGGED), Example({})),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    ),
    _rule(
        "R045",
        (has_secrets, "to read secrets"),
        guide("specifying-sensitive-data"),
        (Example({**_UNLOGGED, f"{_APP}/secrets": _SECRETS}, at=_ROLE),),
        (Example({**_UNLOGGED, f"{_APP}/secrets": []}), Example({f"{_APP}/secrets": _SECRETS})),
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ),
    _rule(
        "R046",
        (has_secret_options, "to read the secrets of a log driver"),
        guide("specifying-sensitive-data"),
        (Example({_ROLE: ABSENT, _LOGS: _SPLUNK}),),
        (Example({_LOGS: _SPLUNK}),),
    ),
    _rule(
        "R047",
        (has_credentials, "to read the credentials of a registry"),
        guide("private-auth"),
        (Example({**_UNLOGGED, **_PRIVATE}, at=_ROLE),),
        (Example(_PRIVATE),),
    ),
    _rule(
        "R048",
        (has_environment_files, "to read environment files"),
        guide("use-environment-file"),
        (Example({**_UNLOGGED, f"{_APP}/environmentFiles": _FILES}, at=_ROLE),),
        (Example({**_UNLOGGED, f"{_APP}/environmentFiles": []}), Example({f"{_APP}/environmentFiles": _FILES})),
    ),
    Rule(
        id="R057",
        severity=Severity.INFO,
        at=("executionRoleArn",),
        why="AmazonECSTaskExecutionRolePolicy covers pulling from ECR and writing logs, and nothing else.",
        source=_EXECUTION_ROLE,
        check=beyond_managed_policy,
        hint="allow them for just these resources, and `kms:Decrypt` where a key of your own encrypts them",
        bad=(
            Example({f"{_APP}/secrets": _SECRETS}, at=_ROLE),
            Example({f"{_APP}/secrets": [{"name": "API_TOKEN", "valueFrom": "/web/token"}]}, at=_ROLE),
            Example({f"{_APP}/environmentFiles": _FILES}, at=_ROLE),
            Example({_LOGS: _SPLUNK}, at=_ROLE),
            Example(_PRIVATE, at=_ROLE),
            Example({f"{_LOGS}/options/awslogs-create-group": "true"}, at=_ROLE),
        ),
        good=(Example({}), Example({f"{_APP}/image": _IMAGES[0]})),
    ),
)
