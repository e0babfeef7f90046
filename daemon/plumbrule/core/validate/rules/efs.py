"""EFS volumes: their ids, directories, ports and platform."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, on_windows, outside, unlike
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import FARGATE, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object, Tree

_AT: Final = "volumes[].efsVolumeConfiguration"
_FIRST: Final = "/volumes/0/efsVolumeConfiguration"
_ID: Final = re.compile(r"fs-[0-9a-f]{4,40}")
_SHORT: Final = re.compile(r"fs(?:ap)?-[0-9a-f]{4,7}")
_ACCESS: Final = re.compile(r"(?:fsap-[0-9a-f]{4,40})?")
_EFS_API: Final = page("https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html")
_ACCESS_API: Final = page("https://docs.aws.amazon.com/efs/latest/ug/API_AccessPointDescription.html")


def short_id(_: Subject, value: Value) -> Iterator[Remark]:
    """An id as short as those in AWS's own examples."""
    if isinstance(value.tree, str) and _SHORT.fullmatch(value.tree):
        yield Remark(value.pointer, f"{quoted(value)} is shorter than the id of any real one")


def relative_directory(_: Subject, value: Value) -> Iterator[Remark]:
    """A directory that does not begin at the root; beside an access point R242 says more."""
    efs = as_object(value.parent.tree) if value.parent else {}
    if as_object(efs.get("authorizationConfig")).get("accessPointId"):
        return
    if isinstance(value.tree, str) and value.tree and not value.tree.startswith("/"):
        yield Remark(value.pointer, f"`rootDirectory` must be an absolute path, but is {quoted(value)}")


def _efs(**members: Tree) -> dict[str, Object]:
    """An edit: one EFS volume, encrypted on its way."""
    efs = {"fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED", **members}
    return {"/volumes/0": {"name": "data", "efsVolumeConfiguration": efs}}


RULES: Final = (
    Rule(
        id="R241",
        severity=Severity.ERROR,
        at=(f"{_AT}.fileSystemId",),
        why="A file system is found by its id.",
        source=_EFS_API,
        check=unlike(_ID, "an id such as `fs-0123456789abcdef0`"),
        hint="copy the id from the console of EFS; names, ARNs and DNS names do not do",
        bad=tuple(
            Example(_efs(fileSystemId=wrong), at=f"{_FIRST}/fileSystemId")
            for wrong in ("", "data", "fs-xxxxxxxx", "fs-0123456789ABCDEF0", f"fs-{'a' * 41}")
        ),
        good=tuple(
            Example(_efs(fileSystemId=right)) for right in ("fs-01234567", "fs-0123456789abcdef0", f"fs-{'a' * 40}")
        ),
    ),
    Rule(
        id="R241",
        severity=Severity.ERROR,
        at=(f"{_AT}.authorizationConfig.accessPointId",),
        why="An access point is found by its id.",
        source=_ACCESS_API,
        check=unlike(_ACCESS, "an id such as `fsap-0123456789abcdef0`"),
        hint="copy the id of the access point from the console of EFS",
        bad=tuple(
            Example(
                _efs(authorizationConfig={"accessPointId": wrong}), at=f"{_FIRST}/authorizationConfig/accessPointId"
            )
            for wrong in ("fs-0123456789abcdef0", "data", "fsap-xyz")
        ),
        good=(
            Example(_efs(authorizationConfig={"accessPointId": "fsap-0123456789abcdef0"})),
            Example(_efs(authorizationConfig={"accessPointId": "", "iam": "ENABLED"})),
        ),
    ),
    Rule(
        id="efs-short-id",
        severity=Severity.WARNING,
        at=(f"{_AT}.fileSystemId", f"{_AT}.authorizationConfig.accessPointId"),
        why="Ids of file systems have eight digits or more; shorter ones are copied from examples.",
        source=_EFS_API,
        check=short_id,
        hint="write the id of your own file system",
        bad=(
            Example(_efs(fileSystemId="fs-1234"), at=f"{_FIRST}/fileSystemId"),
            Example(_efs(fileSystemId="fs-1234567"), at=f"{_FIRST}/fileSystemId"),
            Example(
                _efs(authorizationConfig={"accessPointId": "fsap-1234"}),
                at=f"{_FIRST}/authorizationConfig/accessPointId",
            ),
        ),
        good=(Example(_efs(fileSystemId="fs-12345678")),),
    ),
    Rule(
        id="R246",
        severity=Severity.ERROR,
        at=(f"{_AT}.transitEncryptionPort",),
        why="A port is a number from 1 to 65535.",
        source=api("EFSVolumeConfiguration"),
        check=outside(1, 65535),
        hint="leave it out, and the mount helper finds a port",
        bad=(
            Example(_efs(transitEncryptionPort=0), at=f"{_FIRST}/transitEncryptionPort"),
            Example(_efs(transitEncryptionPort=65536), at=f"{_FIRST}/transitEncryptionPort"),
        ),
        good=(Example(_efs(transitEncryptionPort=1)), Example(_efs(transitEncryptionPort=65535))),
    ),
    Rule(
        id="R248",
        severity=Severity.WARNING,
        at=(f"{_AT}.rootDirectory",),
        why="The directory is looked for from the root of the file system.",
        source=api("EFSVolumeConfiguration"),
        check=relative_directory,
        hint="begin it with `/`",
        bad=(Example(_efs(rootDirectory="data"), at=f"{_FIRST}/rootDirectory"),),
        good=(
            Example(_efs(rootDirectory="/data")),
            Example(_efs(rootDirectory="/")),
            Example(_efs(rootDirectory="")),
        ),
    ),
    Rule(
        id="R249",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate starts no Windows task that mounts EFS.",
        source=FARGATE,
        check=on_windows("EFS volumes are not supported for Windows tasks"),
        hint="remove the volume, or run the task on Linux",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, **_efs()}, at=_FIRST),),
        good=(Example(_efs()), Example(WINDOWS)),
    ),
)
