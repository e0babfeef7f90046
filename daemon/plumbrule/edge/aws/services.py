"""Which revisions the services of a cluster run: ListServices, then DescribeServices by tens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from plumbrule.edge.aws.raw import raw_of
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mypy_boto3_ecs import ECSClient

    from plumbrule.model.tree import Object

LISTED: Final = 100
"""Services of a page at most (ECS API reference, ListServices, seen 2026-11)."""

DESCRIBED: Final = 10
"""Services that one call describes at most (ECS API reference, DescribeServices, seen 2026-11)."""


@dataclass(frozen=True, slots=True)
class Services:
    """One target's services.

    Attributes:
        ecs: the client.
        read: makes one call: spends its token, and lets only our errors leave.
    """

    ecs: ECSClient
    read: Callable[[str, Callable[[], Object]], Object]

    def running(self, cluster: str) -> Iterator[tuple[str, str]]:
        """Services by name, each with the ARN of a revision it says it runs; a deployment's old side is left out."""
        names = list(self._names(cluster))
        for begin in range(0, len(names), DESCRIBED):
            described = partial(self._described, cluster, names[begin : begin + DESCRIBED])
            for service in map(as_object, as_list(self.read("ecs:DescribeServices", described).get("services"))):
                if service.get("status") == "ACTIVE":
                    yield from ((as_text(service.get("serviceName")) or "", arn) for arn in _revisions(service))

    def _names(self, cluster: str) -> Iterator[str]:
        token = ""
        while True:
            page = self.read("ecs:ListServices", partial(self._page, cluster, token))
            yield from filter(None, map(as_text, as_list(page.get("serviceArns"))))
            token = as_text(page.get("nextToken")) or ""
            if not token:
                return

    def _page(self, cluster: str, token: str) -> Object:
        if token:
            return raw_of(self.ecs.list_services(cluster=cluster, maxResults=LISTED, nextToken=token))
        return raw_of(self.ecs.list_services(cluster=cluster, maxResults=LISTED))

    def _described(self, cluster: str, names: Sequence[str]) -> Object:
        return raw_of(self.ecs.describe_services(cluster=cluster, services=names))


def _revisions(service: Object) -> Iterator[str]:
    """Its own, and with an external or CodeDeploy controller that of the task set it serves from."""
    serving = (one for one in map(as_object, as_list(service.get("taskSets"))) if one.get("status") == "PRIMARY")
    for one in (service, *serving):
        if arn := as_text(one.get("taskDefinition")):
            yield arn
