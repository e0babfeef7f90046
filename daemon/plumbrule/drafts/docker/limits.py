"""How much it may take, and what of the kernel it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.sizes import PER_LARGE_UNIT
from plumbrule.drafts.amounts import mebibytes
from plumbrule.drafts.docker.network import listed
from plumbrule.drafts.docker.option import Option, into, truth
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from plumbrule.drafts.docker.option import Read
    from plumbrule.drafts.draft import Draft

PLATFORMS: Final = {"amd64": "X86_64", "x86_64": "X86_64", "arm64": "ARM64", "aarch64": "ARM64"}


def cpus(draft: Draft, value: str) -> None:
    """Processors for the whole task."""
    draft.cpus = round(float(value) * PER_LARGE_UNIT)


def platform(draft: Draft, value: str) -> None:
    """`linux/arm64` and its like."""
    system, _, rest = value.lower().partition("/")
    architecture = PLATFORMS.get(rest.partition("/")[0])
    if system != "linux" or architecture is None:
        draft.note(f"--platform {value}: Fargate runs linux/amd64 and linux/arm64; for Windows write it by hand")
        return
    draft.task["runtimePlatform"] = {"operatingSystemFamily": "LINUX", "cpuArchitecture": architecture}


def ulimit(draft: Draft, value: str) -> None:
    """`name=soft[:hard]`."""
    name, _, limits = value.partition("=")
    soft, _, hard = limits.partition(":")
    draft.named("ulimits", name, {"softLimit": int(soft), "hardLimit": int(hard or soft)})


def sysctl(draft: Draft, value: str) -> None:
    """`name=value`."""
    name, _, said = value.partition("=")
    draft.add("systemControls", {"namespace": name, "value": said})


def capability(list_name: str) -> Read:
    """A capability with or without CAP_."""

    def read(draft: Draft, value: str) -> None:
        items = draft.inner("linuxParameters", "capabilities").setdefault(list_name, [])
        items.append(value.upper().removeprefix("CAP_"))

    return read


def device(draft: Draft, value: str) -> None:
    """`/dev/of/host[:/dev/in/container[:rwm]]`; Fargate refuses it, and the rule says why."""
    host, _, rest = value.partition(":")
    inside = rest.partition(":")[0]
    draft.inner("linuxParameters").setdefault("devices", []).append({"hostPath": host, "containerPath": inside or host})


def gpus(draft: Draft, value: str) -> None:
    """Refused by Fargate."""
    draft.add("resourceRequirements", {"type": "GPU", "value": value if value.isdecimal() else "ALL"})


def of_task(name: str) -> Read:
    """A member beside the containers."""

    def read(draft: Draft, value: str) -> None:
        draft.task[name] = value

    return read


def log_driver(draft: Draft, value: str) -> None:
    """`awslogs` and `splunk` stay; of the others Fargate knows none."""
    draft.inner("logConfiguration")["logDriver"] = value


def log_option(draft: Draft, value: str) -> None:
    """`name=value`."""
    name, sign, said = value.partition("=")
    if not sign:
        raise Declined(f"--log-opt {value}: write NAME=VALUE", why="wrong")
    draft.inner("logConfiguration", "options")[name] = said


ROWS: Final = (
    Option("memory", into("memory", form=mebibytes), "m"),
    Option("memory-reservation", into("memoryReservation", form=mebibytes)),
    Option("memory-swap", why="Fargate has no swap"),
    Option("memory-swappiness", into("linuxParameters", "swappiness", form=int)),
    Option("kernel-memory"),
    Option("cpus", cpus),
    Option("cpu-shares", into("cpu", form=int), "c"),
    *(Option(name) for name in ("cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpu-count")),
    *(Option(name) for name in ("cpu-percent", "cpuset-cpus", "cpuset-mems", "blkio-weight", "blkio-weight-device")),
    *(Option(name) for name in ("device-read-bps", "device-read-iops", "device-write-bps", "device-write-iops")),
    *(Option(name) for name in ("device-cgroup-rule", "cgroup-parent", "cgroupns", "isolation", "io-maxbandwidth")),
    *(Option(name) for name in ("io-maxiops", "runtime", "uts", "userns", "group-add", "oom-score-adj", "pids-limit")),
    Option("oom-kill-disable", switch=True),
    Option("platform", platform),
    Option("ulimit", ulimit),
    Option("sysctl", sysctl),
    Option("cap-add", capability("add")),
    Option("cap-drop", capability("drop")),
    Option("device", device),
    Option("gpus", gpus),
    Option("shm-size", into("linuxParameters", "sharedMemorySize", form=mebibytes)),
    Option("privileged", into("privileged", form=truth), switch=True),
    Option("security-opt", listed("dockerSecurityOptions")),
    Option("pid", of_task("pidMode")),
    Option("ipc", of_task("ipcMode")),
    Option("log-driver", log_driver),
    Option("log-opt", log_option),
)
