"""Operating system and CPU architecture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import ABSENT, WINDOWS, Example
from plumbrule.core.validate.pages import FARGATE, PARAMETERS, guide, page
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "/runtimePlatform"
_FAMILY: Final = f"{_AT}/operatingSystemFamily"
_CPU: Final = f"{_AT}/cpuArchitecture"
# Task definition parameters for Fargate, `operatingSystemFamily`, seen 2026-11; 2025 is there since 2026.
_FAMILIES: Final = (
    "LINUX",
    *(f"WINDOWS_SERVER_{year}_{edition}" for year in (2019, 2022, 2025) for edition in ("FULL", "CORE")),
)
_SIZE: Final = {"/cpu": "1024", "/memory": "2048"}
_ON_EC2_ONLY: Final = frozenset({"WINDOWS_SERVER_2016_FULL", "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_20H2_CORE"})


def unknown_family(_: Subject, value: Value) -> Iterator[Remark]:
    """An operating system that Fargate does not run."""
    family = value.tree
    if not isinstance(family, str) or family in _FAMILIES:
        return
    if family in _ON_EC2_ONLY:
        hint = "take `WINDOWS_SERVER_2022_CORE` or `WINDOWS_SERVER_2025_CORE`, and an image built on it"
        yield Remark(value.pointer, f"`{family}` runs on EC2 only", hint)
        return
    near = None if is_hidden(value) else closest(family, _FAMILIES)
    message = f"`operatingSystemFamily` is {quoted(value)}; Fargate knows {listed(f'`{one}`' for one in _FAMILIES)}"
    yield Remark(value.pointer, message, f"did you mean `{near}`?" if near else "")


def windows_on_arm(subject: Subject, value: Value) -> Iterator[Remark]:
    """ARM64 in a Windows task."""
    if value.tree == "ARM64" and subject.task.is_windows:
        yield Remark(value.pointer, "Fargate runs Windows on X86_64 only, but `cpuArchitecture` is `ARM64`")


def not_stated(subject: Subject, _: Value) -> Iterator[Remark]:
    """No platform is stated, so the service takes LINUX on X86_64."""
    tree = subject.task.root.tree.get("runtimePlatform", {})
    if tree == {}:
        yield Remark(_AT, "`runtimePlatform` is not stated, so the task runs on LINUX and X86_64")


def dearer(subject: Subject, _: Value) -> Iterator[Remark]:
    """A platform that costs more than another."""
    task = subject.task
    stated = task.root.object("runtimePlatform")
    if any(
        (task.root.hides("runtimePlatform"), stated.hides("operatingSystemFamily"), stated.hides("cpuArchitecture"))
    ):
        return
    if task.is_windows:
        message = "Windows Server is the dearest platform of Fargate: each vCPU also costs a licence fee"
        yield Remark(_CPU, message, "where the application also runs on Linux, take `LINUX`")
    elif task.os_family in {None, "LINUX"} and stated.text("cpuArchitecture") in {None, "X86_64"}:
        yield Remark(_CPU, "X86_64 costs more on Fargate than ARM64 of the same size")


def never_on_spot(subject: Subject, value: Value) -> Iterator[Remark]:
    """A Windows task, which has no Spot capacity."""
    if subject.task.is_windows and as_object(value.tree):
        yield Remark(value.pointer, "Windows tasks do not run on Fargate Spot")


RULES: Final = (
    Rule(
        id="R015",
        severity=Severity.ERROR,
        at=("runtimePlatform.operatingSystemFamily",),
        why="Fargate runs Linux and Windows Server 2019, 2022 and 2025; ECS refuses others for it.",
        source=PARAMETERS,
        check=Bound(unknown_family, {"enum": list(_FAMILIES)}),
        hint="letter case counts; `LINUX` is the usual one",
        bad=(
            *(Example({_FAMILY: family, _CPU: "X86_64", **_SIZE}) for family in sorted(_ON_EC2_ONLY)),
            Example({_FAMILY: "linux"}),
            Example({_FAMILY: "AMAZON_LINUX_2023"}),
        ),
        good=(
            Example({_FAMILY: "LINUX"}),
            *(Example({**WINDOWS, _FAMILY: family}) for family in _FAMILIES[1:]),
        ),
    ),
    Rule(
        id="R016",
        severity=Severity.ERROR,
        at=("runtimePlatform.cpuArchitecture",),
        why="There is no Windows on ARM64 in Fargate, so such a task never starts.",
        source=FARGATE,
        check=windows_on_arm,
        hint="write `X86_64`, and build the image for it",
        bad=(Example({**WINDOWS, _CPU: "ARM64"}, at=_CPU),),
        good=(Example({_CPU: "ARM64"}), Example(WINDOWS), Example({**WINDOWS, _CPU: ABSENT})),
    ),
    Rule(
        id="R017",
        severity=Severity.INFO,
        at=("",),
        why="An image that is built for another architecture ends with `exec format error` when it starts.",
        source=PARAMETERS,
        check=not_stated,
        hint="write what the image is built for, such as `operatingSystemFamily: LINUX` and `cpuArchitecture: X86_64`",
        bad=(Example({_AT: ABSENT}), Example({_AT: {}})),
        good=(Example({_AT: {"cpuArchitecture": "X86_64"}}), Example({_AT: {"operatingSystemFamily": "LINUX"}})),
    ),
    Rule(
        id="R018",
        severity=Severity.INFO,
        at=("",),
        why="For one size, ARM64 costs least, X86_64 more, and Windows Server most.",
        source=page("https://aws.amazon.com/fargate/pricing/"),
        check=dearer,
        hint="where the image can be built for arm64, try `cpuArchitecture: ARM64`",
        bad=(
            Example({_CPU: "X86_64"}),
            Example({_CPU: ABSENT}),
            Example({_AT: ABSENT}, at=_CPU),
            Example(WINDOWS, at=_CPU),
        ),
        good=(Example({_CPU: "ARM64"}),),
    ),
    Rule(
        id="R020",
        severity=Severity.INFO,
        at=("runtimePlatform",),
        why="A service that asks for FARGATE_SPOT alone never starts a Windows task.",
        source=guide("fargate-capacity-providers"),
        check=never_on_spot,
        hint="use the capacity provider FARGATE for its services",
        bad=(Example(WINDOWS, at=_AT),),
        good=(Example({_CPU: "ARM64"}), Example({_CPU: "X86_64"})),
    ),
)
