"""Read-only root against ECS Exec."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="read-only-root",
    title=Both("Read-only root file system, and ECS Exec", "読み取り専用ルートファイルシステムと ECS Exec"),
    called=(
        "read only root file system",
        "read-only root file system",
        "read-only root",
        "exec",
        "ecs exec",
        "malware",
        "マルウェア",
        "execute-command",
        "読み取り専用ルートファイルシステム",
        "読み取り専用",
        "読み取り専用ルート",
        "ルートファイルシステム",
    ),
    body=(
        Prose(
            Both(
                "`readonlyRootFilesystem: true` keeps everything below `/` in the container from being made, changed or deleted.",
                "`readonlyRootFilesystem: true` にすると、コンテナの `/` 以下でファイルの作成・変更・削除ができなくなります。",
            )
        ),
        Points(
            (
                Both(
                    "**For it:** malware cannot settle, and Security Hub asks for it (ECS.5).",
                    "**メリット:** マルウェアが居座れません。Security Hub の検査項目（ECS.5）でもあります。",
                ),
                Both(
                    "**Against it:** ECS Exec does not work, and programs that write to `/tmp`, `/run` or caches fail.",
                    "**デメリット:** ECS Exec が使えません。`/tmp`、`/run`、キャッシュなどに書き込むプログラムは失敗します。",
                ),
            )
        ),
        Heading(Both("Leave it room to write", "書き込み先を用意する")),
        Prose(
            Both(
                "A volume of the task, or a tmpfs, is mounted where the program has to write:",
                "書き込みが必要な場所に、タスクのボリュームか tmpfs をマウントします。",
            )
        ),
        Snippet(
            {
                "/volumes": [{"name": "tmp"}],
                "/containerDefinitions/0/readonlyRootFilesystem": True,
                "/containerDefinitions/0/mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],  # noqa: S108 - the container's own
            }
        ),
        Prose(
            Both(
                "Where the user is not root, the image has to declare the directory (`VOLUME /tmp`) with rights for that user: a volume takes owner and mode from the image only then.",
                "root 以外のユーザーで動かす場合は、イメージ側でそのディレクトリを `VOLUME /tmp` と宣言し、権限を設定しておきます。そうしたときだけ、ボリュームが所有者と権限を引き継ぎます。",
            )
        ),
        Heading(Both("ECS Exec", "ECS Exec")),
        Prose(
            Both(
                "ECS Exec opens a shell in a running container. Its agent writes into the container, so one has to choose: a read-only root, or ECS Exec.",
                "ECS Exec は、起動中のコンテナに入ってデバッグするための機能です。エージェントがコンテナ内に書き込むため、読み取り専用ルートとはどちらかを選ぶことになります。",
            )
        ),
        Code("aws ecs execute-command --cluster CLUSTER --task TASK --container app --interactive --command /bin/sh"),
        Prose(
            Both(
                "It needs a task role with the four actions of `ssmmessages`, `enableExecuteCommand` on the service, and is best served by `initProcessEnabled`. Where a target's settings say that ECS Exec is wanted, R094 tells of containers that shut it out.",
                "`ssmmessages` の 4 つのアクションを許可したタスクロールと、サービス側の `enableExecuteCommand` が必要で、`initProcessEnabled` も有効にしておくと安心です。ターゲットの設定で ECS Exec を使うとしておくと、使えないコンテナを R094 が知らせます。",
            )
        ),
    ),
    fields=(
        "containerDefinitions[].readonlyRootFilesystem",
        "containerDefinitions[].mountPoints",
        "containerDefinitions[].linuxParameters.tmpfs",
        "containerDefinitions[].linuxParameters.initProcessEnabled",
    ),
    rules=("R054", "R094", "R095", "R096", "R097", "R218"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"),
        Read("https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html"),
    ),
)
