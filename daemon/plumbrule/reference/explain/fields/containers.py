"""The container: what runs, and how much of the task it may take."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import ALWAYS, WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"

WORDS: Final = (
    FieldWords(
        "containerDefinitions",
        Both(
            "The containers of the task. They start together on one host, share its network, and end together when an essential one ends.",
            "タスクを構成するコンテナです。同じホストで一緒に起動し、ネットワークを共有し、essential なコンテナが終了すると一緒に終了します。",
        ),
        ALWAYS,
        pitfalls=Both(
            "Ten at most. ECS returns them in any order, so Plumbrule tells them apart by name.",
            "最大 10 個です。ECS が返す順序は決まっていないため、Plumbrule は名前で対応付けます。",
        ),
        example={f"{_APP}/name": "app", f"{_APP}/image": "public.ecr.aws/nginx/nginx:1.27.2"},
        near=("control-plane-and-data-plane",),
    ),
    FieldWords(
        f"{_C}.name",
        Both(
            "The container's name inside the task. Log streams, `dependsOn`, load balancers and ECS Exec refer to it.",
            "タスク内でのコンテナの名前です。ログストリーム、`dependsOn`、ロードバランサー、ECS Exec から参照されます。",
        ),
        ALWAYS,
        docker="docker run --name",
        pitfalls=Both(
            "A service that sends traffic to the old name cannot be updated after a renaming until its load balancer settings change, too.",
            "名前を変えると、古い名前を参照するサービスのロードバランサー設定も一緒に直すまで更新できません。",
        ),
        example={f"{_APP}/name": "app"},
    ),
    FieldWords(
        f"{_C}.image",
        Both(
            "The image that runs: `repository:tag` or `repository@sha256:…`, with the registry before it unless it is Docker Hub.",
            "実行するイメージです。`リポジトリ:タグ` または `リポジトリ@sha256:…` の形で書きます。Docker Hub 以外はレジストリ名を前に付けます。",
        ),
        ALWAYS,
        docker="docker run IMAGE",
        pitfalls=Both(
            "`latest`, or no tag, means another image tomorrow without any change in Git. A tag that stays or a digest does not.",
            "`latest` やタグなしでは、Git が変わらなくても明日は別のイメージになりえます。変わらないタグかダイジェストを書きましょう。",
        ),
        example={f"{_APP}/image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.27.2"},
        near=("private-registry", "infrastructure"),
    ),
    FieldWords(
        f"{_C}.versionConsistency",
        Both(
            "Whether ECS resolves the tag to a digest once per deployment, so that all tasks of it run one image.",
            "デプロイごとにタグをダイジェストに固定し、全タスクで同じイメージを使うかどうかです。",
        ),
        Both("Only to switch that off.", "これを無効にするときだけ書きます。"),
        pitfalls=Both(
            "With `disabled` a tag that is pushed again reaches the next task that starts, in the middle of a deployment.",
            "`disabled` では、同じタグに再プッシュされたイメージが、デプロイの途中でも次に起動するタスクで使われます。",
        ),
        example={f"{_APP}/versionConsistency": "enabled"},
    ),
    FieldWords(
        f"{_C}.repositoryCredentials",
        Both(
            "User and password for a private registry that is not ECR, as a secret.",
            "ECR 以外のプライベートレジストリに使う認証情報（シークレット）です。",
        ),
        Both("For private images outside of ECR.", "ECR 以外の非公開イメージを使うときに書きます。"),
        docker="docker login",
        pitfalls=Both(
            "Never for ECR: the execution role opens it (`ecr:GetAuthorizationToken`).",
            "ECR には書きません。ECR の認証はタスク実行ロール（`ecr:GetAuthorizationToken`）が行います。",
        ),
        example={
            f"{_APP}/image": "registry.example.com/team/web:1.27.2",
            f"{_APP}/repositoryCredentials": {
                "credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:registry-AbCdEf"
            },
        },
        near=("private-registry",),
    ),
    FieldWords(
        f"{_C}.repositoryCredentials.credentialsParameter",
        Both(
            'The ARN of a secret in Secrets Manager that holds `{"username": "…", "password": "…"}`.',
            '`{"username": "…", "password": "…"}` の形の値を持つ、Secrets Manager シークレットの ARN です。',
        ),
        WITHIN,
        pitfalls=Both(
            "Parameter Store is not possible here. The execution role needs `secretsmanager:GetSecretValue` on it.",
            "パラメータストアは使えません。タスク実行ロールに、このシークレットへの `secretsmanager:GetSecretValue` が必要です。",
        ),
        near=("private-registry",),
    ),
    FieldWords(
        f"{_C}.essential",
        Both(
            "Whether the whole task stops when this container stops.",
            "このコンテナが終了したら、タスク全体を停止するかどうかです。",
        ),
        Both("For sidecars that may end (`false`).", "終了してもよいサイドカーに `false` を書きます。"),
        pitfalls=Both(
            "At least one container has to be essential. The health of the others does not count for the task's.",
            "少なくとも 1 つは essential でなければなりません。essential でないコンテナのヘルスはタスクのヘルスに影響しません。",
        ),
        example={f"{_APP}/essential": True},
    ),
    FieldWords(
        f"{_C}.cpu",
        Both(
            "The container's share of the task's CPU, in units of 1/1024 vCPU. It may use more while the others are idle.",
            "タスクの CPU のうち、このコンテナの取り分（1024 = 1 vCPU）です。他のコンテナが使っていなければ、それ以上も使えます。",
        ),
        docker="docker run --cpu-shares",
        pitfalls=Both(
            "All containers together cannot have more than the task.",
            "全コンテナの合計がタスクの `cpu` を超えることはできません。",
        ),
        example={f"{_APP}/cpu": 256},
        near=("task-size",),
    ),
    FieldWords(
        f"{_C}.memory",
        Both(
            "The hard limit in MiB: a container that wants more is killed.",
            "メモリの上限（ハード制限、MiB）です。超えるとコンテナは強制終了されます。",
        ),
        Both("When several containers share a task.", "1 つのタスクで複数のコンテナを動かすときに書きます。"),
        docker="docker run --memory",
        pitfalls=Both(
            "Unlike the task's `memory` it is a number, not text.",
            "タスクの `memory` と違い、文字列ではなく数値で書きます。",
        ),
        example={f"{_APP}/memory": 768, f"{_APP}/memoryReservation": 256},
        near=("task-size",),
    ),
    FieldWords(
        f"{_C}.memoryReservation",
        Both(
            "The soft limit in MiB: what is kept for the container when memory is short.",
            "メモリのソフト制限（MiB）です。不足したときに、この量までは確保されます。",
        ),
        docker="docker run --memory-reservation",
        pitfalls=Both(
            "It cannot be above `memory`, nor all of them together above the task.",
            "`memory` を超えられません。全コンテナの合計もタスクを超えられません。",
        ),
        example={f"{_APP}/memory": 768, f"{_APP}/memoryReservation": 256},
        near=("task-size",),
    ),
    FieldWords(
        f"{_C}.entryPoint",
        Both(
            "The program that starts, as a list of words; it takes the place of the image's ENTRYPOINT.",
            "起動するプログラムを、単語ごとのリストで書きます。イメージの ENTRYPOINT を置き換えます。",
        ),
        docker="docker run --entrypoint; Dockerfile ENTRYPOINT",
        pitfalls=Both(
            'No shell reads it: variables and `&&` mean nothing unless it is `["sh", "-c", "…"]`. With an entry point of your own Docker drops the image\'s CMD, so write `command`, too.',
            'シェルは介在しません。変数や `&&` を使うには `["sh", "-c", "…"]` と書きます。また、指定すると Docker はイメージの CMD を使わなくなるため、`command` も書きましょう。',
        ),
        otherwise=Both("the image's `ENTRYPOINT`", "イメージの `ENTRYPOINT`"),
        example={f"{_APP}/entryPoint": ["/docker-entrypoint.sh"], f"{_APP}/command": ["nginx", "-g", "daemon off;"]},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.command",
        Both(
            "The arguments of the entry point, as a list of words; they take the place of the image's CMD.",
            "エントリポイントに渡す引数を、単語ごとのリストで書きます。イメージの CMD を置き換えます。",
        ),
        docker="docker run IMAGE COMMAND…; Dockerfile CMD",
        pitfalls=Both(
            'A whole line as one word is taken for the name of a program; write `["sh", "-c", "…"]` for a line.',
            '1 行全体を 1 要素で書くと、それがプログラム名とみなされます。1 行で書くには `["sh", "-c", "…"]` とします。',
        ),
        otherwise=Both("the image's `CMD`", "イメージの `CMD`"),
        example={f"{_APP}/command": ["nginx", "-g", "daemon off;"]},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.workingDirectory",
        Both("The directory in which the command runs.", "コマンドを実行するディレクトリです。"),
        docker="docker run --workdir; Dockerfile WORKDIR",
        pitfalls=Both(
            "It has to be absolute. A directory that the image does not have is made, and belongs to root.",
            "絶対パスで書きます。イメージにないディレクトリは root の所有で作られます。",
        ),
        otherwise=Both("the image's `WORKDIR`", "イメージの `WORKDIR`"),
        example={f"{_APP}/workingDirectory": "/usr/share/nginx/html"},
        near=("docker-settings",),
    ),
)
