"""What needs a task role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.core.validate.item import Item
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_ROLE: Final = "/taskRoleArn"
_OPTIONS: Final = "/containerDefinitions/0/logConfiguration/options"
# Output plugins of Fluent Bit and Fluentd that call AWS: docs.fluentbit.io "outputs", using_firelens, seen 2026-11.
_AWS_OUTPUTS: Final = frozenset(
    {
        *("firehose", "kinesis", "kinesis_firehose", "kinesis_streams", "kinesis_streams_aggregated"),
        *("cloudwatch", "cloudwatch_logs", "s3"),
    }
)
_SIGNED_OUTPUTS: Final = frozenset({"es", "opensearch"})


def _no_role(subject: Subject) -> bool:
    return not subject.task.root.has("taskRoleArn")


def for_efs(subject: Subject, _: Value) -> Iterator[Remark]:
    """File systems that ask who mounts them."""
    if _no_role(subject):
        found = [_named(one) for one in subject.task.volumes if _asks_who(one)]
        if found:
            yield Remark(
                _ROLE, f"`taskRoleArn` is missing; with IAM authorization, EFS lets nobody mount {listed(found)}"
            )


def _asks_who(volume: Item) -> bool:
    return volume.object("efsVolumeConfiguration").object("authorizationConfig").text("iam") == "ENABLED"


def for_s3_files(subject: Subject, _: Value) -> Iterator[Remark]:
    """Volumes of S3 Files, which the task role reads and writes."""
    if _no_role(subject):
        found = [_named(one) for one in subject.task.volumes if one.object("s3filesVolumeConfiguration").tree]
        if found:
            yield Remark(_ROLE, f"`taskRoleArn` is missing; S3 Files mounts {listed(found)} with the task role")


def _named(volume: Item) -> str:
    name = volume.text("name")
    return f"volume `{brief(name)}`" if name else "an unnamed volume"


def for_firelens(subject: Subject, _: Value) -> Iterator[Remark]:
    """Logs that the router sends to AWS."""
    if _no_role(subject):
        found = [one.label for one in subject.task.containers if _goes_to_aws(one.object("logConfiguration"))]
        if found:
            message = f"`taskRoleArn` is missing; the router sends logs of {listed(found)} to AWS with the task role"
            yield Remark(_ROLE, message)


def _goes_to_aws(logs: Item) -> bool:
    if logs.text("logDriver") != "awsfirelens":
        return False
    options = {
        key.lower(): value.lower() for key, value in logs.object("options").tree.items() if isinstance(value, str)
    }
    output = options.get("name") or options.get("@type")
    return output in _AWS_OUTPUTS or (output in _SIGNED_OUTPUTS and options.get("aws_auth") in {"on", "true"})


def for_exec(subject: Subject, _: Value) -> Iterator[Remark]:
    """A shell into running containers."""
    if subject.context.enable_execute_command and _no_role(subject):
        yield Remark(_ROLE, "`taskRoleArn` is missing, but ECS Exec is wanted, which works with the task role")


def _routed(**options: str) -> dict[str, Tree]:
    return {**ROUTED, _OPTIONS: dict(options)}


def _efs(iam: str) -> dict[str, Tree]:
    file_system: dict[str, Tree] = {
        "fileSystemId": "fs-0123456789abcdef0",
        "transitEncryption": "ENABLED",
        "authorizationConfig": {"iam": iam},
    }
    return {
        "/volumes": [{"name": "shared", "efsVolumeConfiguration": file_system}],
        "/containerDefinitions/0/mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}],
    }


_S3_FILES: Final[Mapping[str, Tree]] = {
    "/volumes": [
        {
            "name": "shared",
            "s3filesVolumeConfiguration": {
                "fileSystemArn": "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
            },
        }
    ],
    "/containerDefinitions/0/mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}],
}
_FIREHOSE: Final = {"Name": "kinesis_firehose", "region": "eu-central-1", "delivery_stream": "web"}
_SEARCH: Final = {"Name": "opensearch", "Host": "search.example.com", "Port": "443"}
_EXEC: Final = Context(enable_execute_command=True)

RULES: Final = (
    Rule(
        id="R052",
        severity=Severity.WARNING,
        at=("",),
        why="EFS refuses a mount without an identity, and the task does not start.",
        source=guide("efs-volumes"),
        check=for_efs,
        hint="name a task role that allows `elasticfilesystem:ClientMount`, and `ClientWrite` for writing",
        ecs="ResourceInitializationError: failed to invoke EFS utils ... access denied",
        bad=(Example({_ROLE: ABSENT, **_efs("ENABLED")}),),
        good=(Example(_efs("ENABLED")), Example({_ROLE: ABSENT, **_efs("DISABLED")})),
    ),
    Rule(
        id="R053",
        severity=Severity.WARNING,
        at=("",),
        why="The router calls AWS with the task role; without one, every batch of logs is lost to AccessDenied.",
        source=guide("using_firelens"),
        check=for_firelens,
        hint="name a task role that may write to where the logs go",
        bad=(
            Example({_ROLE: ABSENT, **_routed(**_FIREHOSE)}),
            Example({_ROLE: ABSENT, **_routed(**{"@type": "kinesis_streams", "stream_name": "web"})}),
            Example({_ROLE: ABSENT, **_routed(Name="S3", bucket="web-logs", region="eu-central-1")}),
            Example({_ROLE: ABSENT, **_routed(**_SEARCH, Aws_Auth="On")}),
        ),
        good=(
            Example(_routed(**_FIREHOSE)),
            Example({_ROLE: ABSENT, **_routed(Name="stdout")}),
            Example({_ROLE: ABSENT, **_routed(**_SEARCH)}),
            Example({_ROLE: ABSENT}),
        ),
    ),
    Rule(
        id="R054",
        severity=Severity.WARNING,
        at=("",),
        why="The agent in the container opens its channel with the task role.",
        source=guide("ecs-exec"),
        check=for_exec,
        hint="name a task role that allows the four actions of `ssmmessages`: `CreateControlChannel`, "
        "`CreateDataChannel`, `OpenControlChannel` and `OpenDataChannel`",
        bad=(Example({_ROLE: ABSENT}, context=_EXEC),),
        good=(
            Example({}, context=_EXEC),
            Example({_ROLE: ABSENT}),
            Example({_ROLE: ABSENT}, context=Context(enable_execute_command=False)),
        ),
    ),
    Rule(
        id="R055",
        severity=Severity.ERROR,
        at=("",),
        why="ECS takes a volume of S3 Files only with a task role.",
        source=api("S3FilesVolumeConfiguration"),
        check=for_s3_files,
        hint="name a task role that may use the file system",
        bad=(Example({_ROLE: ABSENT, **_S3_FILES}),),
        good=(Example(_S3_FILES), Example({_ROLE: ABSENT})),
    ),
)
