"""Where secrets come from: `valueFrom` of `secrets` and of `secretOptions`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.core.validate.show import part
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = (
    "containerDefinitions[].secrets[].valueFrom",
    "containerDefinitions[].logConfiguration.secretOptions[].valueFrom",
)
_FIRST: Final = "/containerDefinitions/0/secrets/0"
_OPTION: Final = "/containerDefinitions/0/logConfiguration/secretOptions/0"
_ACCOUNT: Final = "123456789012"
_HOME: Final = f"eu-central-1:{_ACCOUNT}"
_PARAMETER_ARN: Final = f"arn:aws:ssm:{_HOME}:parameter/web/key"
_SECRET_ARN: Final = f"arn:aws:secretsmanager:{_HOME}:secret:web-AbCdEf"
_RESOURCES: Final = {"secretsmanager": "secret:", "ssm": "parameter/"}
_PARTS: Final = 6
_STRANGE: Final = re.compile(r"[^A-Za-z0-9._/-]")
_TWELVE: Final = re.compile(r"[0-9]{12}")
_ROLE: Final = re.compile(r"arn:[a-z-]+:iam::([0-9]{12}):role/")
_PARAMETERS: Final = guide("specifying-sensitive-data-parameters")
_INVALID: Final = "The Systems Manager parameter name specified for secret X is invalid."


def no_reference(_: Subject, value: Value) -> Iterator[Remark]:
    """Neither an ARN nor the name of a parameter; the text is not repeated, since it may be the secret itself."""
    if not isinstance(value.tree, str) or value.tree.startswith("arn:"):
        return
    strange = _STRANGE.search(value.tree)
    if not value.tree:
        yield Remark(value.pointer, "`valueFrom` is empty")
    elif strange and strange[0] == ":":
        message = "`valueFrom` is no ARN, so ECS reads it as the name of a parameter, and no such name has a `:`"
        hint = (
            "a secret of Secrets Manager needs its full ARN, `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:KEY::`"
        )
        yield Remark(value.pointer, message, hint)
    elif strange:
        message = f"`valueFrom` is neither an ARN nor the name of a parameter, which has no {json.dumps(strange[0])}"
        yield Remark(value.pointer, message)


def other_arn(_: Subject, value: Value) -> Iterator[Remark]:
    """An ARN of something else, or one that lacks a part."""
    if isinstance(value.tree, str) and value.tree.startswith("arn:") and (wrong := _wrong(value.tree)):
        yield Remark(value.pointer, f"`valueFrom` is an ARN {wrong}")


def _wrong(text: str) -> str:
    """What is wrong with an ARN; ECS does not look at the words for Region and account, if only there are some."""
    parts = text.split(":", _PARTS - 1)
    if len(parts) < _PARTS:
        return f"of {len(parts)} parts; an ARN has {_PARTS}"
    _, _, service, region, account, resource = parts
    start = _RESOURCES.get(service)
    if start is None:
        return f"of `{part(text, service)}`; secrets come from `secretsmanager` and parameters from `ssm`"
    if not region or not account:
        return "without a Region" if not region else "without an account"
    if not resource.startswith(start) or resource == start:
        return f"of `{service}` that does not go on with `{start}` and a name after the account"
    return ""


def elsewhere(subject: Subject, value: Value) -> Iterator[Remark]:
    """A parameter of another account than the task's."""
    parts = _parts(value, "ssm")
    if len(parts) < _PARTS or not _TWELVE.fullmatch(parts[4]):
        return
    account = _account(subject)
    if account is not None and account != parts[4]:
        message = f"the parameter is in account {parts[4]}, but the task will be in {account}"
        yield Remark(value.pointer, message)


def _account(subject: Subject) -> str | None:
    """The account of the task: stated, or that of its roles."""
    roles = (subject.task.root.text(name) or "" for name in ("executionRoleArn", "taskRoleArn"))
    found = (role[1] for text in roles if (role := _ROLE.match(text)))
    return subject.context.account_id or next(found, None)


