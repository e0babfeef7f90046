"""Operating system, architecture, network mode."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="infrastructure",
    title=Both("Operating system, architecture and network mode", "OS、アーキテクチャ、ネットワークモード"),
    called=(
        "os",
        "architecture",
        "operating system",
        "network mode",
        "arm",
        "arm64",
        "graviton",
        "x86",
        "windows",
        "platform",
        "86x",
        "awsvpc",
        "price",
        "pricing",
        "cost",
        "costs",
        "price",
        "prices",
        "pricing",
        "price order",
        "料金",
        "費用",
        "コスト",
        "価格",
        "infrastructure requirements",
        "インフラストラクチャの要件",
        "インフラストラクチャ",
        "オペレーティングシステム",
        "アーキテクチャ",
        "ネットワークモード",
        "os、アーキテクチャ、ネットワークモード",
        "オペレーティングシステム/アーキテクチャ",
    ),
    body=(
        Heading(Both("Which is cheapest", "料金の順")),
        Prose(
            Both(
                "For one size the price order is **ARM64 < X86_64 < Windows Server**: ARM64 costs about a fifth less than X86_64, and Windows pays for the hosts more than double and a licence for each vCPU on top. `plumbrule cost SPEC` prints all three beside each other.",
                "同じサイズなら、料金は **ARM64 < X86_64 < Windows Server** の順です。ARM64 は X86_64 より約 2 割安く、Windows はホストの料金が 2 倍以上で、さらに vCPU ごとのライセンス料がかかります。`plumbrule cost SPEC` で 3 つを並べて確認できます。",
            )
        ),
        Snippet({"/runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}}),
        Prose(
            Both(
                "An image has to be built for the architecture that the task says, or its start ends with `exec format error`. One build can serve both:",
                "イメージはタスクと同じアーキテクチャ向けにビルドされている必要があり、違うと起動時に `exec format error` で終了します。両方に対応したイメージは次のように作れます。",
            )
        ),
        Code("docker buildx build --platform linux/amd64,linux/arm64 --tag REPOSITORY:TAG --push ."),
        Heading(Both("Windows", "Windows")),
        Points(
            (
                Both(
                    "starts at 1 vCPU, ends at 4, and knows X86_64 alone",
                    "1 vCPU から 4 vCPU までで、X86_64 だけに対応します",
                ),
                Both(
                    "knows no EFS, no FireLens, no `linuxParameters`, `ulimits` or `user`, and no Fargate Spot",
                    "EFS、FireLens、`linuxParameters`、`ulimits`、`user`、Fargate Spot は使えません",
                ),
            )
        ),
        Snippet(
            {"/runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"}},
            fails="R038",
        ),
        Heading(Both("Network mode", "ネットワークモード")),
        Prose(
            Both(
                "Fargate knows `awsvpc` alone: each task has a network interface, a private address and security groups of its own. Its containers reach each other at 127.0.0.1; ports are never translated, so `hostPort` is best left out.",
                "Fargate では `awsvpc` だけが使えます。タスクごとに ENI、プライベート IP アドレス、セキュリティグループを持ちます。タスク内のコンテナは 127.0.0.1 で通信します。ポートの変換は行われないため、`hostPort` は省略しましょう。",
            )
        ),
        Snippet({"/networkMode": "bridge"}, fails="R014"),
    ),
    fields=(
        "runtimePlatform",
        "runtimePlatform.cpuArchitecture",
        "runtimePlatform.operatingSystemFamily",
        "networkMode",
    ),
    rules=("R014", "R015", "R016", "R017", "R018", "R020", "R038", "R039"),
    sources=(
        Read("https://aws.amazon.com/fargate/pricing/", "2026-11"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"),
    ),
)
