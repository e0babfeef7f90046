"""Timeouts."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "Fargate waits for 2 to 120 seconds.": "Fargate が待つのは 2～120 秒です。",
    "write 120": "120 と書きます。",
    "write 2 or more, or leave it out": "2 以上を書くか、省略します。",
    "ECS waits for a dependency for 2 to 120 seconds.": "ECS が依存先を待つのは 2～120 秒です。",
    "A worker that is killed in the middle of a job leaves it half done.": "処理の途中で強制終了されたワーカーは、仕事をやりかけのまま残します。",
    "set `stopTimeout` to what a job takes, up to 120, which is also what a Spot interruption leaves": "`stopTimeout` に 1 件の処理時間（最大 120 秒）を書きます。Spot の中断でも 120 秒の猶予があります。",
}
