"""Whom the container runs as, what it may touch, and what it is marked with."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import NEVER, FieldWords
from plumbrule.reference.explain.words import Both

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"

WORDS: Final = (
    FieldWords(
        f"{_C}.user",
        Both(
            "Who the process runs as: a user or `user:group`, by names of the image or by numbers.",
            "プロセスを実行するユーザーです。`ユーザー` または `ユーザー:グループ` を、イメージ内の名前か番号で書きます。",
        ),
        Both("To run as somebody other than root.", "root 以外で実行するために書きます。"),
        docker="docker run --user; Dockerfile USER",
        pitfalls=Both(
            "A user other than root cannot listen below port 1024 in every image, nor write to volumes that belong to root.",
            "root 以外では、イメージによっては 1024 未満のポートで待ち受けられず、root 所有のボリュームにも書き込めません。",
        ),
        otherwise=Both("the image's `USER`, or root", "イメージの `USER`、なければ root"),
        example={f"{_APP}/user": "1000:1000"},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.privileged",
        Both("Gives the container the rights of the host's root.", "コンテナにホストの root と同じ権限を与えます。"),
        NEVER,
        docker="docker run --privileged",
        example={f"{_APP}/privileged": True},
        fails="R077",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.readonlyRootFilesystem",
        Both(
            "Makes the container's root file system read-only, so that malware cannot settle in it.",
            "コンテナのルートファイルシステムを読み取り専用にします。マルウェア対策になります。",
        ),
        Both(
            "Recommended, with a volume or tmpfs where the program writes.",
            "推奨です。書き込みが必要な場所にはボリュームか tmpfs をマウントします。",
        ),
        docker="docker run --read-only",
        pitfalls=Both(
            "ECS Exec does not work then, and many images want to write to `/tmp` or `/run`.",
            "ECS Exec が使えなくなります。また `/tmp` や `/run` に書き込むイメージは起動に失敗します。",
        ),
        otherwise=Both("`false`", "`false`"),
        example={
            "/volumes": [{"name": "tmp"}],
            f"{_APP}/readonlyRootFilesystem": True,
            f"{_APP}/mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],  # noqa: S108 - the container's own
        },
        near=("read-only-root",),
    ),
    FieldWords(
        f"{_C}.interactive",
        Both("Keeps the standard input open.", "標準入力を開いたままにします。"),
        Both("For programs that end without it.", "標準入力が閉じると終了してしまうプログラムだけに書きます。"),
        docker="docker run --interactive",
        pitfalls=Both("ECS Exec does not need it.", "ECS Exec には不要です。"),
        otherwise=Both("`false`", "`false`"),
        example={f"{_APP}/interactive": True},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.pseudoTerminal",
        Both("Gives the process a terminal.", "プロセスに擬似ターミナルを割り当てます。"),
        Both("For programs that end without it.", "ターミナルがないと終了してしまうプログラムだけに書きます。"),
        docker="docker run --tty",
        pitfalls=Both(
            "Programs may colour their logs and break lines when they see a terminal.",
            "ターミナルがあると、ログに色や改行を入れるプログラムがあります。",
        ),
        otherwise=Both("`false`", "`false`"),
        example={f"{_APP}/pseudoTerminal": True},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.dockerLabels",
        Both(
            "Labels on the container, for agents and log routers that read them.",
            "コンテナに付けるラベルです。監視エージェントやログルーターが読みます。",
        ),
        docker="docker run --label; Dockerfile LABEL",
        pitfalls=Both(
            "They are no tags of AWS. `com.amazonaws.ecs.` is the agent's own.",
            "AWS のタグではありません。`com.amazonaws.ecs.` で始まる名前はエージェント専用です。",
        ),
        example={f"{_APP}/dockerLabels": {"com.example.team": "checkout"}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.dockerSecurityOptions",
        Both(
            "Profiles of SELinux and AppArmor, and credential specs of Windows.",
            "SELinux・AppArmor のプロファイルや、Windows の資格情報の指定です。",
        ),
        NEVER,
        docker="docker run --security-opt",
        example={f"{_APP}/dockerSecurityOptions": ["label:type:svirt_apache"]},
        fails="R084",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.credentialSpecs",
        Both(
            "A file in S3 or Parameter Store that tells a Linux container how to reach Active Directory (gMSA).",
            "Linux コンテナが Active Directory（gMSA）を使うための、S3 またはパラメータストア上のファイルです。",
        ),
        Both("For Active Directory from Linux.", "Linux から Active Directory を使うときに書きます。"),
        pitfalls=Both(
            "Only `credentialspecdomainless:` works on Fargate, and only one entry.",
            "Fargate で使えるのは `credentialspecdomainless:` だけで、1 件までです。",
        ),
        example={f"{_APP}/credentialSpecs": ["credentialspecdomainless:arn:aws:s3:::bucket/credspec.json"]},
    ),
    FieldWords(
        f"{_C}.resourceRequirements",
        Both("GPUs and other devices that the container needs.", "コンテナが必要とする GPU などのデバイスです。"),
        NEVER,
        docker="docker run --gpus",
        example={f"{_APP}/resourceRequirements": [{"type": "GPU", "value": "1"}]},
        fails="R085",
    ),
    FieldWords(f"{_C}.resourceRequirements[].type", Both("`GPU` and others.", "`GPU` などの種類です。"), NEVER),
    FieldWords(f"{_C}.resourceRequirements[].value", Both("How many, as text.", "必要な数（文字列）です。"), NEVER),
    FieldWords(
        f"{_C}.resourceRequirements[].sharingStrategy",
        Both("How a GPU is shared with other containers.", "GPU を他のコンテナとどう共有するかです。"),
        NEVER,
        example={
            f"{_APP}/resourceRequirements": [
                {"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 1024, "maxComputePercent": 50}}}
            ]
        },
        fails="R085",
    ),
    FieldWords(
        f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps",
        Both("Sharing by NVIDIA's Multi-Process Service.", "NVIDIA の Multi-Process Service による共有です。"),
        NEVER,
    ),
    FieldWords(
        f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps.memory",
        Both("How much of the GPU's memory the container may take.", "コンテナが使える GPU メモリの量です。"),
        NEVER,
    ),
    FieldWords(
        f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps.maxComputePercent",
        Both("How much of its computing power, in percent.", "コンテナが使える演算能力の割合（%）です。"),
        NEVER,
    ),
)
