"""The `Services` port on ECS: which revisions services, their older deployments and tasks use.

AWS counts reads of clusters and of services apart from reads of task definitions, so they have buckets of their own
(ECS developer guide, "Request throttling for the Amazon ECS API", seen 2026-11).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from botocore.exceptions import ClientError

from plumbrule.edge.aws.answers import code_of, our_errors
from plumbrule.edge.aws.buckets import throttles
from plumbrule.edge.aws.raw import raw_of
from plumbrule.model.ids import Family
from plumbrule.model.running import Names, Part, Use
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mypy_boto3_ecs import ECSClient

    from plumbrule.edge.aws.buckets import Bucket
    from plumbrule.model.tree import Object, Tree

T = TypeVar("T")

PAGE: Final = 100
"""Entries of a page at most (ECS API reference, ListClusters, ListServices and ListTasks, seen 2026-11)."""

MOVING: Final = "IN_PROGRESS"
"""`rolloutState` of a deployment under way (ECS API reference, Deployment, seen 2026-11)."""

NO_CLUSTER: Final = "ClusterNotFoundException"
"""What asking for a cluster's members answers where there is none (ECS API reference, ListServices, seen 2026-11)."""

OF_SERVICE: Final = "service:"
"""How the group of a task begins that a service started (ECS API reference, Task, seen 2026-11)."""


@dataclass(frozen=True, slots=True)
class EcsServices:
    """One target's services; see `ports.Services`."""

    ecs: ECSClient
    cluster_reads: Bucket
    service_reads: Bucket

    def clusters(self, token: str | None) -> Names:
        """ListClusters."""
        body = self._read(
            self.cluster_reads,
            "ecs:ListClusters",
            lambda: raw_of(self.ecs.list_clusters(maxResults=PAGE, **_next(token))),
        )
        return Names(tuple(map(_short, _texts(body.get("clusterArns")))), _token(body))

    def services(self, cluster: str, token: str | None) -> Names:
        """ListServices."""
        return self._page(
            "ecs:ListServices",
            "serviceArns",
            lambda: raw_of(self.ecs.list_services(cluster=cluster, maxResults=PAGE, **_next(token))),
        )

    def of_services(self, cluster: str, services: Sequence[str]) -> tuple[Use, ...]:
        """DescribeServices."""
        body = self._read(
            self.service_reads,
            "ecs:DescribeServices",
            lambda: raw_of(self.ecs.describe_services(cluster=cluster, services=list(services))),
        )
        found = map(as_object, as_list(body.get("services")))
        return tuple(use for one in found if one.get("status") == "ACTIVE" for use in _of_service(cluster, one))

    def tasks(self, cluster: str, token: str | None) -> Names:
        """ListTasks."""
        more = _next(token)
        return self._page(
            "ecs:ListTasks",
            "taskArns",
            lambda: raw_of(self.ecs.list_tasks(cluster=cluster, desiredStatus="RUNNING", maxResults=PAGE, **more)),
        )

    def of_tasks(self, cluster: str, tasks: Sequence[str]) -> tuple[Use, ...]:
        """DescribeTasks."""
        body = self._read(
            self.service_reads,
            "ecs:DescribeTasks",
            lambda: raw_of(self.ecs.describe_tasks(cluster=cluster, tasks=list(tasks))),
        )
        alone = (
            task
            for task in map(as_object, as_list(body.get("tasks")))
            if not (as_text(task.get("group")) or "").startswith(OF_SERVICE)
        )
        return tuple(_uses(alone, cluster, "taskDefinitionArn", Part.TASK))

    def _page(self, action: str, key: str, call: Callable[[], Object]) -> Names:
        body = self._read(self.service_reads, action, lambda: _if_there(call))
        return Names(gone=True) if body is None else Names(_texts(body.get(key)), _token(body))

    def _read(self, bucket: Bucket, action: str, call: Callable[[], T]) -> T:
        bucket.take()
        with throttles(bucket), our_errors(action):
            return call()


def _if_there(call: Callable[[], Object]) -> Object | None:
    try:
        return call()
    except ClientError as error:
        if code_of(error) == NO_CLUSTER:
            return None
        raise


def _of_service(cluster: str, service: Object) -> Iterator[Use]:
    """A task set that serves tells more than the service itself; then whatever else still has tasks."""
    sets = [as_object(one) for one in as_list(service.get("taskSets"))]
    serving = [one for one in sets if one.get("status") == "PRIMARY"] or [service]
    name, deployments = as_text(service.get("serviceName")) or "", _deployments(service)
    moves = any(one.get("rolloutState") == MOVING for one in deployments)
    seen = set()
    for part, those in ((Part.SERVICE, serving), (Part.DEPLOYMENT, _alive([*sets, *deployments]))):
        for use in _uses(those, cluster, "taskDefinition", part, name, moves=moves):
            if use.number not in seen:
                seen.add(use.number)
                yield use


def _deployments(service: Object) -> list[Object]:
    return [as_object(one) for one in as_list(service.get("deployments"))]


def _alive(parts: Sequence[Object]) -> Iterator[Object]:
    """Those that have tasks, or want some."""
    counts = ("runningCount", "pendingCount", "computedDesiredCount", "desiredCount")
    return (one for one in parts if any(one.get(count) for count in counts))


def _uses(
    found: Iterator[Object] | Sequence[Object],
    cluster: str,
    key: str,
    part: Part,
    name: str = "",
    *,
    moves: bool = False,
) -> Iterator[Use]:
    for one in found:
        family, _, number = (as_text(one.get(key)) or "").rpartition("/")[2].rpartition(":")
        if family and number.isdecimal():
            own = name or _short(as_text(one.get("taskArn")) or "")
            yield Use(cluster, own, Family(family), int(number), part, moves)


def _next(token: str | None) -> dict[str, Any]:
    return {"nextToken": token} if token else {}


def _token(body: Object) -> str | None:
    return as_text(body.get("nextToken")) or None


def _texts(listed: Tree) -> tuple[str, ...]:
    return tuple(filter(None, map(as_text, as_list(listed))))


def _short(arn: str) -> str:
    return arn.rpartition("/")[2]
