"""A definition as lines of `docker run`, to try it on this machine."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

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


UNSAID: Final = {
    "firelensConfiguration": "docker sends it no logs: it routes those of ECS alone",
    "credentialSpecs": "docker knows no credential specs of ECS",
    "resourceRequirements": "what it asks for stays on ECS",
    "startTimeout": "docker waits for a start as long as it takes",
}
"""Members of a container that Docker has no word for."""
AROUND: Final = {
    "taskRoleArn": "there is no task role here: what calls AWS needs credentials from you",
    "proxyConfiguration": "nothing sends the traffic through its proxy here",
    "ephemeralStorage": "the disk is this machine's",
    "pidMode": "each container sees its own processes only",
}
"""Members beside the containers."""


def remarks(definition: Object) -> Iterator[str]:
    """What differs from Fargate, in sentences."""
    task = Task(definition)
    for container in task.containers:
        yield from (f"{name_of(container)}: {sentence}" for sentence in _before(container))
        yield from (f"{name_of(container)}{sentence}" for sentence in _beside(container, task))
    yield from (f"{member}: {sentence}" for member, sentence in AROUND.items() if definition.get(member))
    if not task.platform and as_object(definition.get("runtimePlatform")):
        yield "runtimePlatform: docker takes the platform of this machine"
    for volume in map(as_object, as_list(definition.get("volumes"))):
        if {"efsVolumeConfiguration", "s3filesVolumeConfiguration"} & set(volume) or volume.get("configuredAtLaunch"):
            yield f"volume {volume.get('name')}: a volume of docker stands for the file system"


def _before(container: Object) -> Iterator[str]:
    """What has to be there before it is started."""
    if secrets := [str(as_object(one).get("name")) for one in as_list(container.get("secrets"))]:
        yield f"export {', '.join(secrets)} in your shell first: the spec says only where they are kept"
    if container.get("repositoryCredentials"):
        yield "docker login first: the spec says only where the registry's credentials are kept"
    for one in map(as_object, as_list(container.get("environmentFiles"))):
        yield f"fetch the environment file first: aws s3 cp {_address(one)} ."


def _beside(container: Object, task: Task) -> Iterator[str]:
    """What is otherwise while it runs."""
    waited = [f"{other} ({condition})" for other, condition in waits(container) if condition != "START"]
    if waited:
        yield f" waits for {', '.join(waited)}: look at docker ps before you start it, or take --compose"
    if len(as_list(container.get("entryPoint"))) > 1 and not container.get("command"):
        yield ": the rest of its entry point stands where docker has the command"
    check = as_object(container.get("healthCheck"))
    if check and "timeout" not in check:
        yield ": nobody says a timeout; docker waits 30 seconds for the check, ECS 5"
    if as_object(container.get("logConfiguration")):
        yield f": docker keeps its logs here (docker logs {task.called(name_of(container))})"
    policy = as_object(container.get("restartPolicy"))
    if "restartAttemptPeriod" in policy or set(as_list(policy.get("ignoredExitCodes"))) - {0}:
        yield ": docker restarts it at any time, and ignores no exit code but 0"
    yield from (f": {sentence}" for member, sentence in UNSAID.items() if container.get(member))


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
