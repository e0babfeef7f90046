"""How large a task is, and how to find out."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="task-size",
    title=Both("Task size, and how to find it", "タスクサイズの決め方"),
    called=("sizing", "task sizes", "vcpu", "container insights", "タスクサイズ", "サイズ", "メモリ", "タスクの大きさ"),
    body=(
        Prose(
            Both(
                "Where nobody knows what is needed, begin with 0.5 vCPU and 1 GiB, and watch:",
                "必要な量が分からないときは、まず 0.5 vCPU・1 GiB で始めて様子を見ます。",
            )
        ),
        Snippet({"/cpu": "512", "/memory": "1024"}),
        Prose(
            Both(
                "Switch on Container Insights for the cluster; after some days of real load it shows how much of both is used, and `plumbrule cost` what another size costs.",
                "クラスターで Container Insights を有効にすると、実際の負荷での使用量が分かります。別のサイズの費用は `plumbrule cost` で確認できます。",
            )
        ),
        Code("aws ecs update-cluster-settings --cluster CLUSTER --settings name=containerInsights,value=enhanced"),
        Heading(Both("The sizes that exist", "選べるサイズ")),
        Points(
            (
                Both("256 (0.25 vCPU): 512, 1024 or 2048 MiB", "256（0.25 vCPU）: 512、1024、2048 MiB"),
                Both("512 (0.5 vCPU): 1024 to 4096 MiB, by 1024", "512（0.5 vCPU）: 1024～4096 MiB（1024 刻み）"),
                Both("1024 (1 vCPU): 2048 to 8192 MiB, by 1024", "1024（1 vCPU）: 2048～8192 MiB（1024 刻み）"),
                Both("2048 (2 vCPU): 4096 to 16384 MiB, by 1024", "2048（2 vCPU）: 4096～16384 MiB（1024 刻み）"),
                Both("4096 (4 vCPU): 8192 to 30720 MiB, by 1024", "4096（4 vCPU）: 8192～30720 MiB（1024 刻み）"),
                Both(
                    "8192 (8 vCPU, Linux): 16384 to 61440 MiB, by 4096",
                    "8192（8 vCPU、Linux のみ）: 16384～61440 MiB（4096 刻み）",
                ),
                Both(
                    "16384 (16 vCPU, Linux): 32768 to 122880 MiB, by 8192",
                    "16384（16 vCPU、Linux のみ）: 32768～122880 MiB（8192 刻み）",
                ),
                Both(
                    "32768 (32 vCPU, Linux, new): 61440, 122880 or 249856 MiB",
                    "32768（32 vCPU、Linux のみ、新設）: 61440、122880、249856 MiB",
                ),
            )
        ),
        Snippet({"/cpu": "512", "/memory": "8192"}, fails="R036"),
        Heading(Both("Inside the task", "タスクの中での配分")),
        Prose(
            Both(
                "One container has the whole task. Several share it: `memory` is where a container is killed, `memoryReservation` what is kept for it, `cpu` its share when all are busy.",
                "コンテナが 1 つなら、タスク全体を使えます。複数なら分け合います。`memory` は超えると強制終了される上限、`memoryReservation` は確保される量、`cpu` は混み合ったときの取り分です。",
            )
        ),
    ),
    fields=(
        "cpu",
        "memory",
        "ephemeralStorage",
        "containerDefinitions[].cpu",
        "containerDefinitions[].memory",
        "containerDefinitions[].memoryReservation",
    ),
    rules=("R030", "R031", "R035", "R036", "R037", "R041", "R068", "R070", "R076"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html"),
    ),
)
