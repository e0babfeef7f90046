"""A definition as a compose file: what `docker run` says, with the order of start.

Source: the Compose Specification, seen 2026-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.drafts.amounts import duration
from plumbrule.drafts.docker.flags import file_name, tmpfs
from plumbrule.drafts.docker.task import Task, command_of, image_of, mounts, name_of, ports, volume_name, waits
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.drafts.draft import Made
    from plumbrule.model.tree import Object

CONDITIONS: Final = {
    "START": "service_started",
    "HEALTHY": "service_healthy",
    "SUCCESS": "service_completed_successfully",
    "COMPLETE": "service_completed_successfully",
}
"""Compose knows no end with any status; success is the nearest."""
_PLAIN: Final = {
    "user": "user",
    "workingDirectory": "working_dir",
    "cpu": "cpu_shares",
    "interactive": "stdin_open",
    "pseudoTerminal": "tty",
    "readonlyRootFilesystem": "read_only",
    "dockerLabels": "labels",
}
_SIZES: Final = {"memory": "mem_limit", "memoryReservation": "mem_reservation"}
_TIMES: Final = {"interval": "interval", "timeout": "timeout", "startPeriod": "start_period"}


def compose(definition: Object) -> Made:
    """The file, before it is written as YAML; `$` is doubled, for compose fills in variables."""
    task = Task(definition)
    volumes = {volume_name(as_object(one).get("name")): None for one in as_list(definition.get("volumes"))}
    services = {name_of(one): dict(_service(one, task)) for one in task.containers}
    return {"name": task.family.lower(), "services": services, **({"volumes": volumes} if volumes else {})}


def _service(container: Object, task: Task) -> Iterator[tuple[str, Any]]:
    entry, command = command_of(container)
    yield "image", image_of(container)
    if task.platform:
        yield "platform", task.platform
    if entry:
        yield "entrypoint", _plain(entry)
    if command:
        yield "command", _plain(command)
    yield from _connected(container, task)
    yield from _variables(container)
    yield from ((word, _plain(container[name])) for name, word in _PLAIN.items() if container.get(name))
    yield from _limited(container, task)
    yield from _kernel(container)
    if check := as_object(container.get("healthCheck")):
        yield "healthcheck", dict(_checked(check))


def _connected(container: Object, task: Task) -> Iterator[tuple[str, Any]]:
    """All share the network of the first, which publishes everybody's ports."""
    if container is task.owner:
        if found := [port for one in task.containers for port in ports(one)]:
            yield "ports", found
    else:
        yield "network_mode", f"service:{name_of(task.owner)}"
    if found := list(mounts(container, task)):
        yield "volumes", found
    after = {other: {"condition": CONDITIONS[condition]} for other, condition in waits(container)}
    if after:
        yield "depends_on", after


def _variables(container: Object) -> Iterator[tuple[str, Any]]:
    plain = {
        str(one.get("name")): _plain(str(one.get("value", "")))
        for one in map(as_object, as_list(container.get("environment")))
    }
    secret = {
        name: f"${{{name}:?export it first, it is a secret}}"
        for name in (str(as_object(one).get("name")) for one in as_list(container.get("secrets")))
    }
    if plain or secret:
        yield "environment", {**plain, **secret}
    if found := [file_name(as_object(one)) for one in as_list(container.get("environmentFiles"))]:
        yield "env_file", found


def _limited(container: Object, task: Task) -> Iterator[tuple[str, Any]]:
    if task.is_alone and task.cpus:
        yield "cpus", float(task.cpus)
    if task.is_alone and task.memory and not container.get("memory"):
        yield "mem_limit", task.memory
    yield from ((word, f"{container[name]}m") for name, word in _SIZES.items() if container.get(name))
    if container.get("stopTimeout"):
        yield "stop_grace_period", duration(int(str(container["stopTimeout"])))
    policy = as_object(container.get("restartPolicy"))
    if policy.get("enabled") is True:
        yield "restart", "on-failure" if 0 in as_list(policy.get("ignoredExitCodes")) else "always"
    limits = map(as_object, as_list(container.get("ulimits")))
    if found := {str(one.get("name")): {"soft": one.get("softLimit"), "hard": one.get("hardLimit")} for one in limits}:
        yield "ulimits", found
    controls = map(as_object, as_list(container.get("systemControls")))
    if found := {str(one.get("namespace")): _plain(str(one.get("value"))) for one in controls}:
        yield "sysctls", found


def _kernel(container: Object) -> Iterator[tuple[str, Any]]:
    linux = as_object(container.get("linuxParameters"))
    if linux.get("initProcessEnabled") is True:
        yield "init", True
    capabilities = as_object(linux.get("capabilities"))
    for name, word in {"add": "cap_add", "drop": "cap_drop"}.items():
        if found := as_list(capabilities.get(name)):
            yield word, list(found)
    if found := as_list(linux.get("tmpfs")):
        yield "tmpfs", [tmpfs(as_object(one)) for one in found]


def _checked(check: Object) -> Iterator[tuple[str, Any]]:
    words = [str(one) for one in as_list(check.get("command"))]
    yield "test", _plain(words if words[:1] in (["CMD"], ["CMD-SHELL"]) else ["CMD", *words])
    yield from ((word, duration(int(str(check[name])))) for name, word in _TIMES.items() if name in check)
    if "retries" in check:
        yield "retries", check["retries"]


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Compose fills in `$NAME`; two of them stand for one."""
    if isinstance(value, str):
        return value.replace("$", "$$")
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
