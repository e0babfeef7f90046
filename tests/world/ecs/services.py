"""Clusters and services as the control door put them in: ListClusters, ListServices, DescribeServices.

Limits and defaults: API reference of the three operations (docs.aws.amazon.com/AmazonECS, seen 2026-11).
Pages are not cut: the lists answer with everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.ecs.parse import parsed
from tests.world.ecs.shape import TEXT, WHOLE, Shape
from tests.world.identity import partition_of
from tests.world.wire import Refused, compact

if TYPE_CHECKING:
    from tests.world.ecs.call import Call
    from tests.world.ecs.store import Place
    from tests.world.wire import Tree

_PAGING: dict[str, Shape] = {"nextToken": TEXT, "maxResults": WHOLE}
_LIST: Shape = {**_PAGING, "cluster": TEXT, "launchType": ("EC2", "FARGATE", "EXTERNAL")}
_DESCRIBE: Shape = {"cluster": TEXT, "services": [TEXT], "include": [("TAGS",)]}


def _arn(place: Place, rest: str) -> str:
    return f"arn:{partition_of(place.region)}:ecs:{place.region}:{place.account}:{rest}"


def put(place: Place, cluster: str, services: list[Tree]) -> list[Tree]:
    """Say what runs in a cluster, in DescribeServices' own form; names and counts are filled in."""
    place.services[cluster] = [
        {
            "serviceArn": _arn(place, f"service/{cluster}/{service['serviceName']}"),
            "clusterArn": _arn(place, f"cluster/{cluster}"),
            "status": "ACTIVE",
            "desiredCount": 1,
            "runningCount": 1,
            "deployments": [],
            **service,
        }
        for service in services
    ]
    return place.services[cluster]


def _in_cluster(call: Call, asked: Tree) -> list[Tree]:
    cluster = asked.get("cluster", "default").rpartition("/")[2]
    found = call.place.services.get(cluster)
    if found is None:
        raise Refused("ClusterNotFoundException", "Cluster not found.")
    return found


def list_clusters(call: Call) -> bytes:
    """ListClusters."""
    return compact({"clusterArns": [_arn(call.place, f"cluster/{name}") for name in sorted(call.place.services)]})


def list_services(call: Call) -> bytes:
    """ListServices of one cluster."""
    services = _in_cluster(call, parsed(call.payload, _LIST))
    return compact({"serviceArns": [service["serviceArn"] for service in services]})


def describe_services(call: Call) -> bytes:
    """DescribeServices: up to ten, by name or ARN; unknown ones are failures with the reason MISSING."""
    asked = parsed(call.payload, _DESCRIBE)
    services = {service["serviceName"]: service for service in _in_cluster(call, asked)}
    wanted = [name.rpartition("/")[2] for name in asked.get("services", ())]
    if not 1 <= len(wanted) <= 10:
        raise Refused("InvalidParameterException", "Services must have between 1 and 10 entries.")
    prefix = f"service/{asked.get('cluster', 'default').rpartition('/')[2]}"
    failures = [
        {"arn": _arn(call.place, f"{prefix}/{name}"), "reason": "MISSING"} for name in wanted if name not in services
    ]
    return compact({"services": [services[name] for name in wanted if name in services], "failures": failures})
