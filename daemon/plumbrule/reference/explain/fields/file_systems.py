"""Kinds of volumes: EFS, S3 Files, and those that Fargate does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.explanation import NEVER, WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

_APP: Final = "/containerDefinitions/0"
_MOUNT: Final[Object] = {
    f"{_APP}/mountPoints": [{"sourceVolume": "files", "containerPath": "/srv/files", "readOnly": False}]
}
_EFS: Final[Object] = {
    "/volumes": [
        {
            "name": "files",
            "efsVolumeConfiguration": {
                "fileSystemId": "fs-0123456789abcdef0",
                "rootDirectory": "/",
                "transitEncryption": "ENABLED",
                "transitEncryptionPort": 2999,
                "authorizationConfig": {"accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED"},
            },
        }
    ],
    **_MOUNT,
}
_S3: Final[Object] = {
    "/volumes": [
        {
            "name": "files",
            "s3filesVolumeConfiguration": {
                "fileSystemArn": "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0",
                "rootDirectory": "/",
                "transitEncryptionPort": 2999,
                "accessPointArn": "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0",
            },
        }
    ],
    **_MOUNT,
}
_DOCKER: Final[Object] = {
    "/volumes": [
        {
            "name": "files",
            "dockerVolumeConfiguration": {
                "scope": "task",
                "driver": "local",
                "driverOpts": {"type": "tmpfs"},
                "labels": {"team": "checkout"},
            },
        }
    ],
    **_MOUNT,
}
_FSX: Final[Object] = {
    "/volumes": [
        {
            "name": "files",
            "fsxWindowsFileServerVolumeConfiguration": {
                "fileSystemId": "fs-0123456789abcdef0",
                "rootDirectory": "share",
                "authorizationConfig": {
                    "credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fsx-AbCdEf",
                    "domain": "example.com",
                },
            },
        }
    ],
    **_MOUNT,
}

WORDS: Final = (
    FieldWords(
        "volumes[].efsVolumeConfiguration",
        Both(
            "A file system of EFS: shared between tasks, and still there after them.",
            "EFS のファイルシステムです。タスク間で共有でき、タスクが終わっても残ります。",
        ),
        docker="docker volume create --opt type=nfs",
        pitfalls=Both(
            "The file system's security group has to let the tasks in on port 2049, in each subnet.",
            "ファイルシステムのセキュリティグループで、タスクからの 2049 番ポートを許可しておく必要があります。",
        ),
        example=_EFS,
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.fileSystemId",
        Both("Its id, `fs-…`.", "ファイルシステムの ID（`fs-…`）です。"),
        WITHIN,
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.rootDirectory",
        Both("The directory that is mounted.", "マウントするディレクトリです。"),
        pitfalls=Both(
            "With an access point it must be `/` or left out. ECS shows `/` where it was left out; Plumbrule takes both as one.",
            "アクセスポイントを使うなら `/` にするか省略します。省略すると ECS は `/` を返しますが、Plumbrule は同じとみなします。",
        ),
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.transitEncryption",
        Both(
            "Whether traffic to EFS is encrypted: `ENABLED` or `DISABLED`.",
            "EFS との通信を暗号化するかどうか（`ENABLED` / `DISABLED`）です。",
        ),
        Both(
            "Always a good idea; a must with IAM and access points.",
            "常に有効にしましょう。IAM 認証とアクセスポイントでは必須です。",
        ),
        pitfalls=Both(
            "An access point and authorization by IAM both need it.",
            "アクセスポイントと IAM 認可のどちらにも必要です。",
        ),
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.transitEncryptionPort",
        Both("The local port of the encrypted way.", "暗号化通信に使うローカルポートです。"),
        pitfalls=Both(
            "Leave it out; the mount helper finds one.", "通常は省略します。マウントヘルパーが空きポートを選びます。"
        ),
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.authorizationConfig",
        Both("How the task proves that it may mount it.", "マウント時の認可の設定です。"),
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.authorizationConfig.accessPointId",
        Both(
            "An access point, `fsap-…`, which sets user and directory.",
            "ユーザーとディレクトリを固定するアクセスポイント（`fsap-…`）です。",
        ),
    ),
    FieldWords(
        "volumes[].efsVolumeConfiguration.authorizationConfig.iam",
        Both(
            "Whether the task role is asked: `ENABLED` or `DISABLED`.",
            "タスクロールで認可するかどうか（`ENABLED` / `DISABLED`）です。",
        ),
        pitfalls=Both(
            "It is the task role that is asked, not the execution role.",
            "使われるのはタスク実行ロールではなく、タスクロールです。",
        ),
        near=("roles",),
    ),
    FieldWords(
        "volumes[].s3filesVolumeConfiguration",
        Both(
            "A file system of S3 Files: a bucket seen as files.",
            "S3 Files のファイルシステムです。S3 バケットをファイルとして扱えます。",
        ),
        pitfalls=Both("It needs a task role.", "タスクロールが必要です。"),
        example=_S3,
    ),
    FieldWords(
        "volumes[].s3filesVolumeConfiguration.fileSystemArn",
        Both("Its whole ARN.", "ファイルシステムの ARN です。"),
        WITHIN,
    ),
    FieldWords(
        "volumes[].s3filesVolumeConfiguration.rootDirectory",
        Both(
            "The directory that is mounted; with an access point `/` or nothing.",
            "マウントするディレクトリです。アクセスポイントを使うなら `/` にするか省略します。",
        ),
    ),
    FieldWords(
        "volumes[].s3filesVolumeConfiguration.transitEncryptionPort",
        Both(
            "The local port of the encrypted way; the mount helper finds one.",
            "暗号化通信に使うローカルポートです。通常は省略します。",
        ),
    ),
    FieldWords(
        "volumes[].s3filesVolumeConfiguration.accessPointArn",
        Both("The ARN of an access point.", "アクセスポイントの ARN です。"),
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration",
        Both("A volume of a Docker driver on the host.", "ホスト上の Docker ボリュームです。"),
        NEVER,
        docker="docker volume create",
        example=_DOCKER,
        fails="R238",
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration.scope",
        Both("Whether it lives with the task or is shared.", "タスクと同じ寿命か、共有かです。"),
        NEVER,
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration.autoprovision",
        Both("Whether a shared volume is made when it is not there.", "共有ボリュームがなければ作るかどうかです。"),
        NEVER,
        example={
            "/volumes": [{"name": "files", "dockerVolumeConfiguration": {"scope": "shared", "autoprovision": True}}],
            **_MOUNT,
        },
        fails="R238",
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration.driver",
        Both("Docker's volume driver.", "Docker のボリュームドライバーです。"),
        NEVER,
        docker="docker volume create --driver",
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration.driverOpts",
        Both("The driver's options.", "ドライバーのオプションです。"),
        NEVER,
        docker="docker volume create --opt",
    ),
    FieldWords(
        "volumes[].dockerVolumeConfiguration.labels",
        Both("Labels of the volume.", "ボリュームのラベルです。"),
        NEVER,
        docker="docker volume create --label",
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration",
        Both("A file system of FSx for Windows File Server.", "FSx for Windows File Server のファイルシステムです。"),
        NEVER,
        example=_FSX,
        fails="R239",
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.fileSystemId",
        Both("Its id.", "ファイルシステムの ID です。"),
        NEVER,
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.rootDirectory",
        Both("The share that is mounted.", "マウントする共有です。"),
        NEVER,
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig",
        Both("How it is opened.", "認証の設定です。"),
        NEVER,
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter",
        Both("A secret with the credentials.", "認証情報を入れたシークレットです。"),
        NEVER,
    ),
    FieldWords(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.domain",
        Both("The domain of Active Directory.", "Active Directory のドメインです。"),
        NEVER,
    ),
)
