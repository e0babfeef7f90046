"""What the execution role of one task definition takes: each statement with its reasons.

Source of the actions: Amazon ECS task execution IAM role (docs.aws.amazon.com/AmazonECS/latest/developerguide/
task_execution_IAM_role.html), seen 2026-11.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plumbrule.core.grants import named
from plumbrule.core.grants.statement import Needs, Statement, Where
from plumbrule.model.tree import Opaque, as_list, as_object, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Object, Tree

PULL: Final = ("ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage")
TOKEN: Final = ("ecr:GetAuthorizationToken",)
LOG: Final = ("logs:CreateLogStream", "logs:PutLogEvents")
LOG_GROUP: Final = ("logs:CreateLogGroup",)
SECRET: Final = ("secretsmanager:GetSecretValue",)
PARAMETER: Final = ("ssm:GetParameters",)
OBJECT: Final = ("s3:GetObject",)
BUCKET: Final = ("s3:GetBucketLocation",)
DECRYPT: Final = ("kms:Decrypt",)

ROLE: Final = re.compile(r"arn:(?P<partition>aws[a-z-]*):iam::(?P<account>[0-9]{12}):role/")
SIDS: Final = {
    TOKEN: "LogInToEcr",
    PULL: "PullImages",
    LOG: "WriteLogs",
    LOG_GROUP: "CreateLogGroups",
    SECRET: "ReadSecrets",
    PARAMETER: "ReadParameters",
    OBJECT: "ReadFiles",
    BUCKET: "FindBuckets",
    DECRYPT: "Decrypt",
}
"""In the order in which a task comes to need them."""


@dataclass(slots=True)
class _Gathered:
    """Resources and reasons by actions."""

    where: Where
    resources: dict[tuple[str, ...], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    because: dict[tuple[str, ...], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, None] = field(default_factory=dict)

    def add(self, actions: tuple[str, ...], resource: str, because: str) -> None:
        self.resources[actions][resource] = None
        self.because[actions][because] = None

    def note(self, words: str) -> None:
        self.notes[words] = None


def needs_of(definition: Object, where: Where, keys: Sequence[str] = ()) -> Needs:
    """What the execution role takes.

    Args:
        definition: in RegisterTaskDefinition's shape.
        where: the task runs.
        keys: ARNs of the customer's own KMS keys that secrets, parameters or files are encrypted with.
    """
    found = _Gathered(where)
    for container in map(as_object, as_list(definition.get("containerDefinitions"))):
        _container(found, container)
    _keys(found, keys)
    if "*" in {where.account, where.region}:
        found.note("ARNs have * where account or Region are not known: say --account-id and --region")
    if any(isinstance(one, Opaque) for one in _leaves(definition.get("containerDefinitions"))):
        found.note("some values hold variables that are not known here: say --config and --target")
    statements = tuple(
        Statement(sid, actions, tuple(sorted(found.resources[actions])), tuple(found.because[actions]))
        for actions, sid in SIDS.items()
        if actions in found.resources
    )
    return Needs(statements, tuple(found.notes))


def _leaves(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Mapping):
        yield from (leaf for one in tree.values() for leaf in _leaves(one))
    elif is_list(tree):
        yield from (leaf for one in as_list(tree) for leaf in _leaves(one))
    else:
        yield tree


def where_of(definition: Object, known: Where) -> Where:
    """Where the task runs, as far as the definition's own roles and log options tell what is not known."""
    roles = (as_text(definition.get(key)) or "" for key in ("executionRoleArn", "taskRoleArn"))
    arn = next((found for role in roles if (found := ROLE.match(role))), None)
    region = next(_regions(definition), known.region) if known.region == "*" else known.region
    return Where(
        partition=known.partition or (arn["partition"] if arn else ""),
        region=region,
        account=arn["account"] if arn and known.account == "*" else known.account,
    )


def _regions(definition: Object) -> Iterator[str]:
    for container in map(as_object, as_list(definition.get("containerDefinitions"))):
        options = as_object(as_object(container.get("logConfiguration")).get("options"))
        if region := as_text(options.get("awslogs-region")):
            yield region


