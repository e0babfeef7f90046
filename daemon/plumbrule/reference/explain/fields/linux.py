"""Limits and settings of the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.explanation import NEVER, WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_LINUX: Final = f"{_C}.linuxParameters"
_TMPFS: Final[Object] = {
    f"{_APP}/linuxParameters": {"tmpfs": [{"containerPath": "/run", "size": 64, "mountOptions": ["noexec"]}]}
}
_DEVICES: Final[Object] = {
    f"{_APP}/linuxParameters": {
        "devices": [{"hostPath": "/dev/fuse", "containerPath": "/dev/fuse", "permissions": ["read", "write"]}]
    }
}

WORDS: Final = (
    FieldWords(
        _LINUX,
        Both(
            "Settings of Linux: an init process, capabilities, and file systems in memory.",
            "Linux 固有の設定です（init プロセス、ケイパビリティ、tmpfs など）。",
        ),
        pitfalls=Both("Windows tasks that have it do not start.", "Windows タスクに書くと起動しません。"),
        example={f"{_APP}/linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["NET_RAW"]}}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_LINUX}.initProcessEnabled",
        Both(
            "Runs a small init process first, which passes signals on and reaps zombies.",
            "小さな init プロセスを先頭で動かし、シグナルの転送とゾンビプロセスの回収を行います。",
        ),
        Both(
            "With ECS Exec, and for programs that start others.",
            "ECS Exec を使うときや、子プロセスを起動するプログラムで使います。",
        ),
        docker="docker run --init",
        pitfalls=Both(
            "The image's own init, such as `tini`, makes it superfluous.",
            "イメージに `tini` などの init が入っていれば不要です。",
        ),
        example={f"{_APP}/linuxParameters": {"initProcessEnabled": True}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_LINUX}.capabilities",
        Both(
            "Rights of the kernel that are added to Docker's usual set, or taken from it.",
            "Docker の既定に対して追加・削除する Linux ケイパビリティです。",
        ),
        docker="docker run --cap-add, --cap-drop",
        example={f"{_APP}/linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"], "drop": ["NET_RAW"]}}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_LINUX}.capabilities.add",
        Both(
            "Capabilities to add. Fargate grants `SYS_PTRACE` alone.",
            "追加するケイパビリティです。Fargate では `SYS_PTRACE` だけが使えます。",
        ),
        docker="docker run --cap-add",
        pitfalls=Both(
            "Fargate adds `SYS_PTRACE` and nothing else.", "Fargate で追加できるのは `SYS_PTRACE` だけです。"
        ),
        example={f"{_APP}/linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_LINUX}.capabilities.drop",
        Both(
            "Capabilities to take away, without `CAP_`; `ALL` takes every one.",
            "取り除くケイパビリティです。`CAP_` は付けません。`ALL` ですべて取り除きます。",
        ),
        docker="docker run --cap-drop",
        pitfalls=Both(
            "`ALL` takes away what servers of ports below 1024 and programs that change their user need.",
            "`ALL` では、1024 未満のポートの待ち受けやユーザーの切り替えに必要な権限もなくなります。",
        ),
        example={f"{_APP}/linuxParameters": {"capabilities": {"drop": ["ALL"]}}},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_LINUX}.tmpfs",
        Both(
            "File systems in memory: fast, private to the container, and gone with it.",
            "メモリ上のファイルシステムです。高速で、コンテナと一緒に消えます。",
        ),
        Both(
            "For scratch files beside a read-only root.",
            "読み取り専用ルートで、一時ファイルの置き場所が必要なときに使います。",
        ),
        docker="docker run --tmpfs",
        pitfalls=Both(
            "What is written there counts as memory of the container. Older pages say that Fargate has no tmpfs; since 2026-01 it has.",
            "書き込んだ分はコンテナのメモリに数えられます。古いページには使えないとありますが、2026 年 1 月から Fargate でも使えます。",
        ),
        example=_TMPFS,
        near=("read-only-root",),
    ),
    FieldWords(
        f"{_LINUX}.tmpfs[].containerPath",
        Both("Where it is mounted.", "マウント先のパスです。"),
        WITHIN,
        docker="docker run --tmpfs PATH",
    ),
    FieldWords(
        f"{_LINUX}.tmpfs[].size",
        Both("Its greatest size, in MiB.", "最大サイズ（MiB）です。"),
        WITHIN,
        docker="docker run --tmpfs PATH:size=",
        pitfalls=Both(
            "It is memory of the container: what is written there counts towards its limit.",
            "コンテナのメモリを使います。書き込んだ分はメモリの上限に数えられます。",
        ),
    ),
    FieldWords(
        f"{_LINUX}.tmpfs[].mountOptions",
        Both(
            "Options of mount, such as `noexec` and `mode=1777`.",
            "`noexec` や `mode=1777` などのマウントオプションです。",
        ),
        docker="docker run --tmpfs PATH:OPTIONS",
        pitfalls=Both(
            "`size` is no option here; it has a field of its own.",
            "`size` はここには書けません。専用の項目があります。",
        ),
    ),
    FieldWords(
        f"{_LINUX}.devices",
        Both("Devices of the host that the container may use.", "コンテナから使うホストのデバイスです。"),
        NEVER,
        docker="docker run --device",
        example=_DEVICES,
        fails="R212",
    ),
    FieldWords(
        f"{_LINUX}.devices[].hostPath",
        Both("The device on the host.", "ホスト側のデバイスです。"),
        NEVER,
        docker="docker run --device",
    ),
    FieldWords(
        f"{_LINUX}.devices[].containerPath",
        Both("What it is called in the container.", "コンテナ側での名前です。"),
        NEVER,
        docker="docker run --device",
    ),
    FieldWords(
        f"{_LINUX}.devices[].permissions",
        Both("`read`, `write` and `mknod`.", "`read`、`write`、`mknod` です。"),
        NEVER,
        docker="docker run --device",
    ),
    FieldWords(
        f"{_LINUX}.sharedMemorySize",
        Both("The size of `/dev/shm`, in MiB.", "`/dev/shm` のサイズ（MiB）です。"),
        Both(
            "Never on Fargate; Chrome takes `--disable-dev-shm-usage`.",
            "Fargate では使いません。Chrome には `--disable-dev-shm-usage` を渡します。",
        ),
        docker="docker run --shm-size",
        example={f"{_APP}/linuxParameters": {"sharedMemorySize": 256}},
        fails="R213",
    ),
    FieldWords(
        f"{_LINUX}.maxSwap",
        Both("How much swap the container may use, in MiB.", "コンテナが使えるスワップ（MiB）です。"),
        Both("Never: Fargate has no swap.", "Fargate にスワップはないため、使いません。"),
        docker="docker run --memory-swap",
        example={f"{_APP}/linuxParameters": {"maxSwap": 512}},
        fails="R214",
    ),
    FieldWords(
        f"{_LINUX}.swappiness",
        Both("How eagerly the kernel swaps.", "スワップの積極性です。"),
        Both("Never: Fargate has no swap.", "Fargate にスワップはないため、使いません。"),
        docker="docker run --memory-swappiness",
        example={f"{_APP}/linuxParameters": {"swappiness": 10}},
        fails="R215",
    ),
    FieldWords(
        f"{_C}.ulimits",
        Both(
            "Limits of the kernel for the container's processes, such as open files.",
            "オープンできるファイル数など、プロセスに対するカーネルの制限です。",
        ),
        Both("For servers with very many connections.", "接続数がとても多いサーバーで使います。"),
        docker="docker run --ulimit",
        pitfalls=Both(
            "Fargate's own limit for open files is 65535; `nofile` may go to 1048576.",
            "Fargate の既定は 65535 ファイルで、`nofile` は 1048576 まで上げられます。",
        ),
        example={f"{_APP}/ulimits": [{"name": "nofile", "softLimit": 65536, "hardLimit": 65536}]},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.ulimits[].name",
        Both("Which limit; `nofile` is that of open files.", "制限の種類です。`nofile` はオープンファイル数です。"),
        WITHIN,
        docker="docker run --ulimit",
    ),
    FieldWords(
        f"{_C}.ulimits[].softLimit",
        Both(
            "Where a process is stopped, unless it raises it itself.",
            "通常の上限です。プロセス自身がハードリミットまで引き上げられます。",
        ),
        WITHIN,
        docker="docker run --ulimit NAME=SOFT:HARD",
        pitfalls=Both("It cannot be above `hardLimit`.", "`hardLimit` を超えることはできません。"),
    ),
    FieldWords(
        f"{_C}.ulimits[].hardLimit",
        Both("How far a process may raise it.", "引き上げられる限度です。"),
        WITHIN,
        docker="docker run --ulimit NAME=SOFT:HARD",
    ),
    FieldWords(
        f"{_C}.systemControls",
        Both("Parameters of the kernel that are the container's own.", "コンテナ固有のカーネルパラメータです。"),
        docker="docker run --sysctl",
        pitfalls=Both(
            "Those of the network count for the whole task; those of the host, such as `vm.max_map_count`, cannot be set.",
            "`net.*` はタスク全体に影響します。`vm.max_map_count` などホスト全体のものは設定できません。",
        ),
        example={f"{_APP}/systemControls": [{"namespace": "net.ipv4.tcp_keepalive_time", "value": "300"}]},
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.systemControls[].namespace",
        Both("The parameter's name.", "パラメータの名前です。"),
        WITHIN,
        docker="docker run --sysctl",
    ),
    FieldWords(
        f"{_C}.systemControls[].value",
        Both("Its value, as text.", "値（文字列）です。"),
        WITHIN,
        docker="docker run --sysctl",
        pitfalls=Both(
            "Containers of a task share the network: one value of a `net.` parameter holds for all.",
            "タスク内のコンテナはネットワークを共有するため、`net.` の値は全コンテナに効きます。",
        ),
    ),
)
