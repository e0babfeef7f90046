"""Health checks."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "A health check is a command; to have none, leave `healthCheck` out.": "ヘルスチェックはコマンドです。不要なら `healthCheck` を削除します。",
    'write the command, as in ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]': '`["CMD-SHELL", "curl -f http://localhost/ || exit 1"]` のようにコマンドを書きます。',
    "ECS registers it and takes it for a program's name; a whole line is no program's name and never passes.": "登録はできますが、プログラム名とみなされます。1 行全体という名前のプログラムはなく、チェックは成功しません。",
    "put `CMD-SHELL` before it, as in a Dockerfile's `HEALTHCHECK CMD line`, or `CMD` before a program's path": "Dockerfile の `HEALTHCHECK CMD 1行` のように先頭に `CMD-SHELL` を、プログラムのパスなら `CMD` を書きます。",
    "What runs is not what is written, so the check says nothing about the container.": "書いたとおりに実行されないため、チェックの意味がありません。",
    "write `CMD-SHELL` instead of `CMD`, and the line as one text after it": "`CMD` を `CMD-SHELL` に変え、その後ろに 1 行を 1 つの文字列で書きます。",
    "ECS registers no other value.": "それ以外の値は、ECS が登録を拒否します。",
    "write whole seconds: a Dockerfile's `--interval=5m` is 300, the most": "秒の整数で書きます。Dockerfile の `--interval=5m` は 300 で、これが最大値です。",
    "leave it out for the default of 5 seconds": "省略すると、既定の 5 秒になります。",
    "leave it out for the default of 3 tries": "省略すると、既定の 3 回になります。",
    "a container that needs longer starts with a higher `retries`": "さらに時間がかかるコンテナでは、`retries` を増やします。",
    'fill a variable from `secrets` and write `"$DB_PASSWORD"` after `CMD-SHELL`; `mysqladmin ping` needs no password: it passes as soon as the server answers': '`secrets` で変数を渡し、`CMD-SHELL` の後に `"$DB_PASSWORD"` と書きます。`mysqladmin ping` はサーバーが応答すれば成功するので、パスワードは不要です。',
    "A container that is slow to start fails its check, and the service replaces the task again and again.": "起動の遅いコンテナはチェックに失敗し、サービスがタスクの置き換えを繰り返します。",
    "set `startPeriod` to the seconds that a start takes, 300 at most; failures in that time do not count": "`startPeriod` に起動にかかる秒数（最大 300）を書きます。その間の失敗は数えられません。",
    "A check that hangs then sets the pace, and failures are told later than `interval` promises.": "固まったチェックに間隔が引きずられ、失敗の検知が `interval` より遅くなります。",
    "make `timeout` shorter than `interval`": "`timeout` を `interval` より短くします。",
    "Status 0 means healthy, 1 unhealthy, and 2 is reserved; `curl` and `wget` have many of their own.": "ステータス 0 が正常、1 が異常で、2 は予約されています。`curl` や `wget` は独自の値を多く返します。",
    "end the line with `|| exit 1`, and try it in the image first, which has to hold the tool": "行の末尾に `|| exit 1` を付け、コマンドがイメージに入っていることを先に確認します。",
    "ECS does not look at the HEALTHCHECK of an image: only what the definition says is checked.": "イメージの HEALTHCHECK は使われず、定義に書いたチェックだけが実行されます。",
    'repeat the image\'s check: `HEALTHCHECK --interval=5m --timeout=3s CMD line` is `interval: 300`, `timeout: 3` and `command: ["CMD-SHELL", "line"]`': 'イメージの内容を書き写します。`HEALTHCHECK --interval=5m --timeout=3s CMD 1行` は、`interval: 300`、`timeout: 3`、`command: ["CMD-SHELL", "1行"]` です。',
    "The health of a task is that of its essential containers.": "タスクのヘルスは、essential なコンテナで決まります。",
    "make the container essential, let another one wait for it (`HEALTHY`), or remove the check": "コンテナを essential にするか、別のコンテナに待たせる（`HEALTHY`）か、チェックを削除します。",
}
