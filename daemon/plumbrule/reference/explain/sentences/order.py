"""Order of start."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "A container can wait only for another one of its own task.": "コンテナが待てるのは、同じタスクの別のコンテナだけです。",
    "name a container of this task, or remove the dependency": "このタスクのコンテナ名を書くか、依存関係を削除します。",
    "It would have to be started before it is started.": "自分が起動する前に、自分が起動していなければならなくなります。",
    "remove the dependency, or name another container": "依存関係を削除するか、別のコンテナ名を書きます。",
    "Each of them would have to be started before the others.": "それぞれが、互いに先に起動していなければならなくなります。",
    "remove one of the dependencies": "依存関係のどれかを削除します。",
    "ECS knows four conditions, in capital letters.": "ECS の条件は 4 つで、大文字で書きます。",
    "write `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`": "`START`、`COMPLETE`、`SUCCESS`、`HEALTHY` のどれかを書きます。",
    "A task stops as soon as one of its essential containers does.": "essential なコンテナが 1 つでも終了すると、タスク全体が停止します。",
    "write `essential: false` for the container that is to end, or wait for START or HEALTHY": "終了するコンテナに `essential: false` を書くか、START か HEALTHY を待ちます。",
    "Only a health check in the definition counts; ECS does not see the image's own.": "数えられるのは定義のヘルスチェックだけで、イメージのものは使われません。",
    "add a `healthCheck` to that container, or wait for START": "そのコンテナに `healthCheck` を追加するか、START を待ちます。",
    "The limit for the waiting is the `startTimeout` of the container that others wait for.": "待つ時間の上限は、待たれるコンテナの `startTimeout` です。",
    "add a `startTimeout` to it, of 2 to 120 seconds": "そのコンテナに `startTimeout`（2～120 秒）を追加します。",
    "A container that is started again does not reach its end.": "再起動されるコンテナは、終了の状態になりません。",
    "add 0 to `ignoredExitCodes`, or remove the restart policy": "`ignoredExitCodes` に 0 を追加するか、再起動ポリシーを削除します。",
    "The waiting ends, and the task with it, before the health check has had all its attempts.": "ヘルスチェックがすべての試行を終える前に待ち時間が過ぎ、タスクが停止します。",
    "raise `startTimeout`, or lower `startPeriod`, `interval` or `retries` of the health check": "`startTimeout` を増やすか、ヘルスチェックの `startPeriod`、`interval`、`retries` を減らします。",
    "Only one condition can hold for a container, and which one counts is defined nowhere.": "1 つのコンテナに成り立つ条件は 1 つで、どれが使われるかは定義されていません。",
    "keep one of the entries; every other condition implies `START`": "どれか 1 つを残します。他の条件はすべて `START` を含みます。",
}
