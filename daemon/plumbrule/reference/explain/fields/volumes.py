"""Volumes, and where containers mount them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.explanation import WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_MOUNT: Final[Object] = {
    f"{_APP}/mountPoints": [{"sourceVolume": "files", "containerPath": "/srv/files", "readOnly": False}]
}

WORDS: Final = (
    FieldWords(
        "volumes",
        Both(
            "Directories that containers mount: of the task's own disk, of EFS, of S3 Files, or an EBS volume.",
            "コンテナがマウントするディレクトリです。タスクのディスク、EFS、S3 Files、EBS ボリュームを使えます。",
        ),
        Both(
            "To share files between containers, to keep them, or to write beside a read-only root.",
            "コンテナ間の共有、データの永続化、読み取り専用ルートでの書き込み先に使います。",
        ),
        docker="docker volume create",
        pitfalls=Both(
            "A volume with a name alone is empty at the start and gone with the task.",
            "名前だけのボリュームは空で始まり、タスクと一緒に消えます。",
        ),
        example={"/volumes": [{"name": "files"}], **_MOUNT},
    ),
    FieldWords(
        "volumes[].name",
        Both("The name by which mount points refer to it.", "マウントポイントから参照する名前です。"),
        WITHIN,
        docker="docker run --volume NAME:PATH",
    ),
    FieldWords(
        "volumes[].host",
        Both(
            "A bind mount. On Fargate there is nothing to say in it: it is an empty directory of the task.",
            "バインドマウントです。Fargate では中身に書くことはなく、タスク内の空ディレクトリになります。",
        ),
        example={"/volumes": [{"name": "files", "host": {}}], **_MOUNT},
    ),
    FieldWords(
        "volumes[].host.sourcePath",
        Both("The directory of the host that is mounted.", "マウントするホスト側のディレクトリです。"),
        Both("Never: on Fargate no host is yours.", "Fargate には触れられるホストがないため、使いません。"),
        docker="docker run --volume /HOST:PATH",
        example={"/volumes": [{"name": "files", "host": {"sourcePath": "/srv"}}], **_MOUNT},
        fails="R237",
    ),
    FieldWords(
        "volumes[].configuredAtLaunch",
        Both(
            "The volume is an EBS volume that the service or RunTask describes (`volumeConfigurations`).",
            "サービスや RunTask の `volumeConfigurations` で指定する EBS ボリュームであることを示します。",
        ),
        Both("For EBS volumes.", "EBS ボリュームを使うときに書きます。"),
        pitfalls=Both(
            "One in a task; a service without `volumeConfigurations` then refuses the definition.",
            "タスクに 1 つまでです。サービス側に `volumeConfigurations` がないと、その定義は使えません。",
        ),
        example={"/volumes": [{"name": "files", "configuredAtLaunch": True}], **_MOUNT},
    ),
    FieldWords(
        f"{_C}.mountPoints",
        Both("Which volumes the container sees, and where.", "どのボリュームをどこにマウントするかです。"),
        Both("For each volume that it uses.", "ボリュームを使うコンテナに書きます。"),
        docker="docker run --volume, --mount",
        pitfalls=Both(
            "What the image has at that path is hidden by the volume, unless the image declares it with `VOLUME`.",
            "イメージがそのパスに持つ内容はボリュームに隠れます（イメージが `VOLUME` で宣言している場合を除きます）。",
        ),
        example={"/volumes": [{"name": "files"}], **_MOUNT},
        near=("read-only-root",),
    ),
    FieldWords(
        f"{_C}.mountPoints[].sourceVolume",
        Both("The volume's name.", "ボリュームの名前です。"),
        WITHIN,
        docker="docker run --volume NAME:PATH",
    ),
    FieldWords(
        f"{_C}.mountPoints[].containerPath",
        Both("Where it is mounted.", "マウント先のパスです。"),
        WITHIN,
        docker="docker run --volume NAME:PATH",
    ),
    FieldWords(
        f"{_C}.mountPoints[].readOnly",
        Both("Whether the container may only read.", "読み取り専用にするかどうかです。"),
        docker="docker run --volume NAME:PATH:ro",
    ),
    FieldWords(
        f"{_C}.volumesFrom",
        Both(
            "Mounts everything that another container of the task mounts.",
            "他のコンテナと同じボリュームをすべてマウントします。",
        ),
        docker="docker run --volumes-from",
        example={
            "/volumes": [{"name": "files"}],
            **_MOUNT,
            "/containerDefinitions/1": {
                "name": "backup",
                "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/backup:1.0.0",
                "volumesFrom": [{"sourceContainer": "app", "readOnly": True}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/web",
                        "awslogs-region": "eu-central-1",
                        "awslogs-stream-prefix": "backup",
                    },
                },
            },
        },
    ),
    FieldWords(
        f"{_C}.volumesFrom[].sourceContainer",
        Both("The other container's name.", "相手のコンテナ名です。"),
        WITHIN,
        docker="docker run --volumes-from",
    ),
    FieldWords(
        f"{_C}.volumesFrom[].readOnly",
        Both("Whether this container may only read.", "読み取り専用にするかどうかです。"),
        docker="docker run --volumes-from NAME:ro",
    ),
)
