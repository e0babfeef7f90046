"""Where the container's output goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.explanation import WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_LOGS: Final = f"{_C}.logConfiguration"
_ROUTER: Final[Object] = {
    "name": "log_router",
    "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5",
    "essential": True,
    "user": "0",
    "firelensConfiguration": {"type": "fluentbit", "options": {"enable-ecs-log-metadata": "true"}},
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "router"},
    },
}
ROUTED: Final[Object] = {
    f"{_APP}/logConfiguration": {
        "logDriver": "awsfirelens",
        "options": {"Name": "firehose", "region": "eu-central-1", "delivery_stream": "web"},
    },
    f"{_APP}/dependsOn": [{"containerName": "log_router", "condition": "START"}],
    "/containerDefinitions/1": _ROUTER,
}

WORDS: Final = (
    FieldWords(
        _LOGS,
        Both(
            "What happens to the container's standard output and standard error.",
            "コンテナの標準出力・標準エラー出力をどこに送るかです。",
        ),
        Both(
            "On Fargate in every container: nobody can read the output otherwise.",
            "Fargate ではすべてのコンテナに書きましょう。書かないと出力を読む手段がありません。",
        ),
        docker="docker run --log-driver, --log-opt",
        pitfalls=Both(
            "The log group has to exist, unless `awslogs-create-group` is `true` and the execution role may create it.",
            "ロググループは先に作っておきます（`awslogs-create-group` を `true` にし、実行ロールに作成権限を与えた場合を除く）。",
        ),
        example={
            f"{_APP}/logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "/ecs/web",
                    "awslogs-region": "eu-central-1",
                    "awslogs-stream-prefix": "web",
                    "mode": "non-blocking",
                    "max-buffer-size": "25m",
                },
            }
        },
        near=("awslogs", "firelens"),
    ),
    FieldWords(
        f"{_LOGS}.logDriver",
        Both(
            "`awslogs` for CloudWatch Logs, `awsfirelens` for a log router beside the application, or `splunk`.",
            "`awslogs`（CloudWatch Logs）、`awsfirelens`（ログルーター）、`splunk` のどれかです。",
        ),
        WITHIN,
        docker="docker run --log-driver",
        pitfalls=Both(
            "`json-file`, `fluentd` and the other drivers of Docker are refused on Fargate.",
            "`json-file` や `fluentd` など、Docker の他のドライバーは Fargate では拒否されます。",
        ),
        near=("awslogs", "firelens"),
    ),
    FieldWords(
        f"{_LOGS}.options",
        Both(
            "The driver's options, all of them text. For `awslogs`: `awslogs-group`, `awslogs-region` and `awslogs-stream-prefix`.",
            "ドライバーのオプションです（値はすべて文字列）。`awslogs` では `awslogs-group`、`awslogs-region`、`awslogs-stream-prefix` の 3 つが必要です。",
        ),
        Both("With `awslogs` always.", "`awslogs` では必ず書きます。"),
        docker="docker run --log-opt",
        pitfalls=Both(
            'Truths and numbers are refused: write `"true"` and `"5"`. Passwords belong into `secretOptions`.',
            '真偽値や数値は拒否されます。`"true"` や `"5"` と書きます。パスワードは `secretOptions` に書きます。',
        ),
        near=("awslogs", "firelens"),
    ),
    FieldWords(
        f"{_LOGS}.secretOptions",
        Both(
            "Options whose values the agent reads from Secrets Manager or Parameter Store, such as Splunk's token.",
            "値を Secrets Manager またはパラメータストアから読み込むオプションです（Splunk のトークンなど）。",
        ),
        example={
            f"{_APP}/logConfiguration": {
                "logDriver": "splunk",
                "options": {"splunk-url": "https://splunk.example.com:8088"},
                "secretOptions": [
                    {
                        "name": "splunk-token",
                        "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:splunk-AbCdEf",
                    }
                ],
            }
        },
    ),
    FieldWords(f"{_LOGS}.secretOptions[].name", Both("The option's name.", "オプションの名前です。"), WITHIN),
    FieldWords(
        f"{_LOGS}.secretOptions[].valueFrom",
        Both(
            "The ARN of a secret or parameter, or a parameter's name.",
            "シークレットかパラメータの ARN、またはパラメータの名前です。",
        ),
        WITHIN,
    ),
    FieldWords(
        f"{_C}.firelensConfiguration",
        Both(
            "Makes this container the task's log router: containers with the driver `awsfirelens` send it their output.",
            "このコンテナをタスクのログルーターにします。`awsfirelens` を使うコンテナの出力がここに届きます。",
        ),
        Both(
            "In one sidecar, when logs go to several places, or to others than CloudWatch.",
            "CloudWatch 以外や複数の宛先に送るとき、1 つのサイドカーに書きます。",
        ),
        pitfalls=Both(
            "The router uses the task role, not the execution role, when it writes to AWS.",
            "ルーターが AWS に書き込むときに使うのは、実行ロールではなくタスクロールです。",
        ),
        example=ROUTED,
        near=("firelens",),
    ),
    FieldWords(
        f"{_C}.firelensConfiguration.type",
        Both("`fluentbit` or `fluentd`.", "`fluentbit` または `fluentd` です。"),
        WITHIN,
        near=("firelens",),
    ),
    FieldWords(
        f"{_C}.firelensConfiguration.options",
        Both(
            "`enable-ecs-log-metadata`, and a configuration file of your own: `config-file-type` and `config-file-value`.",
            "`enable-ecs-log-metadata` と、独自の設定ファイル（`config-file-type`、`config-file-value`）です。",
        ),
        pitfalls=Both(
            "On Fargate the file must be in the image (`file`); `s3` works only with AWS's `init` images, in another way.",
            "Fargate では設定ファイルをイメージに入れます（`file`）。`s3` は使えません（AWS の `init` タグのイメージには別の方法があります）。",
        ),
        near=("firelens",),
    ),
)
