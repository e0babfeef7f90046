"""What ECS refuses about the containers together. For the texts see rules_task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.ecs.sizes import check_pair, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.world.wire import Tree


def unique_names(task: Tree) -> Iterator[str]:
    """Container names are unique, letter case included."""
    names = [container["name"] for container in task["containerDefinitions"]]
    if len(set(names)) < len(names):
        yield "Container names must be unique within a task definition."


def one_essential(task: Tree) -> Iterator[str]:
    """At least one container is essential; not saying so means yes."""
    if not any(container.get("essential", True) for container in task["containerDefinitions"]):
        yield "Task definition doesn't have any essential container"


def some_memory(task: Tree) -> Iterator[str]:
    """Without a task memory every container names its own."""
    for container in task["containerDefinitions"]:
        if "memory" not in task and not {"memory", "memoryReservation"} & set(container):
            text = f"Invalid setting for container '{container['name']}'."
            yield f"{text} At least one of 'memory' or 'memoryReservation' must be specified."


def _cyclic(graph: Mapping[str, list[str]]) -> bool:
    left = dict(graph)
    while free := [name for name, targets in left.items() if not any(target in left for target in targets)]:
        for name in free:
            del left[name]
    return bool(left)


def dependencies(task: Tree) -> Iterator[str]:
    """Targets exist and can reach the condition; no cycle (its text inferred)."""
    by_name = {container["name"]: container for container in task["containerDefinitions"]}
    for container in task["containerDefinitions"]:
        for each in container.get("dependsOn", ()):
            target = by_name.get(each["containerName"])
            if target is None:
                yield f"Cannot depend on container + '{each['containerName']}' because it does not exist"
                continue
            if each["condition"] in ("SUCCESS", "COMPLETE") and target.get("essential", True):
                yield "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
            if each["condition"] == "HEALTHY" and "healthCheck" not in target:
                yield "A dependency container with HEALTHY condition must have health check configured"
    graph = {name: [row["containerName"] for row in each.get("dependsOn", ())] for name, each in by_name.items()}
    if _cyclic(graph):
        yield "Container dependencies should not have a cycle"


def fargate_size(task: Tree) -> Iterator[str]:
    """The pair exists, and Windows has 1 to 4 vCPU.

    Raises:
        Refused: the size cannot be read or does not exist.
    """
    cpu, memory = units("cpu", task["cpu"]), units("memory", task["memory"])
    check_pair(cpu, memory)
    windows = task.get("runtimePlatform", {}).get("operatingSystemFamily", "LINUX") != "LINUX"
    if windows and not 1024 <= cpu <= 4096:
        yield f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory."


def fits_task(task: Tree) -> Iterator[str]:
    """What containers claim fits the task.

    The sum of hard memory limits may be larger (published definitions, read 2026-11); the text for the sum of soft
    limits is inferred, and so is that of a negative number.
    """
    cpu, memory = units("cpu", task["cpu"]), units("memory", task["memory"])
    containers = task["containerDefinitions"]
    if sum(container.get("cpu", 0) for container in containers) > cpu:
        yield "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
    for container in containers:
        if container.get("cpu", 0) < 0:
            yield f"Invalid 'cpu' setting for container '{container['name']}'."
        for member in ("memory", "memoryReservation"):
            if container.get(member, 0) > memory:
                yield f"The '{member}' setting for container '{container['name']}' is greater than for the task."
    if sum(container.get("memoryReservation", 0) for container in containers) > memory:
        text = "The sum of all container 'memoryReservation' values"
        yield f"{text} cannot be greater than the value of the task 'memory'."
