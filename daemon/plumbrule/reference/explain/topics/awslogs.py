"""awslogs, and how its streams are called."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

_OPTIONS: Final = "/containerDefinitions/0/logConfiguration/options"

TOPIC: Final = Topic(
    name="awslogs",
    title=Both("Logs in CloudWatch: awslogs", "CloudWatch Logs へのログ収集（awslogs）"),
    called=(
        "logs",
        "logging",
        "log",
        "log collection",
        "cloudwatch",
        "amazon cloudwatch",
        "cloudwatch logs",
        "log stream",
        "ログ",
        "ログ収集",
        "ログストリーム",
        "ロググループ",
        "awslogs-group",
        "awslogs-region",
        "awslogs-stream-prefix",
    ),
    body=(
        Prose(
            Both(
                "The driver `awslogs` sends what the container writes to its standard output and standard error to CloudWatch Logs.",
                "`awslogs` ドライバーは、コンテナの標準出力と標準エラー出力を CloudWatch Logs に送ります。",
            )
        ),
        Snippet(
            {
                "/containerDefinitions/0/logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/web",
                        "awslogs-region": "eu-central-1",
                        "awslogs-stream-prefix": "web",
                    },
                }
            }
        ),
        Points(
            (
                Both(
                    "`awslogs-group`: the log group's name. It has to exist, or `awslogs-create-group` has to be `true` and the execution role may `logs:CreateLogGroup`.",
                    "`awslogs-group`: ロググループ名です。先に作っておくか、`awslogs-create-group` を `true` にして実行ロールに `logs:CreateLogGroup` を許可します。",
                ),
                Both("`awslogs-region`: the Region of the group.", "`awslogs-region`: ロググループのリージョンです。"),
                Both(
                    "`awslogs-stream-prefix`: the beginning of the streams' names; Fargate cannot do without.",
                    "`awslogs-stream-prefix`: ログストリーム名の先頭に付く文字列です。Fargate では必須です。",
                ),
            )
        ),
        Heading(Both("What streams are called", "ログストリームの名前")),
        Code("PREFIX/CONTAINER/TASK-ID\nweb/app/8a3b5c7d9e1f4a2b8c6d0e2f4a6b8c0d"),
        Prose(
            Both(
                "So there is one stream for each container of each task, and the newest one belongs to the newest task:",
                "タスクの各コンテナにつき 1 つのストリームができます。新しいストリームが新しいタスクのものです。",
            )
        ),
        Code("aws logs tail /ecs/web --log-stream-name-prefix web/app --follow"),
        Heading(Both("When CloudWatch is slow", "CloudWatch が遅いとき")),
        Prose(
            Both(
                "With `mode: blocking` a program that logs waits for CloudWatch, and may fail its health check. `non-blocking` keeps lines in a buffer (`max-buffer-size`) and loses some when it is full. Say which you want: the default became `non-blocking` in June 2025, and each account may set its own.",
                "`mode: blocking` では、CloudWatch が遅いとログを書くプログラムが待たされ、ヘルスチェックに失敗することがあります。`non-blocking` はバッファ（`max-buffer-size`）にためますが、あふれた行は失われます。2025 年 6 月に既定が `non-blocking` に変わり、アカウントごとにも設定できるため、どちらにするか明示しましょう。",
            )
        ),
        Prose(
            Both(
                "Options are text: a truth or a number as JSON is refused.",
                "オプションの値はすべて文字列です。JSON の真偽値や数値は拒否されます。",
            )
        ),
        Snippet({f"{_OPTIONS}/awslogs-create-group": True}, fails="R008"),
    ),
    fields=(
        "containerDefinitions[].logConfiguration",
        "containerDefinitions[].logConfiguration.logDriver",
        "containerDefinitions[].logConfiguration.options",
    ),
    rules=("R044", "R136", "R137", "R139", "R140", "R141", "R142", "R144", "R146", "R147", "R148", "R149", "R150"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html"),
    ),
)
