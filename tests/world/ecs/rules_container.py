"""What ECS refuses about one container by itself. For the texts see rules_task."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.world.wire import Tree

_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_IMAGE = re.compile(r"[A-Za-z0-9_./:#-]+(@[A-Za-z0-9_.:+-]+)?", re.ASCII)
_HEALTH: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"interval": (5, 300), "timeout": (2, 60), "retries": (1, 10), "startPeriod": (0, 300)}
)
_DROPPABLE = frozenset(
    (
        *("ALL", "AUDIT_CONTROL", "AUDIT_WRITE", "BLOCK_SUSPEND", "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH"),
        *("FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN"),
        *("MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "SETFCAP"),
        *("SETGID", "SETPCAP", "SETUID", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE"),
        *("SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG"),
        "WAKE_ALARM",
    )
)
_SYSCTL = re.compile(
    r"net\..+|fs\.mqueue\..+|kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)", re.ASCII
)
_MOUNT_OPTIONS = frozenset(
    (
        *("defaults", "ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync", "async", "dirsync"),
        *("remount", "mand", "nomand", "atime", "noatime", "diratime", "nodiratime", "bind", "rbind", "unbindable"),
        *("runbindable", "private", "rprivate", "shared", "rshared", "slave", "rslave", "relatime", "norelatime"),
        *("strictatime", "nostrictatime", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol"),
    )
)
_NO_FARGATE_LINUX = ("devices", "sharedMemorySize", "maxSwap", "swappiness")


def identity(container: Tree) -> Iterator[str]:
    """Name and image."""
    for member, form in (("name", _NAME), ("image", _IMAGE)):
        if not container.get(member):
            yield f"Container.{member} should not be null or empty."
        elif form.fullmatch(container[member]) is None or len(container[member].partition("@")[0]) > 255:
            yield f"Container.{member} contains invalid characters."


def reservation(container: Tree) -> Iterator[str]:
    """A soft limit is not above the hard one."""
    if "memory" in container and container.get("memoryReservation", 0) > container["memory"]:
        text = f"Invalid setting for container '{container['name']}'."
        yield f"{text} 'memory' must be greater than or equal to 'memoryReservation'."


def health_check(container: Tree) -> Iterator[str]:
    """Each number has its range; the command is a command (its text inferred)."""
    check, of = container.get("healthCheck"), f"for container '{container['name']}'"
    if check is None:
        return
    if check["command"] in ([], ["CMD"], ["CMD-SHELL"]):
        yield f"Health check command must not be empty {of}"
    for member, (least, most) in _HEALTH.items():
        if check.get(member, least) > most:
            yield f"Health check {member} must be less than or equal to the maximum allowed value {most} {of}"
        if check.get(member, least) < least:
            yield f"Health check {member} must be greater than or equal to the minimum allowed value {least} {of}"


def restart_policy(container: Tree) -> Iterator[str]:
    """The attempt period is 60 to 1800 seconds; at most 50 exit codes (text inferred)."""
    policy, of = container.get("restartPolicy", {}), f"for container '{container['name']}'"
    if not 60 <= policy.get("restartAttemptPeriod", 60) <= 1800:
        yield f"The 'restartAttemptPeriod' setting {of} must be between 60 and 1800."
    if len(policy.get("ignoredExitCodes", ())) > 50:
        yield f"The 'ignoredExitCodes' setting {of} must have at most 50 entries."


def capability_names(container: Tree) -> Iterator[str]:
    """Capabilities to drop are known ones (text inferred)."""
    for name in container.get("linuxParameters", {}).get("capabilities", {}).get("drop", ()):
        if name not in _DROPPABLE:
            yield f"{name} is not a valid capability."


def system_controls(container: Tree) -> Iterator[str]:
    """Only namespaced kernel settings (text inferred); the API does not ask for a name."""
    for control in container.get("systemControls", ()):
        if "namespace" in control and _SYSCTL.fullmatch(control["namespace"]) is None:
            yield f"System control '{control['namespace']}' is not supported."


def tmpfs(container: Tree) -> Iterator[str]:
    """A place, a size and known options (texts inferred)."""
    for mount in container.get("linuxParameters", {}).get("tmpfs", ()):
        if not mount["containerPath"].startswith("/") or mount["size"] < 1:
            yield f"Invalid 'tmpfs' setting for container '{container['name']}'."
        for option in mount.get("mountOptions", ()):
            if option.partition("=")[0] not in _MOUNT_OPTIONS:
                yield f"{option} is not a valid mount option."


def in_awsvpc(container: Tree) -> Iterator[str]:
    """What a container cannot have when the task has its own network interface (search domains inferred)."""
    if container.get("links"):
        yield "Links are not supported when networkMode=awsvpc."
    unsupported = {
        "Disable Networking is": container.get("disableNetworking"),
        "hostname is": container.get("hostname"),
        "DNS servers are": container.get("dnsServers"),
        "DNS search domains are": container.get("dnsSearchDomains"),
        "Extra hosts are": container.get("extraHosts"),
    }
    for subject, value in unsupported.items():
        if value:
            yield f"{subject} not supported on container when networkMode=awsvpc."


def on_fargate(container: Tree) -> Iterator[str]:
    """What Fargate does not offer a container (the text for InferenceAccelerator by analogy)."""
    if container.get("privileged"):
        yield "Fargate requires that the 'privileged' setting be 'false' at the container level."
    if container.get("dockerSecurityOptions"):
        yield "Fargate compatible task definitions do not support dockerSecurityOptions"
    for device in ("GPU", "InferenceAccelerator"):
        if any(row["type"] == device for row in container.get("resourceRequirements", ())):
            yield f"Tasks using the Fargate launch type do not support {device} resource requirements."
    linux = container.get("linuxParameters", {})
    for member in _NO_FARGATE_LINUX:
        if linux.get(member) not in (None, []):
            yield f"Fargate compatible task definitions do not support {member}"
    for name in linux.get("capabilities", {}).get("add", ()):
        if name != "SYS_PTRACE":
            yield f"{name} is not allowed on Fargate."


def timeouts_on_fargate(container: Tree) -> Iterator[str]:
    """2 to 120 seconds; 120 is accepted although the text says less (only the first text is known)."""
    for member, word in (("stopTimeout", "stop"), ("startTimeout", "start")):
        seconds = container.get(member, 2)
        if seconds > 120:
            yield f"Tasks using the Fargate launch type must have a container {word} timeout of less than 120 seconds."
        if seconds < 2:
            yield f"Granular {word} timeout on container '{container['name']}' must be at least 2 seconds."
