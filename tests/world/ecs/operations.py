"""The table of ECS operations; each takes a call and returns the encoded answer."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.world.ecs.reads import describe, list_families, list_revisions
from tests.world.ecs.register import register
from tests.world.ecs.retire import delete, deregister
from tests.world.ecs.services import describe_services, describe_tasks, list_clusters, list_services, list_tasks
from tests.world.ecs.tagging import list_tags, tag_resource, untag_resource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world.ecs.call import Call

TARGET = "AmazonEC2ContainerServiceV20141113."

OPERATIONS: Mapping[str, Callable[[Call], bytes]] = MappingProxyType(
    {
        "RegisterTaskDefinition": register,
        "DescribeTaskDefinition": describe,
        "ListTaskDefinitions": list_revisions,
        "ListTaskDefinitionFamilies": list_families,
        "DeregisterTaskDefinition": deregister,
        "DeleteTaskDefinitions": delete,
        "TagResource": tag_resource,
        "UntagResource": untag_resource,
        "ListTagsForResource": list_tags,
        "ListClusters": list_clusters,
        "ListServices": list_services,
        "DescribeServices": describe_services,
        "ListTasks": list_tasks,
        "DescribeTasks": describe_tasks,
    }
)
