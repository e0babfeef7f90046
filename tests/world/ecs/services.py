"""Clusters and services as the control door put them in: ListClusters, ListServices, DescribeServices.

Limits and defaults: API reference of the three operations (docs.aws.amazon.com/AmazonECS, seen 2026-11).
Tasks are what the control door put in beside the services.
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
_TASKS: Shape = {
    **_PAGING,
    "cluster": TEXT,
    "desiredStatus": ("RUNNING", "PENDING", "STOPPED"),
    "serviceName": TEXT,
    "family": TEXT,
}
_DESCRIBE_TASKS: Shape = {"cluster": TEXT, "tasks": [TEXT], "include": [("TAGS",)]}
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


def put_tasks(place: Place, cluster: str, tasks: list[Tree]) -> list[Tree]:
    """Say which tasks run in a cluster, each with taskId and taskDefinitionArn, in DescribeTasks' own form."""
    place.services.setdefault(cluster, [])
    place.tasks[cluster] = [
        {
            "taskArn": _arn(place, f"task/{cluster}/{task['taskId']}"),
            "clusterArn": _arn(place, f"cluster/{cluster}"),
            "lastStatus": "RUNNING",
            "desiredStatus": "RUNNING",
            **{name: value for name, value in task.items() if name != "taskId"},
        }
        for task in tasks
    ]
    return place.tasks[cluster]


def _cut(call: Call, asked: Tree, name: str, arns: list[str]) -> bytes:
    """One page: the token is where it begins; ECS's own is opaque."""
    token = asked.get("nextToken")
    if token is not None and not str(token).isdecimal():
        raise Refused("InvalidParameterException", "Invalid nextToken.")
    begin, room = int(token or 0), min(int(asked.get("maxResults", 100)), call.knobs.page_size)
    rest = {"nextToken": str(begin + room)} if begin + room < len(arns) else {}
    return compact({name: arns[begin : begin + room], **rest})


def _in_cluster(call: Call, asked: Tree) -> list[Tree]:
    cluster = asked.get("cluster", "default").rpartition("/")[2]
    found = call.place.services.get(cluster)
    if found is None:
        raise Refused("ClusterNotFoundException", "Cluster not found.")
    return found


def list_clusters(call: Call) -> bytes:
    """ListClusters."""
    arns = [_arn(call.place, f"cluster/{name}") for name in sorted(call.place.services)]
    return _cut(call, parsed(call.payload, _PAGING), "clusterArns", arns)


def list_services(call: Call) -> bytes:
    """ListServices of one cluster."""
    asked = parsed(call.payload, _LIST)
    return _cut(call, asked, "serviceArns", [service["serviceArn"] for service in _in_cluster(call, asked)])


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


def _tasks(call: Call, asked: Tree) -> list[Tree]:
    _in_cluster(call, asked)
    return call.place.tasks.get(asked.get("cluster", "default").rpartition("/")[2], [])


def list_tasks(call: Call) -> bytes:
    """ListTasks of one cluster, or of one family in it."""
    asked = parsed(call.payload, _TASKS)
    of_family = f"task-definition/{asked.get('family', '')}:"
    found = [one for one in _tasks(call, asked) if "family" not in asked or of_family in one["taskDefinitionArn"]]
    return _cut(call, asked, "taskArns", [task["taskArn"] for task in found])


def describe_tasks(call: Call) -> bytes:
    """DescribeTasks: up to a hundred, by id or ARN; unknown ones are failures with the reason MISSING."""
    asked = parsed(call.payload, _DESCRIBE_TASKS)
    tasks = {task["taskArn"].rpartition("/")[2]: task for task in _tasks(call, asked)}
    wanted = [name.rpartition("/")[2] for name in asked.get("tasks", ())]
    if not 1 <= len(wanted) <= 100:
        raise Refused("InvalidParameterException", "Tasks must have between 1 and 100 entries.")
    failures = [{"arn": _arn(call.place, f"task/{name}"), "reason": "MISSING"} for name in wanted if name not in tasks]
    return compact({"tasks": [tasks[name] for name in wanted if name in tasks], "failures": failures})
