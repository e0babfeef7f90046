"""Satisfies `ports.Dependencies`: which service is asked for which thing, by a client of the Region where it lies."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, assert_never

from plumbrule.edge.aws.calls import count_calls, uncounted
from plumbrule.edge.aws.dependencies import files, images, logs, parameters, roles, secrets
from plumbrule.edge.aws.dependencies.tasks import running
from plumbrule.edge.aws.sessions import open_service
from plumbrule.model.dependency import Thing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.edge.aws.access import Access
    from plumbrule.edge.aws.calls import Counted
    from plumbrule.model.dependency import Absent, Dependency, Found
    from plumbrule.model.ids import Family


class AwsDependencies:
    """One target's account as its own credentials see it.

    Args:
        access: how the target is reached; clients for other Regions are made when something lies there.
        url: where all services but ECS answer; None for AWS.
        counted: is told of each call.
    """

    def __init__(self, access: Access, url: str | None = None, counted: Counted = uncounted) -> None:
        self._access = access
        self._counted = counted
        self._url = url
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def ask(self, dependency: Dependency) -> Found | Absent:
        """See `ports.Dependencies`."""
        region = dependency.region or self._access.region
        match dependency.thing:
            case Thing.IMAGE:
                return images.asked(self._client("ecr", region), dependency)
            case Thing.SECRET:
                return secrets.asked(self._client("secretsmanager", region), dependency)
            case Thing.PARAMETER:
                return parameters.asked(self._client("ssm", region), dependency)
            case Thing.LOG_GROUP:
                return logs.asked(self._client("logs", region), dependency)
            case Thing.ROLE:
                return roles.asked(self._client("iam", region), dependency)
            case Thing.FILE:
                return files.asked(self._client("s3", region), dependency)
            case _ as never:
                assert_never(never)

    def running(self, family: Family, clusters: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """See `ports.Dependencies`."""
        return running(self._client("ecs", self._access.region), family, clusters)

    def close(self) -> None:
        """See `ports.Dependencies`."""
        with self._lock:
            clients, self._clients = tuple(self._clients.values()), {}
        for client in clients:
            client.close()

    def _client(self, service: str, region: str) -> Any:  # noqa: ANN401 - services without stubs here
        with self._lock:
            found = self._clients.get((service, region))
            if found is None:
                url = self._access.endpoint_url if service == "ecs" else self._url
                found = self._clients[service, region] = open_service(self._access, service, region, url)
                count_calls(found.meta.events, self._counted)
            return found
