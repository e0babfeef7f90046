"""What names in a definition stand for in IAM: repositories, secrets, parameters, objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.model.registry import PRIVATE_ECR

if TYPE_CHECKING:
    from plumbrule.core.grants.statement import Where

SUFFIX: Final = "-??????"
"""What Secrets Manager adds to a name, where nobody knows it."""
_REPOSITORY: Final = re.compile(r"[a-z0-9._/-]+")
_SECRET: Final = re.compile(r"(?P<arn>arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:\s]+)(?::[^:]*){0,3}")
_PARAMETER: Final = re.compile(r"arn:[a-z-]+:ssm:[a-z0-9-]+:[0-9]{12}:parameter/\S+")
_SUFFIXED: Final = re.compile(r".*-[A-Za-z0-9]{6}")
_OBJECT: Final = re.compile(r"arn:(?P<partition>[a-z-]+):s3:::(?P<bucket>[^/\s]+)/(?P<key>\S+)")


def repository(image: str, where: Where) -> str | None:
    """The ARN of the private repository that an image comes from; None for every other registry."""
    found = PRIVATE_ECR.match(image)
    name = _REPOSITORY.match(image, found.end()) if found else None
    if found is None or name is None:
        return None
    region = found["region"] or found["dual"]
    return where.arn("ecr", f"repository/{name[0]}", region=region, account=found["account"])


def secret(value: str) -> str | None:
    """The ARN that a policy names for a secret, whatever key or version is meant; None where it is none.

    A name without the six characters that Secrets Manager adds stands for all secrets that begin so.
    """
    found = _SECRET.fullmatch(value)
    if found is None:
        return None
    return found["arn"] if _SUFFIXED.fullmatch(found["arn"]) else f"{found['arn']}{SUFFIX}"


def parameter(value: str, where: Where) -> str | None:
    """The ARN of a parameter, which a definition may name alone when it lies in the task's own Region."""
    if _PARAMETER.fullmatch(value):
        return value
    if value.startswith("arn:") or not re.fullmatch(r"[A-Za-z0-9_./-]+", value):
        return None
    return where.arn("ssm", f"parameter/{value.removeprefix('/')}")


def stored(value: str) -> tuple[str, str] | None:
    """The ARNs of an object and its bucket; None where it is none."""
    found = _OBJECT.fullmatch(value)
    return None if found is None else (value, f"arn:{found['partition']}:s3:::{found['bucket']}")
