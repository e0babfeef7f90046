"""Linux capabilities that a container gets or gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].linuxParameters.capabilities"
_APP: Final = "/containerDefinitions/0/linuxParameters/capabilities"
_ADDED: Final = "SYS_PTRACE"
_KNOWN: Final = frozenset(
    {
        *("ALL", "AUDIT_CONTROL", "AUDIT_WRITE", "BLOCK_SUSPEND", "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH"),
        *("FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN"),
        *("MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "SETFCAP"),
        *("SETGID", "SETPCAP", "SETUID", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE"),
        *("SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG"),
        "WAKE_ALARM",
    }
)
_UNLISTED: Final = frozenset({"AUDIT_READ", "BPF", "CHECKPOINT_RESTORE", "PERFMON"})
"""Names that Linux has and ECS has not: none of the others is meant."""


def _meant(text: str) -> str:
    """The capability as ECS would write it."""
    return text.strip().upper().removeprefix("CAP_")


def not_for_fargate(_: Subject, value: Value) -> Iterator[Remark]:
    """A capability to add, other than the one that Fargate grants."""
    if isinstance(value.tree, str) and value.tree != _ADDED:
        hint = f"write `{_ADDED}`" if _meant(value.tree) == _ADDED else ""
        yield Remark(value.pointer, f"Fargate adds no capability but `{_ADDED}`, and this is {quoted(value)}", hint)


def unknown(_: Subject, value: Value) -> Iterator[Remark]:
    """A capability to drop that ECS has no name for; letter case counts."""
    if isinstance(value.tree, str) and value.tree not in _KNOWN:
        near = None if is_hidden(value) or _meant(value.tree) in _UNLISTED else closest(_meant(value.tree), _KNOWN)
        hint = f"did you mean `{near}`?" if near else ""
        yield Remark(value.pointer, f"{quoted(value)} is no capability that ECS can drop", hint)


RULES: Final = (
    Rule(
        id="R210",
        severity=Severity.ERROR,
        at=(f"{_AT}.add[]",),
        why="Fargate runs containers of many customers and grants them no further rights over its hosts.",
        source=api("KernelCapabilities"),
        check=Bound(not_for_fargate, {"enum": [_ADDED]}),
        hint="remove it; what really needs it has to run on EC2",
        ecs="NET_ADMIN is not allowed on Fargate.",
        bad=(
            Example({f"{_APP}/add": ["NET_ADMIN"]}, at=f"{_APP}/add/0"),
            Example({f"{_APP}/add": ["SYS_PTRACE", "ALL"]}, at=f"{_APP}/add/1"),
            Example({f"{_APP}/add": ["CAP_SYS_PTRACE"]}, at=f"{_APP}/add/0"),
        ),
        good=(Example({f"{_APP}/add": ["SYS_PTRACE"]}), Example({f"{_APP}/add": []})),
    ),
    Rule(
        id="R211",
        severity=Severity.ERROR,
        at=(f"{_AT}.drop[]",),
        why="ECS knows the capabilities by their names without `CAP_`, in capital letters.",
        source=api("KernelCapabilities"),
        check=Bound(unknown, {"enum": sorted(_KNOWN)}),
        hint="write a name such as `NET_RAW`, or `ALL`, which drops every capability",
        bad=(
            Example({f"{_APP}/drop": ["CAP_NET_RAW"]}, at=f"{_APP}/drop/0"),
            Example({f"{_APP}/drop": ["ALL", "net_raw"]}, at=f"{_APP}/drop/1"),
            Example({f"{_APP}/drop": ["AUDIT_READ"]}, at=f"{_APP}/drop/0"),
        ),
        good=(
            Example({f"{_APP}/drop": ["ALL"]}),
            Example({f"{_APP}/drop": sorted(_KNOWN)}),
            Example({f"{_APP}/drop": []}),
        ),
    ),
)
