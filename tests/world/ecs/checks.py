"""The order in which ECS's checks run here; the first text is the answer, for ECS reports one error per call.

The real order is not known; this one goes from the task to its containers to what joins them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.world.ecs import (
    rules_across,
    rules_container,
    rules_logs,
    rules_ports,
    rules_secrets,
    rules_task,
    rules_volumes,
)
from tests.world.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_TASK_FIRST = (rules_task.family, rules_task.container_count, rules_task.size_in_bytes, rules_task.roles)
_CONTAINER_FIRST = (rules_container.identity,)
_TASK_ALWAYS = (
    rules_task.retired_fields,
    rules_across.unique_names,
    rules_across.one_essential,
    rules_across.dependencies,
    rules_task.proxy,
    rules_logs.router_and_users,
    rules_volumes.volumes,
    rules_volumes.efs,
    rules_volumes.efs_port,
    rules_volumes.s3_files,
    rules_volumes.mounts,
    rules_volumes.launch_volumes,
    rules_secrets.execution_role,
)
_CONTAINER_ALWAYS = (
    rules_container.reservation,
    rules_container.health_check,
    rules_container.restart_policy,
    rules_container.capability_names,
    rules_container.system_controls,
    rules_container.tmpfs,
    rules_ports.each_mapping,
    rules_secrets.names,
    rules_secrets.sources,
    rules_secrets.files,
    rules_secrets.registry,
    rules_logs.driver,
    rules_logs.awslogs_options,
    rules_logs.splunk_options,
    rules_logs.router_options,
)
_TASK_AWSVPC = (rules_ports.host_ports, rules_ports.repeated_ports, rules_ports.repeated_names)
_CONTAINER_AWSVPC = (rules_container.in_awsvpc,)
_TASK_FARGATE = (
    rules_task.network_mode,
    rules_task.size_is_given,
    rules_across.fargate_size,
    rules_across.fits_task,
    rules_task.process_namespaces,
    rules_task.placement,
    rules_task.external,
    rules_task.ephemeral_storage,
    rules_task.platform,
    rules_volumes.on_fargate,
    rules_secrets.fargate_execution_role,
)
_TASK_ELSEWHERE = (rules_across.some_memory,)
_CONTAINER_FARGATE = (
    rules_container.on_fargate,
    rules_container.timeouts_on_fargate,
    rules_logs.fargate_driver,
    rules_logs.awslogs_prefix,
)


def _texts(task: Tree, account: str) -> Iterator[str]:
    containers = task["containerDefinitions"]
    yield from itertools.chain.from_iterable(rule(task) for rule in _TASK_FIRST)
    yield from (text for each in containers for rule in _CONTAINER_FIRST for text in rule(each))
    yield from (text for each in containers for rule in _CONTAINER_ALWAYS for text in rule(each))
    yield from (text for each in containers for text in rules_secrets.own_parameters(each, account))
    yield from itertools.chain.from_iterable(rule(task) for rule in _TASK_ALWAYS)
    if task.get("networkMode") == "awsvpc":
        yield from itertools.chain.from_iterable(rule(task) for rule in _TASK_AWSVPC)
        yield from (text for each in containers for rule in _CONTAINER_AWSVPC for text in rule(each))
    if "FARGATE" in task.get("requiresCompatibilities", ()):
        yield from _fargate_texts(task)
    else:
        yield from itertools.chain.from_iterable(rule(task) for rule in _TASK_ELSEWHERE)


def _fargate_texts(task: Tree) -> Iterator[str]:
    yield from itertools.chain.from_iterable(rule(task) for rule in _TASK_FARGATE)
    for container in task["containerDefinitions"]:
        yield from itertools.chain.from_iterable(rule(container) for rule in _CONTAINER_FARGATE)
        yield from rules_secrets.directory(container, task)


def check(task: Tree, account: str) -> None:
    """Refuse what ECS would refuse.

    Raises:
        Refused: ClientException with the first thing that is wrong.
    """
    for text in _texts(task, account):
        raise Refused("ClientException", text)


def fits_fargate(task: Tree) -> bool:
    """Whether Fargate would take the definition, asked for or not."""
    try:
        return next(_fargate_texts(task), None) is None
    except Refused:
        return False
