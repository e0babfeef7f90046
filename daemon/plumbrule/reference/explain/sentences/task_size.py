"""Task size."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "Fargate sizes the task, not its containers.": "Fargate でサイズを決めるのは、コンテナではなくタスクです。",
    'to begin with, write `cpu: "512"` and `memory: "1024"`': 'まず `cpu: "512"` と `memory: "1024"` で始めます。',
    "ECS reads whole CPU units, 1024 to a vCPU, or a number with `vCPU` after it.": "ECS が読めるのは、CPU ユニットの整数（1024 = 1 vCPU）か、`vCPU` を付けた数値です。",
    'write CPU units such as "512", or "0.5 vCPU"': '`"512"` のような CPU ユニットか、`"0.5 vCPU"` と書きます。',
    "ECS reads whole MiB, or a number with `GB` after it.": "ECS が読めるのは、MiB の整数か、`GB` を付けた数値です。",
    'write MiB such as "1024", or "1 GB"': '`"1024"` のような MiB か、`"1 GB"` と書きます。',
    "ECS documents `GB` alone, so whether it takes this unit is not known.": "文書化されているのは `GB` だけで、この単位が通るかどうかは不明です。",
    "write plain MiB": "単位なしの MiB で書きます。",
    "Fargate has a few sizes, and refuses everything between them.": "Fargate で選べるサイズは決まっており、その間の値は拒否されます。",
    "Each number of CPU units goes with its own row of memory sizes.": "CPU ユニットごとに、選べるメモリが決まっています。",
    "AWS's tables have this size since mid 2026, but not every Region and tool knows it.": "このサイズは 2026 年半ばから AWS の表にありますが、未対応のリージョンやツールもあります。",
    "try it in the Region before relying on it; 16384 CPU units are known everywhere": "使う前に、そのリージョンで試します。16384 CPU ユニットまでならどこでも使えます。",
    "Windows needs at least one vCPU on Fargate.": "Fargate の Windows には 1 vCPU 以上が必要です。",
    "take 1024, 2048 or 4096 CPU units": "1024、2048、4096 CPU ユニットのどれかにします。",
    "The sizes from 8 vCPU are for Linux only.": "8 vCPU 以上のサイズは Linux 専用です。",
    "A service that asks for an older platform version cannot run a task of this size.": "古いプラットフォームバージョンを指定したサービスでは、このサイズのタスクは動きません。",
    "leave the service's platform version at LATEST": "サービスのプラットフォームバージョンは LATEST のままにします。",
    "A task can be made smaller or larger later, once Container Insights shows what it uses.": "サイズは、Container Insights で使用量を見てから変更できます。",
    "For Windows, the task's cpu and memory only choose the host: one container can take all there is.": "Windows では、タスクの cpu と memory はホストの選択に使われるだけで、1 つのコンテナがすべてを使えてしまいます。",
    "give each container `cpu` and `memory`": "各コンテナに `cpu` と `memory` を書きます。",
}
