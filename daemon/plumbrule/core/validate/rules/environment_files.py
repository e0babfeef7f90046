"""Environment files: text in S3 that ECS reads variables from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import not_quite, on_windows
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import api, guide, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import cut, is_hidden, quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].environmentFiles"
_FILES: Final = "/containerDefinitions/0/environmentFiles"
_MOST: Final = 10
_OBJECT: Final = re.compile(r"arn:aws[a-z-]*:s3:[^:/]*:[^:/]*:[^:/]+/.+", re.DOTALL)
"""The ARN of an object in a bucket; what is between `s3` and the bucket is empty as a rule."""
_URL: Final = re.compile(r"s3://([a-z0-9.-]+/\S+)")
_API: Final = api("EnvironmentFile")
_PAGE: Final = guide("taskdef-envfiles")


def too_many(_: Subject, value: Value) -> Iterator[Remark]:
    """More files than ECS reads for one container."""
    count = len(as_list(value.tree))
    if count > _MOST:
        yield Remark(value.pointer, f"there are {count} `environmentFiles`; ECS takes {_MOST} for one container")


def no_object(subject: Subject, value: Value) -> Iterator[Remark]:
    """A value that is not the ARN of an object in S3."""
    if isinstance(value.tree, str) and not _OBJECT.fullmatch(value.tree):
        url = None if is_hidden(value) else _URL.fullmatch(value.tree)
        partition = subject.context.partition or "aws"
        hint = f"write `{cut(f'arn:{partition}:s3:::{url[1]}')}`" if url else ""
        yield Remark(value.pointer, f"`value` must be the ARN of an object in S3, but is {quoted(value)}", hint)


def other_ending(_: Subject, value: Value) -> Iterator[Remark]:
    """An object in S3 whose name does not end in `.env`."""
    if isinstance(value.tree, str) and _OBJECT.fullmatch(value.tree) and not value.tree.endswith(".env"):
        yield Remark(value.pointer, f"an environment file's name must end in `.env`, but this is {quoted(value)}")


def _file(name: str, partition: str = "aws") -> dict[str, Tree]:
    return {"type": "s3", "value": f"arn:{partition}:s3:::web-settings/{name}"}


RULES: Final = (
    Rule(
        id="R128",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS reads at most ten files for one container.",
        source=_API,
        check=Bound(too_many, {"maxItems": _MOST}),
        hint="join some of the files",
        ecs="The maximum number of environment files was exceeded. Specify ten or less and try again.",
        bad=(Example({_FILES: [_file(f"{n}.env") for n in range(11)]}),),
        good=(Example({_FILES: [_file(f"{n}.env") for n in range(10)]}),),
    ),
    Rule(
        id="R129",
        severity=Severity.ERROR,
        at=(f"{_AT}[].value",),
        why="ECS reads environment files from S3 alone and wants their ARN.",
        source=_API,
        check=Bound(no_object, {"pattern": "^arn:aws[a-z-]*:s3:[^:/]*:[^:/]*:[^:/]+/"}),
        hint="write the ARN, such as `arn:aws:s3:::BUCKET/production.env`",
        ecs="Invalid arn syntax.",
        bad=tuple(
            Example({f"{_FILES}/0": {"type": "s3", "value": text}}, at=f"{_FILES}/0/value")
            for text in (
                "s3://web-settings/web.env",
                "web.env",
                "",
                "arn:aws:s3:::web-settings",
                "arn:aws:s3:::web-settings/",
                "arn:aws:ssm:eu-central-1:123456789012:parameter/web.env",
            )
        ),
        good=(
            Example({f"{_FILES}/0": _file("web/production.env")}),
            Example({f"{_FILES}/0": _file("web.env", "aws-cn")}),
            Example({f"{_FILES}/0": _file("web.env", "aws-us-gov")}),
        ),
    ),
    Rule(
        id="R130",
        severity=Severity.WARNING,
        at=(f"{_AT}[].value",),
        why="ECS expects the ending and may not start the task without it.",
        source=_PAGE,
        check=other_ending,
        hint="rename the object in S3, such as `production.env`",
        bad=(
            Example({f"{_FILES}/0": _file("web.txt")}, at=f"{_FILES}/0/value"),
            Example({f"{_FILES}/0": _file("web.env.bak")}, at=f"{_FILES}/0/value"),
        ),
        good=(Example({f"{_FILES}/0": _file("web.env")}), Example({f"{_FILES}/0": _file(".env")})),
    ),
    Rule(
        id="R131",
        severity=Severity.ERROR,
        at=(f"{_AT}[].type",),
        why="S3 is the only place that ECS reads environment files from.",
        source=_API,
        check=not_quite("s3"),
        hint="write `s3`",
        bad=tuple(
            Example({f"{_FILES}/0": {**_file("web.env"), "type": word}}, at=f"{_FILES}/0/type")
            for word in ("S3", "efs")
        ),
        good=(Example({f"{_FILES}/0": _file("web.env")}),),
    ),
    Rule(
        id="R132",
        severity=Severity.WARNING,
        at=(_AT,),
        why="The definition registers, but Fargate does not start it on Windows.",
        source=page("https://github.com/aws/containers-roadmap/issues/1626"),
        check=on_windows("Fargate reads no `environmentFiles` on Windows"),
        hint="put the variables into `environment` and `secrets`",
        ecs="PlatformTaskDefinitionIncompatibilityException",
        bad=(Example({**WINDOWS, f"{_FILES}/0": _file("web.env")}, at=_FILES),),
        good=(Example({f"{_FILES}/0": _file("web.env")}), Example({**WINDOWS, _FILES: []})),
    ),
)
