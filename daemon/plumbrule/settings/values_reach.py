"""How accounts are reached, as values: what a target says beside its role, and what all targets share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta  # noqa: TC003 - what a dataclass's fields are can be asked for
from typing import Final


@dataclass(frozen=True, slots=True)
class RoleSettings:
    """A role to assume.

    Attributes:
        external_id: what its trust policy asks for; kept out of every rendering.
    """

    role_arn: str
    external_id: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a target says of the way to its account, beside its role and its endpoint.

    Attributes:
        chain: roles to assume on the way to the target's own, in this order.
        writer: the role that registers and tags; None means whoever reads.
        tags: of the sessions, by key.
        duration: of each session; None is AWS's own hour.
        sts_url: where STS answers; None is where ECS does.
    """

    chain: tuple[RoleSettings, ...] = ()
    writer: RoleSettings | None = None
    tags: tuple[tuple[str, str], ...] = ()
    duration: timedelta | None = None
    sts_url: str | None = None
    fips: bool = False
    dual_stack: bool = False


STRAIGHT: Final = Reach()
"""No role on the way, and AWS's ordinary endpoints."""


@dataclass(frozen=True, slots=True)
class Network:
    """What stands between the daemon and AWS.

    Attributes:
        proxy: its URL; None leaves it to the environment.
        ca_bundle: path of the certificates to trust; None for those that botocore brings.
    """

    proxy: str | None = None
    ca_bundle: str | None = None


OPEN: Final = Network()
