"""The log driver `awslogs`: values of its options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, whole
from plumbrule.core.validate.checks import not_among, unlike
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.log_options import AWSLOGS, LOGS, OPTION, of_option, under
from plumbrule.core.validate.pages import PARAMETERS, guide, page
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_GROUP: Final = re.compile(r"[A-Za-z0-9._/#-]{1,512}")
_REGION: Final = re.compile(r"[a-z]{2,5}(?:-[a-z]{2,12}){1,2}-[0-9]{1,2}|")
"""Without a region it is missing, which is R140's to say."""

_OPTIONS: Final = "/containerDefinitions/0/logConfiguration/options"
_AT_GROUP: Final = f"{_OPTIONS}/awslogs-group"
_AT_REGION: Final = f"{_OPTIONS}/awslogs-region"
_AT_CREATE: Final = f"{_OPTIONS}/awslogs-create-group"


def makes_group(_: Subject, value: Value) -> Iterator[Remark]:
    """A log group that the task is to make."""
    if value.tree == "true":
        yield Remark(value.pointer, "to make the log group, the execution role needs `logs:CreateLogGroup`")


def elsewhere(subject: Subject, value: Value) -> Iterator[Remark]:
    """Logs that go to another region than the task's."""
    region = subject.context.region
    if region and isinstance(value.tree, str) and value.tree != region and _REGION.fullmatch(value.tree):
        yield Remark(value.pointer, f"the logs go to {quoted(value)}, but the task is for `{region}`")


RULES: Final = (
    Rule(
        id="R144",
        severity=Severity.ERROR,
        at=(OPTION,),
        why="CloudWatch Logs has no log group of such a name.",
        source=page("https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"),
        check=Bound(
            of_option(
                "awslogs-group", unlike(_GROUP, "1 to 512 letters, digits and characters of `. - _ / #`"), AWSLOGS
            ),
            under(AWSLOGS, {"properties": {"awslogs-group": {"pattern": whole(_GROUP)}}}),
            at=LOGS,
        ),
        hint="write the name of the log group, such as `/ecs/web`, not its ARN",
        bad=(
            Example({_AT_GROUP: ""}),
            Example({_AT_GROUP: "/ecs/my web"}),
            Example({_AT_GROUP: "/" + "x" * 512}),
            Example({_AT_GROUP: "arn:aws:logs:eu-central-1:123456789012:log-group:web"}),
        ),
        good=(Example({_AT_GROUP: "/ecs/Web_1.a-b#c"}), Example({_AT_GROUP: "x" * 512})),
    ),
    Rule(
        id="R145",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="ECS documents the two words `true` and `false` and no other.",
        source=PARAMETERS,
        check=of_option("awslogs-create-group", not_among("true", "false"), AWSLOGS),
        hint='write "true" or "false", in small letters',
        bad=(Example({_AT_CREATE: "True"}), Example({_AT_CREATE: "yes"})),
        good=(Example({_AT_CREATE: "true"}), Example({_AT_CREATE: "false"})),
    ),
    Rule(
        id="R146",
        severity=Severity.INFO,
        at=(OPTION,),
        why="The managed policy AmazonECSTaskExecutionRolePolicy does not allow it, and the task then fails to start.",
        source=guide("using_awslogs"),
        check=of_option("awslogs-create-group", makes_group, AWSLOGS),
        hint="allow it in a policy of the execution role, or make the group beforehand and remove the option",
        ecs="ResourceInitializationError: ... AccessDeniedException",
        bad=(Example({_AT_CREATE: "true"}),),
        good=(Example({_AT_CREATE: "false"}), Example({})),
    ),
    Rule(
        id="R150",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="There is no CloudWatch Logs in a region that does not exist, so the task fails to start.",
        source=PARAMETERS,
        check=of_option("awslogs-region", unlike(_REGION, "the code of a region"), AWSLOGS),
        hint="write a code such as `eu-central-1`, without the letter of a zone",
        bad=(
            Example({_AT_REGION: "eu-central-1a"}),
            Example({_AT_REGION: "EU-CENTRAL-1"}),
            Example({_AT_REGION: "eu_central_1"}),
        ),
        good=tuple(
            Example({_AT_REGION: region})
            for region in ("us-east-1", "us-gov-west-1", "cn-northwest-1", "us-iso-east-1", "eusc-de-east-1")
        ),
    ),
    Rule(
        id="logs-elsewhere",
        severity=Severity.INFO,
        at=(OPTION,),
        why="Logs may go to another region; more often the definition was copied from there.",
        source=PARAMETERS,
        check=of_option("awslogs-region", elsewhere, AWSLOGS),
        hint="write the region of the task, unless all logs are gathered in that region",
        bad=(Example({}, at=_AT_REGION, context=Context(region="eu-west-1")),),
        good=(Example({}, context=Context(region="eu-central-1")), Example({})),
    ),
)
