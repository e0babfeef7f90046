"""Clients: one botocore session per target, for sessions are not thread-safe, and one `data_loader` for all of them.

Sharing the loader makes fifty targets cost 16 MB instead of 573 MB (measured 2026-11 with botocore 1.44.5).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import boto3
import botocore.credentials
import botocore.loaders
import botocore.session
from botocore.config import Config
from botocore.exceptions import NoCredentialsError

from plumbrule.edge.aws.answers import our_errors
from plumbrule.edge.aws.calls import count_calls, uncounted
from plumbrule.edge.aws.raw import keep_raw
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_sts import STSClient

    from plumbrule.edge.aws.access import Access
    from plumbrule.edge.aws.calls import Counted

Session: TypeAlias = boto3.session.Session

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Clients:
    """What one target needs of AWS.

    Attributes:
        credentials: botocore's, which all clients share; None where there are none.
    """

    ecs: ECSClient
    sts: STSClient
    credentials: Any = field(default=None, repr=False)

    def renew(self) -> None:
        """See to it that credentials are there and last for a call. Raises Denied, Throttled, Unavailable."""
        with our_errors("sts:AssumeRole"):
            if self.credentials is None:
                raise NoCredentialsError
            self.credentials.get_frozen_credentials()

    def close(self) -> None:
        """Release the connections."""
        self.ecs.close()
        self.sts.close()


def open_clients(access: Access, counted: Counted = uncounted) -> Clients:
    """Make the clients of one target, whose calls are told to `counted`; nothing is called yet."""
    session = _session(access)
    ecs = session.client("ecs", endpoint_url=access.endpoint_url, config=_config(access))
    keep_raw(ecs.meta.events)
    sts = session.client("sts", endpoint_url=_sts_url(access), config=_config(access))
    for client in (ecs, sts):
        count_calls(client.meta.events, counted)
    return Clients(ecs, sts, session.get_credentials())


def open_sns(access: Access) -> Any:  # noqa: ANN401 - one call of a service without stubs here
    """A client for the one call that a topic takes; nothing is called yet."""
    return _session(access).client("sns", endpoint_url=access.endpoint_url, config=_config(access))


def open_service(access: Access, service: str, region: str, url: str | None) -> Any:  # noqa: ANN401 - services without stubs here
    """A client for reading, in a Region that need not be the target's; nothing is called yet."""
    paths: Any = {"addressing_style": "path"} if url else None
    # Whoever asks goes slowly: one connection is enough.
    config = _config(replace(access, region=region, connections=1)).merge(Config(s3=paths))
    session: Any = _session(access)
    return session.client(service, region_name=region, endpoint_url=url, config=config)


def open_sqs(access: Access, wait: int) -> Any:  # noqa: ANN401 - two calls of a service without stubs here
    """A client for one queue, whose answers may take `wait` seconds longer; nothing is called yet."""
    config = _config(access, ANSWER_SECONDS + wait)
    return _session(access).client("sqs", endpoint_url=access.endpoint_url, config=config)


def _config(access: Access, answer: int = ANSWER_SECONDS) -> Config:
    proxies: Any = {"http": access.proxy, "https": access.proxy} if access.proxy else None
    return Config(
        region_name=access.region,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=answer,
        max_pool_connections=access.connections,
        # A retry after a lost answer to Register makes a second revision, and each retry drinks from the shared bucket.
        retries={"total_max_attempts": 1},
        user_agent_extra=f"plumbrule/{__version__}",
        proxies=proxies,
        # Without a word of ours AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT count.
        use_fips_endpoint=access.fips or None,
        use_dualstack_endpoint=access.dual_stack or None,
    )


def _sts_url(access: Access) -> str | None:
    return access.sts_url or access.endpoint_url


def _session(access: Access) -> Session:
    core = _plain_session(access)
    if access.hops:
        resolver = botocore.credentials.CredentialResolver([_Assumed(access)])
        core.register_component("credential_provider", resolver)
    return boto3.session.Session(botocore_session=core)


def _plain_session(access: Access) -> botocore.session.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", _shared_loader())
    core.set_config_variable("region", access.region)
    if access.ca_bundle:
        core.set_config_variable("ca_bundle", access.ca_bundle)
    core.set_config_variable("ignore_configured_endpoint_urls", True)  # noqa: FBT003 - botocore takes it by position
    return core


@cache
def _shared_loader() -> botocore.loaders.Loader:
    return botocore.loaders.create_loader()


class _Assumed(botocore.credentials.CredentialProvider):
    """Credentials of the last role on the way, refreshed by botocore before they end, as are those on the way."""

    METHOD = "assume-role"
    CANONICAL_NAME = "plumbrule"

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def load(self) -> botocore.credentials.Credentials | None:
        source = _plain_session(self._access)
        found = source.get_credentials()
        for nth in range(len(self._access.hops)):
            if found is None:
                return None
            found = self._assumed(source, found, nth)
        return found

    def _assumed(
        self, source: botocore.session.Session, before: botocore.credentials.Credentials, nth: int
    ) -> botocore.credentials.Credentials:
        """Nothing is called yet."""
        fetcher = botocore.credentials.AssumeRoleCredentialFetcher(
            client_creator=self._client_creator(source),
            source_credentials=before,
            role_arn=self._access.hops[nth].role_arn,
            extra_args=self._access.words(nth),
        )
        return botocore.credentials.DeferredRefreshableCredentials(
            method=self.METHOD, refresh_using=fetcher.fetch_credentials
        )

    def _client_creator(self, source: botocore.session.Session) -> Callable[..., Any]:
        fixed = {"endpoint_url": _sts_url(self._access), "config": _config(self._access)}
        return lambda service, **keys: source.create_client(service, **{**keys, **fixed})
