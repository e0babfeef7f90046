"""A definition as lines of `docker run`, to try it on this machine."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from plumbrule.drafts.docker.flags import flags
from plumbrule.drafts.docker.task import Task, command_of, image_of, mounts, name_of, ports, waits
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Object


def lines(definition: Object) -> Sequence[str]:
    """One command for each container, in the order of their start; each may have several lines."""
    task = Task(definition)
    return [_command(container, task) for container in task.containers]


def remarks(definition: Object) -> Iterator[str]:
    """What differs from Fargate, in sentences."""
    task = Task(definition)
    for container in task.containers:
        name = name_of(container)
        secrets = [str(as_object(one).get("name")) for one in as_list(container.get("secrets"))]
        if secrets:
            yield f"{name}: export {', '.join(secrets)} in your shell first: the spec says only where they are kept"
        if container.get("repositoryCredentials"):
            yield f"{name}: docker login first: the spec says only where the registry's credentials are kept"
        for one in map(as_object, as_list(container.get("environmentFiles"))):
            yield f"{name}: fetch the environment file first: aws s3 cp {_address(one)} ."
        waited = [f"{other} ({condition})" for other, condition in waits(container) if condition != "START"]
        if waited:
            yield f"{name} waits for {', '.join(waited)}: look at docker ps before you start it, or take --compose"
        if len(as_list(container.get("entryPoint"))) > 1 and not container.get("command"):
            yield f"{name}: the rest of its entry point stands where docker has the command"
        if as_object(container.get("logConfiguration")):
            yield f"{name}: docker keeps its logs here (docker logs {task.called(name)})"
    for volume in map(as_object, as_list(definition.get("volumes"))):
        if {"efsVolumeConfiguration", "s3filesVolumeConfiguration"} & set(volume) or volume.get("configuredAtLaunch"):
            yield f"volume {volume.get('name')}: a volume of docker stands for the file system"


def _address(one: Object) -> str:
    return f"s3://{str(one.get('value')).partition(':::')[2]}"


def _command(container: Object, task: Task) -> str:
    entry, command = command_of(container)
    options = [*_options(container, task), *((("--entrypoint", entry[0]),) if entry else ())]
    head = [f"{option} {shlex.quote(value)}" if value else option for option, value in options]
    tail = shlex.join([image_of(container), *entry[1:], *command])
    return " \\\n  ".join(["docker run --detach", *head, tail])


def _options(container: Object, task: Task) -> Iterator[tuple[str, str]]:
    yield "--name", task.called(name_of(container))
    if task.platform:
        yield "--platform", task.platform
    if container is task.owner or task.is_alone:
        everybody = [container] if task.is_alone else task.containers
        yield from (("--publish", port) for one in everybody for port in ports(one))
    else:
        yield "--network", f"container:{task.called(name_of(task.owner))}"
    yield from (("--volume", mount) for mount in mounts(container, task))
    if task.is_alone and task.cpus:
        yield "--cpus", task.cpus
    if task.is_alone and task.memory and not container.get("memory"):
        yield "--memory", task.memory
    yield from flags(container)
