"""Kernel parameters that a container sets for itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, on_windows, unlike
from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.pages import PARAMETERS, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container, Item
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_AT: Final = "containerDefinitions[].systemControls"
_APP: Final = "/containerDefinitions/0/systemControls"
_NAMESPACE: Final = re.compile(
    r"kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(?:fs\.mqueue|net)\..+"
)
_OF_THE_HOST: Final = frozenset(
    f"net.core.{name}" for name in ("rmem_max", "wmem_max", "rmem_default", "wmem_default", "netdev_max_backlog")
)


def of_the_host(_: Subject, value: Value) -> Iterator[Remark]:
    """A parameter of the network that containers do not have for themselves."""
    if isinstance(value.tree, str) and value.tree in _OF_THE_HOST:
        yield Remark(value.pointer, f"{quoted(value)} belongs to the host, so a container that sets it cannot start")


def half(_: Subject, value: Value) -> Iterator[Remark]:
    """A name without a value, or the other way round."""
    entry = as_object(value.tree)
    nothing = {"namespace": (None,), "value": (None, "")}
    missing = [f"`{name}`" for name, empty in nothing.items() if entry.get(name) in empty]
    if missing:
        yield Remark(value.pointer, f"the entry has no {' and no '.join(missing)}, so it sets nothing")


def several_setters(subject: Subject, _: Value) -> Iterator[Remark]:
    """Parameters of the network in a second container; one that agrees with the first does no harm."""
    first: Container | None = None
    said: set[tuple[str | None, str | None]] = set()
    for container in subject.task.containers:
        entries = {(one.text("namespace"), one.text("value")): one for one in _of_the_network(container)}
        if first is not None:
            yield from (_second(first, container, one) for pair, one in entries.items() if pair not in said)
        first = first or (container if entries else None)
        said |= entries.keys()


def _second(first: Container, container: Container, entry: Item) -> Remark:
    name = brief(entry.text("namespace") or "")
    message = (
        f"{first.label} sets parameters of the network and {container.label} sets `{name}`: "
        "they share one network, so the one that starts last decides"
    )
    return Remark(entry.pointer, message)


def _of_the_network(container: Container) -> Iterator[Item]:
    for one in container.items("systemControls"):
        if (one.text("namespace") or "").startswith("net."):
            yield one


def _set(namespace: str, value: str = "1") -> Object:
    return {"namespace": namespace, "value": value}


_KEEPALIVE: Final = _set("net.ipv4.tcp_keepalive_time", "500")

RULES: Final = (
    Rule(
        id="R220",
        severity=Severity.ERROR,
        at=(f"{_AT}[].namespace",),
        why="A container may set only parameters that are its own: of its messages and its network.",
        source=api("SystemControl"),
        check=unlike(
            _NAMESPACE,
            "`net.*`, `fs.mqueue.*`, or of `kernel.*` one of `msgmax`, `msgmnb`, `msgmni`, `sem`, `shmall`, `shmmax`, "
            "`shmmni`, `shm_rmid_forced`",
        ),
        hint="remove it: on Fargate no setting of the whole host, such as `vm.max_map_count`, can be changed",
        bad=(
            Example({_APP: [_set("vm.max_map_count", "262144")]}, at=f"{_APP}/0/namespace"),
            Example({_APP: [_KEEPALIVE, _set("kernel.threads-max")]}, at=f"{_APP}/1/namespace"),
            Example({_APP: [_set("fs.file-max")]}, at=f"{_APP}/0/namespace"),
            Example({_APP: [_set("net.")]}, at=f"{_APP}/0/namespace"),
            Example({_APP: [_set("")]}, at=f"{_APP}/0/namespace"),
        ),
        good=(
            Example({_APP: [_set("net.core.somaxconn", "1024"), _set("fs.mqueue.msg_max", "100")]}),
            Example({_APP: [_set("kernel.shmmax", "68719476736"), _set("kernel.sem", "250 32000 100 128")]}),
        ),
    ),
    Rule(
        id="R221",
        severity=Severity.WARNING,
        at=(f"{_AT}[].namespace",),
        why="The file of such a parameter does not exist inside the container, which then cannot be created.",
        source=page("https://github.com/aws/containers-roadmap/issues/2368"),
        check=of_the_host,
        hint="remove it, and let the program set the buffers of its own sockets",
        ecs="runc create failed: ... open /proc/sys/net/core/rmem_max: no such file or directory",
        bad=tuple(Example({_APP: [_set(name, "4194304")]}, at=f"{_APP}/0/namespace") for name in sorted(_OF_THE_HOST)),
        good=(Example({_APP: [_set("net.core.somaxconn", "1024"), _set("net.ipv4.tcp_rmem", "4096 87380 4194304")]}),),
    ),
    Rule(
        id="R222",
        severity=Severity.WARNING,
        at=(f"{_AT}[]",),
        why="A parameter is set by its name and its value together.",
        source=api("SystemControl"),
        check=half,
        hint="state both `namespace` and `value`, or remove the entry",
        bad=(
            Example({_APP: [{"namespace": "net.core.somaxconn"}]}, at=f"{_APP}/0"),
            Example({_APP: [_KEEPALIVE, {"value": "1"}]}, at=f"{_APP}/1"),
            Example({_APP: [{}]}, at=f"{_APP}/0"),
            Example({_APP: [_set("net.core.somaxconn", "")]}, at=f"{_APP}/0"),
        ),
        good=(Example({_APP: [_KEEPALIVE]}), Example({_APP: []})),
    ),
    Rule(
        id="R223",
        severity=Severity.WARNING,
        at=("",),
        why="The containers of a task share one network, so each of them changes it for all.",
        source=PARAMETERS,
        check=several_setters,
        hint="set `net.*` in one container only",
        bad=(
            Example(
                {
                    _APP: [_KEEPALIVE],
                    "/containerDefinitions/1": beside("side", systemControls=[{**_KEEPALIVE, "value": "60"}]),
                },
                at="/containerDefinitions/1/systemControls/0",
            ),
            Example(
                {
                    _APP: [_KEEPALIVE],
                    "/containerDefinitions/1": beside("side", systemControls=[_KEEPALIVE, _set("net.core.somaxconn")]),
                },
                at="/containerDefinitions/1/systemControls/1",
            ),
        ),
        good=(
            Example({_APP: [_KEEPALIVE, _set("net.core.somaxconn")]}),
            Example({_APP: [_KEEPALIVE], "/containerDefinitions/1": beside("side", systemControls=[_KEEPALIVE])}),
            Example(
                {_APP: [_KEEPALIVE], "/containerDefinitions/1": beside("side", systemControls=[_set("kernel.sem")])}
            ),
        ),
    ),
    Rule(
        id="R224",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate starts no Windows task that sets parameters of Linux.",
        source=PARAMETERS,
        check=on_windows("`systemControls` are not supported for Windows containers"),
        hint="remove them",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, _APP: [_KEEPALIVE]}, at=_APP),),
        good=(Example({**WINDOWS, _APP: []}), Example({_APP: [_KEEPALIVE]})),
    ),
)
