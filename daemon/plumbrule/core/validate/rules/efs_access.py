"""How a task reaches EFS and S3 Files: access points, IAM, encryption on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item
from plumbrule.core.validate.pages import api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value
    from plumbrule.model.tree import Object, Tree

_AT: Final = "volumes[].efsVolumeConfiguration"
_S3_AT: Final = "volumes[].s3filesVolumeConfiguration"
_FIRST: Final = "/volumes/0/efsVolumeConfiguration"
_S3_FIRST: Final = "/volumes/0/s3filesVolumeConfiguration"
_WHOLE: Final = frozenset({None, "/"})


def _has_access_point(efs: Item) -> bool:
    return bool(efs.object("authorizationConfig").text("accessPointId"))


def _has_s3_access_point(volume: Item) -> bool:
    return bool(volume.text("accessPointArn"))


def _uses_iam(efs: Item) -> bool:
    return efs.object("authorizationConfig").text("iam") == "ENABLED"


def _has_port(efs: Item) -> bool:
    return efs.whole("transitEncryptionPort") is not None


def _asks_for_encryption(efs: Item) -> bool:
    """Whether an error already says that encryption is missing."""
    return _has_access_point(efs) or _uses_iam(efs) or _has_port(efs)


def _open(when: Callable[[Item], bool], message: str, at: str = "transitEncryption") -> Check:
    """The way to the file system is not encrypted, for a volume of which `when` is true; told at the member `at`."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        efs = Item(value.pointer, as_object(value.tree))
        is_open = not efs.hides("transitEncryption") and efs.text("transitEncryption") != "ENABLED"
        if is_open and when(efs):
            yield Remark(efs.at(at), message)

    return check