def _parts(value: Value, service: str) -> list[str]:
    """The parts of an ARN of the service; none for any other text."""
    parts = value.tree.split(":", _PARTS - 1) if isinstance(value.tree, str) else []
    return parts if parts[:1] == ["arn"] and parts[2:3] == [service] else []


def _from(text: str, account: str | None = None) -> Example:
    context = Context(account_id=account) if account else None
    return Example({_FIRST: {"name": "KEY", "valueFrom": text}}, at=f"{_FIRST}/valueFrom", context=context)


def _option(text: str) -> Example:
    return Example({_OPTION: {"name": "KEY", "valueFrom": text}}, at=f"{_OPTION}/valueFrom")


RULES: Final = (
    Rule(
        id="R121",
        severity=Severity.ERROR,
        at=_AT,
        why="What is not an ARN is the name of a parameter for ECS, also where a secret was meant.",
        source=_PARAMETERS,
        check=Bound(no_reference, {"pattern": "^arn:|^[A-Za-z0-9._/-]+$"}),
        hint="write the name of a parameter, or the full ARN of a parameter or secret, never the secret itself",
        ecs=_INVALID,
        bad=(
            _from("web-secret:password::"),
            _from("correct horse!"),
            _from(" /web/key"),
            _from("/web/<KEY>"),
            _from(""),
            _option("web@key"),
        ),
        good=(_from("/web/key"), _from("web.key_1-x"), _from(_PARAMETER_ARN), _from(f"{_SECRET_ARN}:password::")),
    ),
    Rule(
        id="R122",
        severity=Severity.ERROR,
        at=_AT,
        why="ECS reads secrets from Secrets Manager and Parameter Store, and finds them by a whole ARN.",
        source=api("Secret"),
        check=Bound(other_arn, {"pattern": "^(?!arn:)|^arn:[^:]*:(?:secretsmanager|ssm):"}),
        hint="write `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME` or `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`",
        ecs="Invalid arn syntax.",
        bad=(
            _from("arn:aws:s3:::web-settings/key"),
            _from(f"arn:aws:kms:{_HOME}:key/1234"),
            _from("arn:aws:ssm"),
            _from(f"arn:aws:ssm:eu-central-1::{_ACCOUNT}"),
            _from(f"arn:aws:ssm::{_ACCOUNT}:parameter/web"),
            _from(f"arn:aws:ssm:{_HOME}:/web/key"),
            _from(f"arn:aws:ssm:{_HOME}:parameter/"),
            _option(f"arn:aws:secretsmanager:{_HOME}:web-AbCdEf"),
        ),
        good=(
            _from(_PARAMETER_ARN),
            _from(_SECRET_ARN),
            _from("arn:aws:ssm:region:account:parameter/web"),
            _from(f"arn:aws-cn:secretsmanager:cn-north-1:{_ACCOUNT}:secret:web-AbCdEf"),
            _from(f"arn:aws-us-gov:ssm:us-gov-west-1:{_ACCOUNT}:parameter/web/key"),
        ),
    ),
    Rule(
        id="R123",
        severity=Severity.ERROR,
        at=_AT,
        why="ECS reads no parameters of other accounts.",
        source=_PARAMETERS,
        check=elsewhere,
        hint="copy the parameter into the task's account, or keep the secret in Secrets Manager",
        ecs="The Systems Manager parameter ARN has a different account ID than the current account.",
        bad=(
            _from("arn:aws:ssm:eu-central-1:111122223333:parameter/web/key"),
            Example(
                {
                    "/executionRoleArn": "web-execution",
                    "/taskRoleArn": "web",
                    f"{_FIRST}": {"name": "KEY", "valueFrom": _PARAMETER_ARN},
                },
                at=f"{_FIRST}/valueFrom",
                context=Context(account_id="111122223333"),
            ),
        ),
        good=(
            _from(_PARAMETER_ARN),
            _from(_PARAMETER_ARN, _ACCOUNT),
            _from("arn:aws:secretsmanager:eu-central-1:111122223333:secret:web-AbCdEf"),
        ),
    ),
)
