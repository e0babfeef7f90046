"""Start, stop, restart, and who waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.explanation import WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_INIT: Final[Object] = {
    "name": "migrate",
    "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.27.2",
    "essential": False,
    "startTimeout": 120,
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "migrate"},
    },
}
_WAITING: Final[Object] = {
    f"{_APP}/dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}],
    "/containerDefinitions/1": _INIT,
}

WORDS: Final = (
    FieldWords(
        f"{_C}.dependsOn",
        Both(
            "Containers of the task that this one waits for before it starts; in the other order they are stopped.",
            "起動する前に待つ、タスク内の他のコンテナです。停止は逆の順序で行われます。",
        ),
        Both(
            "For sidecars that must be there first, and for jobs such as migrations.",
            "先に動いているべきサイドカーや、マイグレーションなどの前処理に使います。",
        ),
        docker="compose depends_on",
        pitfalls=Both(
            "`COMPLETE` and `SUCCESS` need a container that is not essential; `HEALTHY` one with a health check in the definition.",
            "`COMPLETE` と `SUCCESS` は essential でないコンテナに、`HEALTHY` は定義に healthCheck があるコンテナにだけ使えます。",
        ),
        example=_WAITING,
    ),
    FieldWords(
        f"{_C}.dependsOn[].containerName",
        Both("The container that is waited for.", "待つ相手のコンテナ名です。"),
        WITHIN,
        pitfalls=Both(
            "Two containers that wait for each other never start; ECS refuses such a circle.",
            "互いに待ち合うコンテナは起動できません。循環した依存は ECS が拒否します。",
        ),
    ),
    FieldWords(
        f"{_C}.dependsOn[].condition",
        Both(
            "What is waited for: `START`, `HEALTHY`, `COMPLETE` (it has ended) or `SUCCESS` (with status 0).",
            "待つ条件です。`START`（起動）、`HEALTHY`（正常）、`COMPLETE`（終了）、`SUCCESS`（ステータス 0 で終了）のどれかです。",
        ),
        WITHIN,
        docker="compose depends_on: condition",
        pitfalls=Both(
            "`HEALTHY` needs a `healthCheck` on the other container, `COMPLETE` and `SUCCESS` need `essential: false` there.",
            "`HEALTHY` には相手の `healthCheck` が、`COMPLETE` と `SUCCESS` には相手の `essential: false` が必要です。",
        ),
    ),
    FieldWords(
        f"{_C}.startTimeout",
        Both(
            "Seconds that others wait for this container to become healthy or to end; then the task stops.",
            "他のコンテナが、このコンテナの正常化や終了を待つ最大秒数です。過ぎるとタスクは停止します。",
        ),
        Both("In a container that others wait for.", "他のコンテナに待たれるコンテナに書きます。"),
        pitfalls=Both(
            "Without it a dependency that hangs keeps the task pending.",
            "書かないと、依存先が固まったときにタスクが PENDING のままになります。",
        ),
        example=_WAITING,
    ),
    FieldWords(
        f"{_C}.stopTimeout",
        Both(
            "Seconds between the stop signal and SIGKILL.",
            "停止シグナルから SIGKILL までの秒数です。",
        ),
        Both("For workers that have to finish something.", "処理中の仕事を終えてから止まるワーカーに書きます。"),
        docker="docker run --stop-timeout",
        pitfalls=Both(
            "The signal is the image's STOPSIGNAL. A shell as first process does not pass it on: use `exec`, or `initProcessEnabled`.",
            "送られるのはイメージの STOPSIGNAL です。最初のプロセスがシェルだとシグナルが伝わりません。`exec` か `initProcessEnabled` を使いましょう。",
        ),
        otherwise=Both("`30`", "`30`"),
        example={f"{_APP}/stopTimeout": 60},
    ),
    FieldWords(
        f"{_C}.restartPolicy",
        Both(
            "Starts the container again when it ends, without replacing the task.",
            "コンテナが終了したとき、タスクを置き換えずにコンテナだけを再起動します。",
        ),
        Both(
            "For sidecars, and programs that recover by a restart.",
            "サイドカーや、再起動で回復するプログラムに使います。",
        ),
        docker="docker run --restart",
        pitfalls=Both(
            "A container that ends within `restartAttemptPeriod` of its start is not started again.",
            "起動してから `restartAttemptPeriod` 以内に終了したコンテナは再起動されません。",
        ),
        example={f"{_APP}/restartPolicy": {"enabled": True, "ignoredExitCodes": [0], "restartAttemptPeriod": 180}},
    ),
    FieldWords(
        f"{_C}.restartPolicy.enabled",
        Both("Whether the policy counts.", "再起動を有効にするかどうかです。"),
        WITHIN,
        docker="docker run --restart always",
        pitfalls=Both(
            "A container that ends before `restartAttemptPeriod` is over is not restarted.",
            "`restartAttemptPeriod` より早く終了したコンテナは再起動されません。",
        ),
    ),
    FieldWords(
        f"{_C}.restartPolicy.ignoredExitCodes",
        Both(
            "Statuses with which the container may end for good; 0 for one that has done its work.",
            "再起動しない終了ステータスです。正常終了なら 0 を書きます。",
        ),
        docker="docker run --restart on-failure",
        pitfalls=Both("At most 50 of them.", "最大 50 個です。"),
    ),
    FieldWords(
        f"{_C}.restartPolicy.restartAttemptPeriod",
        Both(
            "Seconds that the container has to run before it may be started again.",
            "再起動の対象になるまでに、コンテナが動いている必要のある秒数です。",
        ),
    ),
)