def _rooted(when: Callable[[Item], bool]) -> Check:
    """A root directory beside an access point, which has its own."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        volume = Item(value.pointer, as_object(value.tree))
        root = volume.text("rootDirectory")
        if root not in _WHOLE and when(volume):
            message = f"`rootDirectory` is `{brief(root or '')}`, but the access point decides the directory"
            yield Remark(volume.at("rootDirectory"), message)

    return check


def _efs(*, encrypted: bool = False, **members: Tree) -> dict[str, Object]:
    """An edit: one EFS volume."""
    on_the_way: Object = {"transitEncryption": "ENABLED"} if encrypted else {}
    efs = {"fileSystemId": "fs-0123456789abcdef0", **on_the_way, **members}
    return {"/volumes/0": {"name": "data", "efsVolumeConfiguration": efs}}


def _s3(**members: Tree) -> dict[str, Object]:
    """An edit: one volume of S3 Files, with an access point."""
    arn = "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
    files = {"fileSystemArn": arn, "accessPointArn": f"{arn}/access-point/fsap-0123456789abcdef0", **members}
    return {"/volumes/0": {"name": "data", "s3filesVolumeConfiguration": files}}


_POINT: Final = {"accessPointId": "fsap-0123456789abcdef0"}
_IAM: Final = {"iam": "ENABLED"}
_ENCRYPT: Final = "set `transitEncryption` to `ENABLED`"

RULES: Final = (
    Rule(
        id="R242",
        severity=Severity.ERROR,
        at=(_AT,),
        why="An access point enforces a directory of its own.",
        source=api("EFSAuthorizationConfig"),
        check=_rooted(_has_access_point),
        hint="remove `rootDirectory`, or set it to `/`; the access point's own directory is the one that is mounted",
        ecs='When using an EFS access point, the root directory must either be set to "/" or be omitted.',
        bad=(
            Example(
                _efs(encrypted=True, authorizationConfig=_POINT, rootDirectory="/data"), at=f"{_FIRST}/rootDirectory"
            ),
            Example(
                _efs(encrypted=True, authorizationConfig=_POINT, rootDirectory="data"), at=f"{_FIRST}/rootDirectory"
            ),
            Example(_efs(encrypted=True, authorizationConfig=_POINT, rootDirectory=""), at=f"{_FIRST}/rootDirectory"),
        ),
        good=(
            Example(_efs(encrypted=True, authorizationConfig=_POINT, rootDirectory="/")),
            Example(_efs(encrypted=True, authorizationConfig=_POINT)),
            Example(_efs(encrypted=True, authorizationConfig=_IAM, rootDirectory="/data")),
        ),
    ),
    Rule(
        id="R243",
        severity=Severity.ERROR,
        at=(_AT,),
        why="The signed requests of IAM authorization travel only over an encrypted way.",
        source=api("EFSAuthorizationConfig"),
        check=_open(_uses_iam, "`authorizationConfig.iam` is `ENABLED`, which needs `transitEncryption`"),
        hint=_ENCRYPT,
        ecs="EFS IAM authorization requires TransitEncryption to be enabled.",
        bad=(
            Example(_efs(authorizationConfig=_IAM), at=f"{_FIRST}/transitEncryption"),
            Example(_efs(authorizationConfig=_IAM, transitEncryption="DISABLED"), at=f"{_FIRST}/transitEncryption"),
        ),
        good=(
            Example(_efs(encrypted=True, authorizationConfig=_IAM)),
            Example(_efs(authorizationConfig={"iam": "DISABLED"})),
        ),
    ),
    Rule(
        id="R244",
        severity=Severity.ERROR,
        at=(_AT,),
        why="An access point is reached only over an encrypted way.",
        source=api("EFSAuthorizationConfig"),
        check=_open(_has_access_point, "an access point needs `transitEncryption`"),
        hint=_ENCRYPT,
        bad=(
            Example(_efs(authorizationConfig=_POINT), at=f"{_FIRST}/transitEncryption"),
            Example(_efs(authorizationConfig=_POINT, transitEncryption="DISABLED"), at=f"{_FIRST}/transitEncryption"),
        ),
        good=(Example(_efs(encrypted=True, authorizationConfig=_POINT)),),
    ),
    Rule(
        id="R245",
        severity=Severity.ERROR,
        at=(_AT,),
        why="The port is that of the encrypted way.",
        source=api("EFSVolumeConfiguration"),
        check=_open(
            _has_port,
            "`transitEncryptionPort` is stated, but the way to the file system is not encrypted",
            "transitEncryptionPort",
        ),
        hint=f"{_ENCRYPT}, or remove the port",
        ecs="TransitEncryptionPort requires that TransitEncryption is enabled.",
        bad=(Example(_efs(transitEncryptionPort=2049), at=f"{_FIRST}/transitEncryptionPort"),),
        good=(Example(_efs(encrypted=True, transitEncryptionPort=2049)),),
    ),
    Rule(
        id="R247",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Without it everything that is read and written crosses the network in the clear.",
        source=api("EFSVolumeConfiguration"),
        check=_open(lambda efs: not _asks_for_encryption(efs), "the way to the file system is not encrypted"),
        hint=_ENCRYPT,
        bad=(
            Example(_efs(), at=f"{_FIRST}/transitEncryption"),
            Example(_efs(transitEncryption="DISABLED"), at=f"{_FIRST}/transitEncryption"),
        ),
        good=(Example(_efs(encrypted=True)),),
    ),
    Rule(
        id="R253",
        severity=Severity.ERROR,
        at=(_S3_AT,),
        why="An access point enforces a directory of its own.",
        source=api("S3FilesVolumeConfiguration"),
        check=_rooted(_has_s3_access_point),
        hint="remove `rootDirectory`, or set it to `/`; the access point's own directory is the one that is mounted",
        bad=(Example(_s3(rootDirectory="/data"), at=f"{_S3_FIRST}/rootDirectory"),),
        good=(
            Example(_s3()),
            Example(_s3(rootDirectory="/")),
            Example(_s3(rootDirectory="/data", accessPointArn="")),
        ),
    ),
)
