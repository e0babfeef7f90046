"""Members that the API model requires; most have a number of their own in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import ABSENT, Example, beside
from plumbrule.core.validate.pages import MODEL
from plumbrule.core.validate.rule import EVERY, Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.shape import Structure
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value
    from plumbrule.model.tree import Tree

_BY_PATH: Final = {
    "containerDefinitions[].repositoryCredentials": "R088",
    "containerDefinitions[].secrets[]": "R120",
    "containerDefinitions[].logConfiguration": "R138",
    "containerDefinitions[].logConfiguration.secretOptions[]": "R153",
    "containerDefinitions[].firelensConfiguration": "R157",
    "containerDefinitions[].healthCheck": "R169",
    "containerDefinitions[].dependsOn[]": "R187",
    "containerDefinitions[].ulimits[]": "R205",
    "containerDefinitions[].linuxParameters.tmpfs[]": "R216",
    "volumes[].efsVolumeConfiguration": "R240",
    "containerDefinitions[].restartPolicy": "R256",
}
_OF_THE_TASK: Final = frozenset({"family", "containerDefinitions"})


def _missing(value: Value) -> Iterator[str]:
    if isinstance(value.shape, Structure) and isinstance(value.tree, Mapping):
        yield from sorted(name for name in value.shape.required if name not in value.tree)


def _remark(value: Value, name: str) -> Remark:
    where = "the task definition" if value.parent is None else f"`{value.name}`"
    return Remark(child(value.pointer, name), f"`{name}` is missing in {where}")


def missing_in(_: Subject, value: Value) -> Iterator[Remark]:
    """Every required member that is not there."""
    return (_remark(value, name) for name in _missing(value))


REFUSED: Final = (
    "volumes[].fsxWindowsFileServerVolumeConfiguration",
    "volumes[].dockerVolumeConfiguration",
    "placementConstraints[]",
    "containerDefinitions[].linuxParameters.devices[]",
)
"""What Fargate refuses as a whole (R239, R238, R024, R212): to complete or to mend it would be work for nothing."""


def missing_elsewhere(_: Subject, value: Value) -> Iterator[Remark]:
    """The same where the catalogue has no number for it."""
    numbered = frozenset() if value.path else _OF_THE_TASK
    if value.path not in _BY_PATH and not value.path.startswith(REFUSED):
        yield from (_remark(value, name) for name in _missing(value) if name not in numbered)


def _missing_in_task(wanted: str) -> Check:
    return lambda _, value: (_remark(value, name) for name in _missing(value) if name == wanted)


def no_containers(_: Subject, value: Value) -> Iterator[Remark]:
    """A list of containers that is there but empty: the SDK lets it pass, the service does not."""
    if isinstance(value.tree, list | tuple) and not value.tree:
        message = "`containerDefinitions` is empty; a task has at least one container"
        yield Remark(value.pointer, message, "add a container with `name` and `image`")


def _rule(rule_id: str, at: str, check: Check, bad: tuple[Example, ...], good: tuple[Example, ...]) -> Rule:
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(at,),
        why="The SDK refuses a call that lacks a required parameter.",
        source=MODEL,
        check=check,
        hint="add it; the API has no default for it",
        of_shape=True,
        bad=bad,
        good=good,
    )


def _lacking(whole: Mapping[str, Tree], *names: str) -> tuple[Example, ...]:
    """Examples of `whole` that lack one required member each; the first edit is the object that holds them."""
    (at, tree), *_ = whole.items()
    return tuple(
        Example(
            {**whole, at: {key: value for key, value in as_object(tree).items() if key != name}}, at=child(at, name)
        )
        for name in names
    )


_APP: Final = "/containerDefinitions/0"
_SECOND: Final = "/containerDefinitions/1"
_SECRET: Final = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:web/token-AbCdEf"  # noqa: S105 - a name, no secret
_LOGS: Final = beside("app")["logConfiguration"]
_WHOLE: Final[Mapping[str, tuple[Mapping[str, Tree], tuple[str, ...]]]] = {
    "R088": (
        {
            f"{_APP}/repositoryCredentials": {"credentialsParameter": _SECRET},
            f"{_APP}/image": "registry.example.com/team/web:1.4.2",
        },
        ("credentialsParameter",),
    ),
    "R120": ({f"{_APP}/secrets/0": {"name": "API_TOKEN", "valueFrom": _SECRET}}, ("name", "valueFrom")),
    "R138": ({f"{_APP}/logConfiguration": _LOGS}, ("logDriver",)),
    "R153": (
        {
            f"{_APP}/logConfiguration/secretOptions/0": {"name": "splunk-token", "valueFrom": _SECRET},
            f"{_APP}/logConfiguration/logDriver": "splunk",
            f"{_APP}/logConfiguration/options": {"splunk-url": "https://splunk.example.com:8088"},
        },
        ("valueFrom",),
    ),
    "R157": (
        {
            f"{_SECOND}/firelensConfiguration": {"type": "fluentbit"},
            f"{_SECOND}/name": "router",
            f"{_SECOND}/image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.4",
            f"{_SECOND}/user": "0",
            f"{_SECOND}/logConfiguration": _LOGS,
            f"{_APP}/logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "stdout"}},
        },
        ("type",),
    ),
    "R169": ({f"{_APP}/healthCheck": {"command": ["CMD", "/probe"]}}, ("command",)),
    "R187": (
        {
            f"{_APP}/dependsOn/0": {"containerName": "db", "condition": "START"},
            _SECOND: beside("db"),
        },
        ("condition", "containerName"),
    ),
    "R205": (
        {f"{_APP}/ulimits/0": {"name": "nofile", "softLimit": 1024, "hardLimit": 2048}},
        ("hardLimit", "name", "softLimit"),
    ),
    "R216": (
        {f"{_APP}/linuxParameters/tmpfs/0": {"containerPath": "/scratch", "size": 64}},
        ("containerPath", "size"),
    ),
    "R240": (
        {
            "/volumes/0/efsVolumeConfiguration": {
                "fileSystemId": "fs-0123456789abcdef0",
                "transitEncryption": "ENABLED",
            },
            "/volumes/0/name": "shared",
            f"{_APP}/mountPoints/0": {"sourceVolume": "shared", "containerPath": "/shared"},
        },
        ("fileSystemId",),
    ),
    "R256": ({f"{_APP}/restartPolicy": {"enabled": True, "ignoredExitCodes": [3]}}, ("enabled",)),
    "required": ({"/ephemeralStorage": {"sizeInGiB": 40}}, ("sizeInGiB",)),
}


def _of(rule_id: str, at: str, check: Check) -> Rule:
    whole, names = _WHOLE[rule_id]
    return _rule(rule_id, at, check, _lacking(whole, *names), (Example(whole),))


RULES: Final = (
    _rule(
        "R001",
        "",
        _missing_in_task("family"),
        (Example({"/family": ABSENT}),),
        (Example({"/family": "shop"}),),
    ),
    _rule(
        "R003",
        "",
        _missing_in_task("containerDefinitions"),
        (Example({"/containerDefinitions": ABSENT}),),
        (Example({}),),
    ),
    _rule(
        "R003",
        "containerDefinitions",
        Bound(no_containers, {"minItems": 1}),
        (Example({"/containerDefinitions": []}),),
        (Example({"/containerDefinitions": [beside("only")]}),),
    ),
    *(_of(rule_id, path, missing_in) for path, rule_id in _BY_PATH.items()),
    _of("required", EVERY, missing_elsewhere),
)
