"""Task role and execution role: whether they are roles, and which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, whole
from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.pages import REGISTER, guide
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_BOTH: Final = ("executionRoleArn", "taskRoleArn")
_EXECUTION: Final = "/executionRoleArn"
_TASK: Final = "/taskRoleArn"
# IAM user guide, "IAM and AWS STS quotas, name requirements", seen 2026-11.
_NAME: Final = r"[A-Za-z0-9_+=,.@-]{1,64}"
_BARE: Final = re.compile(rf"(?:(?!role/)[A-Za-z0-9_+=,.@-]{{1,64}}/){{0,8}}{_NAME}")
_ARN: Final = re.compile(rf"arn:aws[a-z-]{{0,20}}:iam::([0-9]{{12}}):role/(?:[!-~]{{1,510}}/)?({_NAME})")
_OTHER_KIND: Final = re.compile(r"arn:aws[a-z-]{0,20}:(?:iam|sts)::[^:]{0,80}:([a-z-]{1,40})/.*", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"[<>{}$]")
_NO_ROLE: Final = "write `arn:aws:iam::`, the account's twelve digits, `:role/` and the role's name"


def no_role(_: Subject, value: Value) -> Iterator[Remark]:
    """A text that is neither a role's ARN nor a role's name."""
    text = value.tree
    if isinstance(text, str) and not _ARN.fullmatch(text) and not _BARE.fullmatch(text):
        yield Remark(value.pointer, f"`{value.name}` is {_what(value, text)}")


def _what(value: Value, text: str) -> str:
    if not text:
        return "empty"
    if _PLACEHOLDER.search(text):
        return f"{quoted(value)}, in which a placeholder was left"
    if (other := _OTHER_KIND.fullmatch(text)) and other[1] != "role":
        return f"{quoted(value)}, an ARN that says `{other[1]}` where a role's says `role`"
    return f"{quoted(value)}, neither the ARN of a role nor the name of one"


def of_another_account(subject: Subject, value: Value) -> Iterator[Remark]:
    """A role of an account other than the one that the definition is registered in."""
    found = _ARN.fullmatch(value.tree) if isinstance(value.tree, str) else None
    account_id = subject.context.account_id
    if found and account_id is not None and found[1] != account_id:
        yield Remark(value.pointer, f"`{value.name}` is a role of account {found[1]}; this goes to {account_id}")


def the_same(subject: Subject, value: Value) -> Iterator[Remark]:
    """One role for the application and for the agent."""
    other = subject.task.root.text("executionRoleArn")
    if isinstance(value.tree, str) and value.tree and other and _is_same(value.tree, other):
        yield Remark(value.pointer, "the task role is also the execution role")


def _is_same(one: str, other: str) -> bool:
    """Whether both mean one role; a bare name is a role of the same account."""
    found, against = _ARN.fullmatch(one), _ARN.fullmatch(other)
    if found and against:
        return one == other
    return (found[2] if found else one) == (against[2] if against else other)


RULES: Final = (
    Rule(
        id="R049",
        severity=Severity.ERROR,
        at=_BOTH,
        why="ECS takes the ARN or the name of an IAM role here, and nothing else.",
        source=REGISTER,
        check=Bound(no_role, {"pattern": f"{whole(_ARN)}|{whole(_BARE)}"}),
        hint=_NO_ROLE,
        ecs="Role is not valid",
        bad=(
            Example({_EXECUTION: ""}),
            Example({_TASK: ""}),
            Example({_TASK: "arn:aws:iam::123456789012:group/admins"}),
            Example({_TASK: "arn:aws:iam::123456789012:instance-profile/web"}),
            Example({_TASK: "arn:aws:sts::123456789012:assumed-role/web/session"}),
            Example({_EXECUTION: "arn:aws:iam::12345678901:role/web"}),
            Example({_EXECUTION: "arn:aws:iam::<account>:role/web"}),
            Example({_EXECUTION: "arn:aws:iam::123456789012:role/"}),
            Example({_EXECUTION: "arn:aws:iam:eu-central-1:123456789012:role/web"}),
            Example({_EXECUTION: "arn:aws:iam::123456789012:web"}),
            Example({_EXECUTION: "role/web"}),
            Example({_TASK: "web execution"}),
            Example({_TASK: "w" * 65}),
        ),
        good=(
            Example({_EXECUTION: "ecsTaskExecutionRole", _TASK: "web"}),
            Example({_EXECUTION: "arn:aws:iam::123456789012:role/service-role/ecsTaskExecutionRole"}),
            Example({_EXECUTION: "arn:aws-cn:iam::123456789012:role/web-execution"}),
            Example({_TASK: "arn:aws-us-gov:iam::123456789012:role/a/b/web"}),
            Example({_TASK: "arn:aws:iam::123456789012:role/" + "w" * 64}),
        ),
    ),
    Rule(
        id="R050",
        severity=Severity.WARNING,
        at=_BOTH,
        why="ECS cannot pass a role of another account to a task.",
        source=guide("task-iam-roles"),
        check=of_another_account,
        hint="take a role of the same account; in a manifest, write `${target.account_id}` in its place",
        ecs="Role is not valid",
        bad=(
            Example({}, at=_EXECUTION, context=Context(account_id="210987654321")),
            Example({}, at=_TASK, context=Context(account_id="210987654321")),
        ),
        good=(
            Example({}, context=Context(account_id="123456789012")),
            Example({_EXECUTION: "web-execution", _TASK: "web"}, context=Context(account_id="210987654321")),
        ),
    ),
    Rule(
        id="R051",
        severity=Severity.WARNING,
        at=("taskRoleArn",),
        why="The application may then do what only the agent has to do: pull every image, read every secret.",
        source=guide("security-ecs-iam-role-overview"),
        check=the_same,
        hint="give the application a role of its own, with only what it needs",
        bad=(
            Example({_TASK: "arn:aws:iam::123456789012:role/web-execution"}),
            Example({_TASK: "web-execution"}),
            Example({_TASK: "web", _EXECUTION: "web"}),
        ),
        good=(Example({_TASK: "web"}), Example({_TASK: ABSENT}), Example({_EXECUTION: "web-execution"})),
    ),
)
