"""Secrets of Secrets Manager: which version and which key, whole ARNs, and rotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import items_of
from plumbrule.core.validate.pages import guide, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Item
    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = (
    "containerDefinitions[].secrets[].valueFrom",
    "containerDefinitions[].logConfiguration.secretOptions[].valueFrom",
)
_SECRETS: Final = "/containerDefinitions/0/secrets"
_OPTIONS: Final = "/containerDefinitions/0/logConfiguration/secretOptions"
_HOME: Final = "arn:aws:secretsmanager:eu-central-1:123456789012:secret"
_PARAMETER: Final = Example({f"{_SECRETS}/0": {"name": "KEY", "valueFrom": "/web/key"}})
_SECRET: Final = re.compile(
    r"arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(?P<name>[^:]+)(?P<suffix>(?::.*)?)", re.DOTALL
)
_WHOLE: Final = re.compile(r"-[A-Za-z0-9]{6}\Z")


def _suffix(text: str) -> tuple[str, ...] | None:
    """What follows the name in the ARN of a secret, such as `KEY`, `STAGE`, `ID`; None for anything else."""
    found = _SECRET.fullmatch(text)
    return tuple(found["suffix"].split(":")[1:]) if found else None


def odd_suffix(_: Subject, value: Value) -> Iterator[Remark]:
    """Anything but three parts after the name of a secret."""
    suffix = _suffix(value.tree) if isinstance(value.tree, str) else None
    if suffix and len(suffix) != len(("key", "stage", "id")):
        count = f"{len(suffix)} part" + ("s" if len(suffix) > 1 else "")
        yield Remark(value.pointer, f"`valueFrom` has {count} after the name of the secret; ECS takes none or three")


def stage_and_id(_: Subject, value: Value) -> Iterator[Remark]:
    """A version stage beside a version id."""
    match _suffix(value.tree) if isinstance(value.tree, str) else None:
        case (_, stage, version) if stage and version:
            yield Remark(value.pointer, "`valueFrom` names a version stage and a version id of the secret")
        case _:
            pass


def partial(_: Subject, value: Value) -> Iterator[Remark]:
    """The first secret whose ARN lacks what Secrets Manager adds to a name, and how many more there are."""
    found = [one for one in items_of(value.tree, value.pointer) if _is_partial(one.text("valueFrom") or "")]
    if found:
        name = found[0].text("name")
        whose = f"`{brief(name)}`" if name else "a secret"
        more = f" ({len(found) - 1} more of this list do)" if len(found) > 1 else ""
        message = f"the ARN of {whose} lacks the six characters that Secrets Manager adds to the name{more}"
        yield Remark(found[0].at("valueFrom"), message)


def _is_partial(text: str) -> bool:
    found = _SECRET.fullmatch(text)
    return found is not None and not _WHOLE.search(found["name"])


def read_once(subject: Subject, _: Value) -> Iterator[Remark]:
    """The first container that takes a secret in whatever version is current."""
    for container in subject.task.containers:
        if any(_follows(secret) for secret in container.items("secrets")):
            message = f"{container.label} reads its secrets once, when it starts; it does not see a rotation"
            yield Remark(container.at("secrets"), message)
            return


def _follows(secret: Item) -> bool:
    """Whether it is from Secrets Manager, which rotates, and pinned to no version."""
    suffix = _suffix(secret.text("valueFrom") or "")
    return suffix is not None and not any(suffix[2:])


def _secret(suffix: str, at: str = _SECRETS, found: str = "") -> Example:
    return Example({f"{at}/0": {"name": "KEY", "valueFrom": f"{_HOME}:{suffix}"}}, at=found or f"{at}/0/valueFrom")


RULES: Final = (
    Rule(
        id="R124",
        severity=Severity.WARNING,
        at=_AT,
        why="The definition registers, but its tasks stop before they start.",
        source=guide("specifying-sensitive-data-secrets"),
        check=odd_suffix,
        hint="write three parts, each of which may be empty: `:KEY:STAGE:VERSION`, such as `:password::`",
        ecs="unexpected ARN format with parameters when trying to retrieve ASM secret",
        bad=(
            _secret("web-AbCd12:password"),
            _secret("web-AbCd12:password:"),
            _secret("web-AbCd12:password:::", _OPTIONS),
        ),
        good=(_secret("web-AbCd12"), _secret("web-AbCd12:password::"), _secret("web-AbCd12::AWSPREVIOUS:")),
    ),
    Rule(
        id="R125",
        severity=Severity.WARNING,
        at=_AT,
        why="Each of them alone names a version, and together they may not fit.",
        source=guide("specifying-sensitive-data-secrets"),
        check=stage_and_id,
        hint="keep one of them, and leave the other empty",
        bad=(_secret("web-AbCd12:password:AWSCURRENT:0a1b2c3d"),),
        good=(_secret("web-AbCd12:password:AWSCURRENT:"), _secret("web-AbCd12:password::0a1b2c3d")),
    ),
    Rule(
        id="R126",
        severity=Severity.INFO,
        at=("containerDefinitions[].secrets", "containerDefinitions[].logConfiguration.secretOptions"),
        why="A name that itself ends like another secret's ARN makes the partial ARN ambiguous.",
        source=page(
            "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen"
        ),
        check=partial,
        hint="write the full ARN; a secret of another account needs it, and a customer managed key, in any case",
        bad=(_secret("web"), _secret("web:key::"), _secret("web", _OPTIONS)),
        good=(_secret("web-AbCd12"), _secret("web-AbCd12:key::"), _PARAMETER),
    ),
    Rule(
        id="R127",
        severity=Severity.INFO,
        at=("containerDefinitions",),
        why="ECS reads secrets when a container starts, and never again.",
        source=guide("specifying-sensitive-data"),
        check=read_once,
        hint="begin a new deployment after each rotation",
        bad=(_secret("web-AbCd12", found=_SECRETS), _secret("web-AbCd12:key::", found=_SECRETS)),
        good=(_secret("web-AbCd12:::0a1b2c3d"), _PARAMETER),
    ),
)
