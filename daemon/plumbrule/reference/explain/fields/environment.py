"""Environment variables, files of them, and secrets."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"

WORDS: Final = (
    FieldWords(
        f"{_C}.environment",
        Both(
            "Environment variables of the container, in the clear. The agent starts it as with `docker run --env`.",
            "コンテナの環境変数（平文）です。内部的には `docker run --env` として渡されます。",
        ),
        docker="docker run --env; Dockerfile ENV",
        pitfalls=Both(
            "Whoever may call DescribeTaskDefinition reads it, and Git keeps it: passwords belong into `secrets`.",
            "DescribeTaskDefinition を呼べる人は誰でも読め、Git にも残ります。パスワードは `secrets` に書きます。",
        ),
        example={f"{_APP}/environment": [{"name": "LOG_LEVEL", "value": "info"}]},
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.environment[].name",
        Both("The variable's name.", "環境変数の名前です。"),
        WITHIN,
        pitfalls=Both(
            "It must not stand in `secrets` as well, and neither begin with a digit nor hold blanks.",
            "`secrets` と同じ名前は使えません。数字で始まる名前や空白を含む名前も避けましょう。",
        ),
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.environment[].value",
        Both("The variable's value, as text.", "環境変数の値（文字列）です。"),
        WITHIN,
        pitfalls=Both(
            'An entry without a value is dropped by ECS; `""` is kept.',
            '値のない項目は ECS が捨てます。空文字 `""` は保持されます。',
        ),
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.environmentFiles",
        Both(
            "Files of variables in S3 (`NAME=value` lines), read when the task starts.",
            "S3 に置いた環境変数ファイル（`NAME=value` 形式）です。タスクの起動時に読み込まれます。",
        ),
        Both(
            "For many variables, or those that a team changes apart from the definition.",
            "変数が多いとき、または定義とは別に管理したいときに書きます。",
        ),
        docker="docker run --env-file",
        pitfalls=Both(
            "Git does not see what is in them. `environment` wins over a file, and an earlier file over a later one.",
            "中身は Git から見えません。同じ名前なら `environment` がファイルより優先され、ファイル同士では先に書いたものが優先されます。",
        ),
        example={f"{_APP}/environmentFiles": [{"value": "arn:aws:s3:::bucket/production.env", "type": "s3"}]},
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.environmentFiles[].value",
        Both(
            "The ARN of the file in S3; its name ends in `.env`.",
            "S3 上のファイルの ARN です。名前は `.env` で終えます。",
        ),
        WITHIN,
        pitfalls=Both(
            "It is an ARN (`arn:aws:s3:::BUCKET/KEY`), no address with `https://` or `s3://`.",
            "ARN（`arn:aws:s3:::バケット/キー`）で書きます。`https://` や `s3://` の URL ではありません。",
        ),
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.environmentFiles[].type",
        Both("Where the file is: `s3`.", "置き場所（`s3`）です。"),
        WITHIN,
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.secrets",
        Both(
            "Variables whose values the agent reads from Secrets Manager or Parameter Store when the container starts.",
            "コンテナの起動時に、エージェントが Secrets Manager またはパラメータストアから値を読み込む環境変数です。",
        ),
        Both("For passwords, keys and tokens.", "パスワード、キー、トークンに使います。"),
        docker="docker run --env NAME",
        pitfalls=Both(
            "The execution role has to be allowed to read each of them. A rotated secret reaches containers with the next deployment only.",
            "タスク実行ロールに読み取り権限が必要です。シークレットを更新しても、次のデプロイまでコンテナには反映されません。",
        ),
        example={
            f"{_APP}/secrets": [
                {
                    "name": "DB_PASSWORD",
                    "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf:password::",
                }
            ]
        },
        near=("environment-variables", "roles"),
    ),
    FieldWords(
        f"{_C}.secrets[].name",
        Both("The variable's name.", "環境変数の名前です。"),
        WITHIN,
        pitfalls=Both("It must not stand in `environment` as well.", "`environment` と同じ名前は使えません。"),
        near=("environment-variables",),
    ),
    FieldWords(
        f"{_C}.secrets[].valueFrom",
        Both(
            "The ARN of a secret (with `:KEY:STAGE:VERSION` for one key of it), or the ARN or name of a parameter.",
            "シークレットの ARN（1 つのキーだけ使うなら末尾に `:キー:ステージ:バージョン`）、またはパラメータの ARN か名前です。",
        ),
        WITHIN,
        pitfalls=Both(
            "Never the secret itself. A name without `arn:` is always a parameter's.",
            "シークレットの値そのものを書いてはいけません。`arn:` で始まらない名前は常にパラメータとみなされます。",
        ),
        near=("environment-variables",),
    ),
)