def _container(found: _Gathered, container: Object) -> None:
    name = as_text(container.get("name")) or "?"
    _image(found, name, as_text(container.get("image")) or "")
    _logs(found, name, as_object(container.get("logConfiguration")))
    for what, reference in _secrets(container):
        _secret(found, f"{what} of {name}", reference)
    for file in map(as_object, as_list(container.get("environmentFiles"))):
        _file(found, f"an environment file of {name}", as_text(file.get("value")) or "")
    _router(found, name, as_object(as_object(container.get("firelensConfiguration")).get("options")))


def _image(found: _Gathered, name: str, image: str) -> None:
    arn = named.repository(image, found.where)
    if arn is not None:
        _of_others(found, name, arn)
        found.add(TOKEN, "*", "images come from private ECR; this action knows no resource")
        found.add(PULL, arn, f"{name} runs {image}")


def _of_others(found: _Gathered, name: str, arn: str) -> None:
    owner = arn.split(":")[4]
    if found.where.account not in {"*", owner}:
        found.note(f"{name}'s image is of account {owner}: the policy of that repository has to allow it, too")


def _logs(found: _Gathered, name: str, logs: Object) -> None:
    """Streams are called PREFIX/CONTAINER/TASK (developer guide, "awslogs-stream-prefix", seen 2026-11)."""
    if logs.get("logDriver") != "awslogs":
        return
    options = as_object(logs.get("options"))
    group, region = as_text(options.get("awslogs-group")) or "*", as_text(options.get("awslogs-region")) or ""
    prefix = as_text(options.get("awslogs-stream-prefix")) or ""
    streams = f"{prefix}/{name}/*" if prefix else "*"
    arn = found.where.arn("logs", f"log-group:{group}", region=region)
    found.add(LOG, f"{arn}:log-stream:{streams}", f"{name} logs to {group}")
    if str(options.get("awslogs-create-group", "")).lower() == "true":
        # IAM has been seen to compare with and without what follows the name.
        for each in (arn, f"{arn}:*"):
            found.add(LOG_GROUP, each, f"{name} makes {group} where it is missing")


def _secrets(container: Object) -> Iterator[tuple[str, str]]:
    """Each reference with what it is for."""
    for one in map(as_object, as_list(container.get("secrets"))):
        yield f"the variable {one.get('name')}", as_text(one.get("valueFrom")) or ""
    for one in map(as_object, as_list(as_object(container.get("logConfiguration")).get("secretOptions"))):
        yield f"the log option {one.get('name')}", as_text(one.get("valueFrom")) or ""
    credentials = as_text(as_object(container.get("repositoryCredentials")).get("credentialsParameter"))
    if credentials:
        yield "the registry's credentials", credentials


def _secret(found: _Gathered, what: str, value: str) -> None:
    if (arn := named.secret(value)) is not None:
        found.add(SECRET, arn, f"{what} is a secret")
    elif (arn := named.parameter(value, found.where)) is not None:
        found.add(PARAMETER, arn, f"{what} is a parameter")
    else:
        found.note(f"{what} refers to nothing that a policy could name: see plumbrule validate")


def _router(found: _Gathered, name: str, options: Object) -> None:
    """FireLens configuration in S3 (developer guide, "Using Amazon S3 to store custom configuration", seen 2026-11)."""
    if options.get("config-file-type") == "s3":
        _file(found, f"the log router's configuration of {name}", as_text(options.get("config-file-value")) or "")
        found.note(f"{name} reads its configuration from S3, which Fargate does not do (R158); it counts for EC2 alone")


def _file(found: _Gathered, what: str, value: str) -> None:
    arns = named.stored(value)
    if arns is None:
        found.note(f"{what} is no object of S3: see plumbrule validate")
        return
    found.add(OBJECT, arns[0], f"{what} is there")
    found.add(BUCKET, arns[1], f"{what} is there")


def _keys(found: _Gathered, keys: Sequence[str]) -> None:
    """A definition does not say what its secrets are encrypted with."""
    encrypted = [actions for actions in (SECRET, PARAMETER, OBJECT) if actions in found.resources]
    for key in keys:
        found.add(DECRYPT, key, "named with --kms-key")
    if encrypted and not keys:
        found.note(
            "secrets, SecureString parameters and files that are encrypted with a key of your own need kms:Decrypt on "
            "it: name it with --kms-key"
        )
