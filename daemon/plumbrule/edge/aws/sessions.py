"""Clients: one botocore session per target, for sessions are not thread-safe, and one `data_loader` for all of them.

Sharing the loader makes fifty targets cost 16 MB instead of 573 MB (measured 2026-11 with botocore 1.44.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import boto3
import botocore.credentials
import botocore.loaders
import botocore.session
from botocore.config import Config

from plumbrule.edge.aws.raw import keep_raw
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_sts import STSClient

Session: TypeAlias = boto3.session.Session

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach one target's account.

    Attributes:
        role_arn: assumed when given, under a session name that holds `instance`, so that CloudTrail tells us apart.
        external_id: goes with `role_arn`.
        endpoint_url: only from the operator's settings; AWS_ENDPOINT_URL in the environment is not obeyed.
        connections: at least as many as workers may use at once.
    """

    region: str
    instance: str
    role_arn: str | None = None
    external_id: str | None = None
    endpoint_url: str | None = None
    connections: int = 16


@dataclass(frozen=True, slots=True)
class Clients:
    """What one target needs of AWS."""

    ecs: ECSClient
    sts: STSClient

    def close(self) -> None:
        """Release the connections."""
        self.ecs.close()
        self.sts.close()


def open_clients(access: Access) -> Clients:
    """Make the clients of one target; nothing is called yet."""
    session = _session(access)
    ecs = session.client("ecs", endpoint_url=access.endpoint_url, config=_config(access))
    keep_raw(ecs.meta.events)
    return Clients(ecs, session.client("sts", endpoint_url=access.endpoint_url, config=_config(access)))


def open_sns(access: Access) -> Any:  # noqa: ANN401 - one call of a service without stubs here
    """A client for the one call that a topic takes; nothing is called yet."""
    return _session(access).client("sns", endpoint_url=access.endpoint_url, config=_config(access))


def _config(access: Access) -> Config:
    return Config(
        region_name=access.region,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        max_pool_connections=access.connections,
        # A retry after a lost answer to Register makes a second revision, and each retry drinks from the shared bucket.
        retries={"total_max_attempts": 1},
        user_agent_extra=f"plumbrule/{__version__}",
    )


def _session(access: Access) -> Session:
    core = _plain_session(access)
    if access.role_arn:
        resolver = botocore.credentials.CredentialResolver([_Assumed(access, access.role_arn)])
        core.register_component("credential_provider", resolver)
    return boto3.session.Session(botocore_session=core)


def _plain_session(access: Access) -> botocore.session.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", _shared_loader())
    core.set_config_variable("region", access.region)
    core.set_config_variable("ignore_configured_endpoint_urls", True)  # noqa: FBT003 - botocore takes it by position
    return core


@cache
def _shared_loader() -> botocore.loaders.Loader:
    return botocore.loaders.create_loader()


class _Assumed(botocore.credentials.CredentialProvider):
    """Credentials of `role_arn`, refreshed by botocore before they end; the ambient ones may assume it."""

    METHOD = "assume-role"
    CANONICAL_NAME = "plumbrule"

    def __init__(self, access: Access, role_arn: str) -> None:
        super().__init__()
        self._access = access
        self._role_arn = role_arn

    def load(self) -> botocore.credentials.Credentials | None:
        source = _plain_session(self._access)
        ambient = source.get_credentials()
        if ambient is None:
            return None
        fetcher = botocore.credentials.AssumeRoleCredentialFetcher(
            client_creator=self._client_creator(source),
            source_credentials=ambient,
            role_arn=self._role_arn,
            extra_args=self._extra(),
        )
        return botocore.credentials.DeferredRefreshableCredentials(
            method=self.METHOD, refresh_using=fetcher.fetch_credentials
        )

    def _client_creator(self, source: botocore.session.Session) -> Callable[..., Any]:
        fixed = {"endpoint_url": self._access.endpoint_url, "config": _config(self._access)}
        return lambda service, **keys: source.create_client(service, **{**keys, **fixed})

    def _extra(self) -> dict[str, Any]:
        # The session name appears in CloudTrail and in registeredBy: our own registrations can be told from others.
        named = {"RoleSessionName": f"plumbrule-{self._access.instance}"[:64]}
        return named | ({"ExternalId": self._access.external_id} if self._access.external_id else {})
