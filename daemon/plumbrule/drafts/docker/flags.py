"""What `docker run` calls each member of a container: pairs of option and value, a switch with an empty value."""

from __future__ import annotations

from shlex import join
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.amounts import duration
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object, Tree

Pair = tuple[str, str]
_PLAIN: Final = {
    "user": "--user",
    "workingDirectory": "--workdir",
    "cpu": "--cpu-shares",
    "stopTimeout": "--stop-timeout",
}
_SWITCHES: Final = {"interactive": "--interactive", "pseudoTerminal": "--tty", "readonlyRootFilesystem": "--read-only"}
_SIZES: Final = {"memory": "--memory", "memoryReservation": "--memory-reservation"}
_HEALTH: Final = {
    "interval": "--health-interval",
    "timeout": "--health-timeout",
    "startPeriod": "--health-start-period",
}


def flags(container: Object) -> Iterator[Pair]:
    """Everything but ports, mounts and network, which depend on the other containers."""
    yield from _process(container)
    yield from _environment(container)
    yield from _limits(container)
    yield from _kernel(as_object(container.get("linuxParameters")))
    yield from health(container)


def _process(container: Object) -> Iterator[Pair]:
    yield from ((option, _word(container[name])) for name, option in _PLAIN.items() if container.get(name))
    yield from ((option, "") for name, option in _SWITCHES.items() if container.get(name) is True)
    policy = as_object(container.get("restartPolicy"))
    if policy.get("enabled") is True:
        yield "--restart", "on-failure" if 0 in as_list(policy.get("ignoredExitCodes")) else "always"
    labels = as_object(container.get("dockerLabels"))
    yield from (("--label", f"{name}={_word(value)}") for name, value in labels.items())


def _environment(container: Object) -> Iterator[Pair]:
    for one in map(as_object, as_list(container.get("environment"))):
        yield "--env", f"{_word(one.get('name'))}={_word(one.get('value', ''))}"
    for one in map(as_object, as_list(container.get("secrets"))):
        yield "--env", _word(one.get("name"))
    for one in map(as_object, as_list(container.get("environmentFiles"))):
        yield "--env-file", file_name(one)


def file_name(one: Object) -> str:
    """What an environment file of S3 is called once it is here."""
    return _word(one.get("value")).rpartition("/")[2]


def _limits(container: Object) -> Iterator[Pair]:
    yield from ((option, f"{_word(container[name])}m") for name, option in _SIZES.items() if container.get(name))
    for one in map(as_object, as_list(container.get("ulimits"))):
        soft, hard = _word(one.get("softLimit")), _word(one.get("hardLimit"))
        yield "--ulimit", f"{_word(one.get('name'))}={soft}:{hard}"
    for one in map(as_object, as_list(container.get("systemControls"))):
        yield "--sysctl", f"{_word(one.get('namespace'))}={_word(one.get('value'))}"


def _kernel(linux: Object) -> Iterator[Pair]:
    if linux.get("initProcessEnabled") is True:
        yield "--init", ""
    capabilities = as_object(linux.get("capabilities"))
    for name, option in {"add": "--cap-add", "drop": "--cap-drop"}.items():
        yield from ((option, _word(one)) for one in as_list(capabilities.get(name)))
    for one in map(as_object, as_list(linux.get("tmpfs"))):
        yield "--tmpfs", tmpfs(one)


def tmpfs(one: Object) -> str:
    """`/run:size=64m,noexec`."""
    options = ",".join((f"size={_word(one.get('size'))}m", *map(_word, as_list(one.get("mountOptions")))))
    return f"{_word(one.get('containerPath'))}:{options}"


def health(container: Object) -> Iterator[Pair]:
    """The check; an exec form becomes a line for a shell, for `docker run` has no other."""
    check = as_object(container.get("healthCheck"))
    if not check:
        return
    yield "--health-cmd", health_line(check)
    for name, option in _HEALTH.items():
        if isinstance(check.get(name), int):
            yield option, duration(int(_word(check[name])))
    if check.get("retries"):
        yield "--health-retries", _word(check["retries"])


def health_line(check: Object) -> str:
    """The check as one line for a shell."""
    words = [_word(one) for one in as_list(check.get("command"))]
    if words[:1] == ["CMD-SHELL"]:
        return " ".join(words[1:])
    return join(words[1:] if words[:1] == ["CMD"] else words)


def _word(value: Tree) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
