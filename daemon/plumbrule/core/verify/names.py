"""What names in a definition mean: which image, secret, parameter, role or object, and where it lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.model.dependency import Dependency, Thing, Unasked, Use, Want
from plumbrule.model.registry import PRIVATE_ECR

if TYPE_CHECKING:
    from plumbrule.core.grants.statement import Where

_REPOSITORY: Final = re.compile(
    r"(?P<name>[a-z0-9._/-]+)(?::(?P<tag>[\w.-]{1,128}))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)
_SECRET: Final = re.compile(
    r"(?P<arn>arn:(?P<partition>[a-z-]+):secretsmanager:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):secret:[^:\s]+)"
    r"(?::(?P<key>[^:]*))?(?::(?P<stage>[^:]*))?(?::(?P<id>[^:]*))?"
)
"""`…:secret:name-suffix:json-key:version-stage:version-id`, each of the last three empty or left out.

Source: ECS developer guide, "Pass Secrets Manager secrets through Amazon ECS environment variables", seen 2026-11.
"""
_PARAMETER: Final = re.compile(
    r"arn:(?P<partition>[a-z-]+):ssm:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):parameter/[^\s:]+"
)
_PARAMETER_NAME: Final = re.compile(r"[\w./-]+")
_ROLE: Final = re.compile(r"arn:(?P<partition>[a-z-]+):iam::(?P<account>[0-9]{12}):role/(?:[\x21-\x7e]*/)?[\w+=,.@-]+")
_ROLE_NAME: Final = re.compile(r"[\w+=,.@-]{1,64}")
_OBJECT: Final = re.compile(r"arn:(?P<partition>[a-z-]+):s3:::(?P<bucket>[^/\s]+)/(?P<key>\S+)")
_STAND_IN: Final = "/aws/reference/secretsmanager/"
"""Parameters that stand for secrets (Systems Manager user guide, seen 2026-11)."""
OTHER_REGISTRY: Final = "only private ECR is asked, and this is another registry"
NO_NAME: Final = "it names nothing that could be asked about: plumbrule validate says more"
OTHER_PARTITION: Final = "it lies in another partition of AWS"


def image(written: str, by: str, where: Where) -> Want:
    """An image, which is asked about where it comes from private ECR."""
    host = PRIVATE_ECR.match(written)
    if host is None:
        return Unasked(Thing.IMAGE, written, by, OTHER_REGISTRY)
    found = _REPOSITORY.fullmatch(written, host.end())
    if found is None:
        return Unasked(Thing.IMAGE, written, by, NO_NAME)
    region = host["region"] or host["dual"]
    if _partition(region) != _partition(where.region):
        return Unasked(Thing.IMAGE, written, by, OTHER_PARTITION)
    version = f"@{found['digest']}" if found["digest"] else f":{found['tag'] or 'latest'}"
    return Use(Dependency(Thing.IMAGE, found["name"] + version, host["account"], region), by, image=written)


def reference(value: str, by: str, where: Where) -> Want:
    """A secret by its ARN, or a parameter by ARN or name."""
    if found := _SECRET.fullmatch(value):
        return _secret(found, by, where)
    return _parameter(value, by, where)


def credentials(value: str, by: str, where: Where) -> Want:
    """A registry's credentials: a secret by ARN, or by name where it lies in the task's own Region."""
    if value.startswith("arn:"):
        return reference(value, by, where)
    return Use(Dependency(Thing.SECRET, value, where.account, where.region), by)


def role(value: str, by: str, where: Where) -> Want:
    """A role of the task's own account, by ARN or name."""
    found = _ROLE.fullmatch(value)
    if found is None and not _ROLE_NAME.fullmatch(value):
        return Unasked(Thing.ROLE, value, by, NO_NAME)
    if found and found["account"] != where.account:
        return Unasked(
            Thing.ROLE, value, by, f"it is of account {found['account']}, and ECS wants one of the task's own"
        )
    return Use(Dependency(Thing.ROLE, value, where.account), by)


def stored(value: str, by: str, where: Where) -> Want:
    """An object in S3."""
    found = _OBJECT.fullmatch(value)
    if found is None:
        return Unasked(Thing.FILE, value, by, NO_NAME)
    if found["partition"] != where.partition:
        return Unasked(Thing.FILE, value, by, OTHER_PARTITION)
    return Use(Dependency(Thing.FILE, value), by)


def _secret(found: re.Match[str], by: str, where: Where) -> Want:
    if found["partition"] != where.partition:
        return Unasked(Thing.SECRET, found["arn"], by, OTHER_PARTITION)
    dependency = Dependency(Thing.SECRET, found["arn"], found["account"], found["region"])
    return Use(dependency, by, version=found["id"] or found["stage"] or "", has_key=bool(found["key"]))


def _parameter(value: str, by: str, where: Where) -> Want:
    found = _PARAMETER.fullmatch(value)
    if found is None and not _PARAMETER_NAME.fullmatch(value):
        return Unasked(Thing.PARAMETER, value, by, NO_NAME)
    if _STAND_IN in value:
        return Unasked(Thing.PARAMETER, value, by, "it stands for a secret, which only its value would show")
    if found is None:
        return Use(Dependency(Thing.PARAMETER, value, where.account, where.region), by)
    if found["account"] != where.account:
        return Unasked(
            Thing.PARAMETER, value, by, f"it is of account {found['account']}, which shows it to nobody else"
        )
    return Use(Dependency(Thing.PARAMETER, value, found["account"], found["region"]), by)


def _partition(region: str) -> str:
    """By the Region's name: what reaches one partition reaches no other."""
    return next((one for one in ("cn-", "us-gov-", "us-iso", "eu-isoe", "eusc-") if region.startswith(one)), "")
