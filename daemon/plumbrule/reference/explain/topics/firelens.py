"""FireLens: a log router beside the application."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.fields.logging import ROUTED
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="firelens",
    title=Both("FireLens", "FireLens"),
    called=(
        "fluent bit",
        "fluentbit",
        "fluentd",
        "log router",
        "awsfirelens",
        "kinesis",
        "firehose",
        "data firehose",
        "kinesis data firehose",
        "opensearch",
        "サイドカー",
        "sidecar",
        "ログルーター",
        "ファイアレンズ",
    ),
    body=(
        Prose(
            Both(
                "FireLens routes logs to other places than CloudWatch, or to several: S3, Data Firehose, OpenSearch, and every service that Fluent Bit or Fluentd knows. It is no service of its own: the router is a container of your task, and FireLens is the agent's part that makes its configuration and leads the other containers' output to it.",
                "FireLens は、CloudWatch 以外（S3、Data Firehose、OpenSearch など）や複数の宛先にログを送るための仕組みです。独立したサービスではありません。ルーター（Fluent Bit または Fluentd）はタスク内のコンテナとして動き、エージェントがその設定を作って他のコンテナの出力を届けます。",
            )
        ),
        Points(
            (
                Both(
                    "One container has `firelensConfiguration`: the router. AWS keeps an image of Fluent Bit for it, `aws-for-fluent-bit`.",
                    "1 つのコンテナに `firelensConfiguration` を書きます（ルーター）。AWS が Fluent Bit のイメージ `aws-for-fluent-bit` を提供しています。",
                ),
                Both(
                    "The others log with the driver `awsfirelens`; its options are the output's, such as `Name: firehose`.",
                    "他のコンテナは `awsfirelens` ドライバーを使います。オプションは出力プラグインの設定です（例: `Name: firehose`）。",
                ),
                Both(
                    "The router itself logs with `awslogs`: its own output through itself would run in a circle.",
                    "ルーター自身のログは `awslogs` に送ります。自分自身に送ると循環します。",
                ),
            )
        ),
        Snippet(ROUTED),
        Heading(Both("Pitfalls", "注意点")),
        Points(
            (
                Both(
                    "The router writes to AWS with the **task role**.",
                    "ルーターが AWS に書き込むときは**タスクロール**を使います。",
                ),
                Both(
                    "Its port 24224 must not be mapped: whoever reaches it writes into your logs.",
                    "24224 番ポートをマッピングしてはいけません。到達できる人がログに書き込めてしまいます。",
                ),
                Both(
                    "Make it essential and let the others depend on it, or lines are lost unnoticed.",
                    "essential にし、他のコンテナの `dependsOn` に書きましょう。そうしないと、気付かないうちにログが失われます。",
                ),
                Both(
                    "A configuration of your own must not be `/fluent-bit/etc/fluent-bit.conf`, where ECS puts its own.",
                    "独自の設定ファイルを `/fluent-bit/etc/fluent-bit.conf` に置いてはいけません。ECS の設定で上書きされます。",
                ),
                Both("Windows on Fargate has no FireLens.", "Fargate の Windows では使えません。"),
            )
        ),
        Snippet(
            {
                "/containerDefinitions/0/logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "stdout"}},
            },
            fails="R154",
        ),
    ),
    fields=(
        "containerDefinitions[].firelensConfiguration",
        "containerDefinitions[].firelensConfiguration.type",
        "containerDefinitions[].firelensConfiguration.options",
        "containerDefinitions[].logConfiguration",
    ),
    rules=(
        "R053",
        "R113",
        "R154",
        "R155",
        "R156",
        "R157",
        "R158",
        "R160",
        "R162",
        "R163",
        "R164",
        "R165",
        "R166",
        "R167",
        "R168",
    ),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html"),
    ),
)
