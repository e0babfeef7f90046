"""Read-only root file system."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "Every `aws ecs execute-command` on such a container fails.": "このコンテナへの `aws ecs execute-command` はすべて失敗します。",
    "choose one of them: a root that may be written to, or a service without ECS Exec": "書き込めるルートか、ECS Exec を使わないサービスか、どちらかを選びます。",
    "Fargate does not start Windows tasks with a read-only root.": "読み取り専用ルートの Windows タスクは、Fargate では起動しません。",
    "remove it": "削除します。",
    "Malware cannot settle in a root file system that is read-only (Security Hub, ECS.5).": "読み取り専用のルートファイルシステムには、マルウェアが居座れません（Security Hub の ECS.5）。",
    "set `readonlyRootFilesystem: true`, with a volume or tmpfs where it writes; ECS Exec does not work then": "`readonlyRootFilesystem: true` と書き、書き込む場所にはボリュームか tmpfs をマウントします。ECS Exec は使えなくなります。",
    "Many images fail to start when they cannot write to `/tmp` or `/run`.": "多くのイメージは、`/tmp` や `/run` に書き込めないと起動に失敗します。",
    "mount a volume where the program writes, or a tmpfs (`linuxParameters.tmpfs`)": "プログラムが書き込む場所に、ボリュームか tmpfs（`linuxParameters.tmpfs`）をマウントします。",
}
