"""Environment variables and `docker run --env`."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

_APP: Final = "/containerDefinitions/0"

TOPIC: Final = Topic(
    name="environment-variables",
    title=Both("Environment variables and secrets", "環境変数とシークレット"),
    called=(
        "env",
        "environment variables",
        "environment variable",
        "docker run --env",
        "secret",
        "secrets manager",
        "parameter store",
        "環境変数",
        "シークレット",
        "パラメータストア",
    ),
    body=(
        Prose(
            Both(
                "What stands in `environment` reaches the container as with `docker run --env`. These two say the same:",
                "`environment` に書いた値は、`docker run --env` としてコンテナに渡されます。次の 2 つは同じ意味です。",
            )
        ),
        Code("docker run --env LOG_LEVEL=info IMAGE"),
        Snippet({f"{_APP}/environment": [{"name": "LOG_LEVEL", "value": "info"}]}),
        Heading(Both("Three ways to set a variable", "3 つの渡し方")),
        Points(
            (
                Both(
                    "`environment`: in the clear, in Git and in every answer of ECS. For what anybody may read.",
                    "`environment`: 平文です。Git にも ECS の応答にも現れます。誰に見られてもよい値に使います。",
                ),
                Both(
                    "`secrets`: only the reference stands in the definition; the agent reads the value when the container starts.",
                    "`secrets`: 定義に書くのは参照だけです。値はコンテナの起動時にエージェントが読み込みます。",
                ),
                Both(
                    "`environmentFiles`: a file in S3, when there are many.",
                    "`environmentFiles`: S3 に置いたファイルです。変数が多いときに使います。",
                ),
            )
        ),
        Snippet(
            {
                f"{_APP}/secrets": [
                    {
                        "name": "DB_PASSWORD",
                        "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf:password::",
                    }
                ]
            }
        ),
        Prose(
            Both(
                "A password in `environment` has been read by everybody who may describe the definition, and has to be renewed:",
                "`environment` にパスワードを書くと、定義を参照できる人全員に読まれます。見つけたら、シークレットに移し、パスワード自体も変更しましょう。",
            )
        ),
        Snippet({f"{_APP}/environment": [{"name": "DB_PASSWORD", "value": "kE3vQ9xLw2mZ"}]}, fails="R133"),
        Points(
            (
                Both(
                    "A secret's value is read at the start and never again: rotate, then deploy.",
                    "シークレットの値は起動時にしか読まれません。更新したら、新しいデプロイを行います。",
                ),
                Both(
                    "The execution role needs the right to read it, not the task role.",
                    "読み取り権限が必要なのは、タスクロールではなくタスク実行ロールです。",
                ),
                Both(
                    "The image's own `ENV` stays, unless a variable of the same name is set here.",
                    "イメージの `ENV` は、ここで同じ名前を指定しない限り有効です。",
                ),
            )
        ),
    ),
    fields=(
        "containerDefinitions[].environment",
        "containerDefinitions[].secrets",
        "containerDefinitions[].environmentFiles",
    ),
    rules=("R045", "R116", "R117", "R118", "R121", "R122", "R127", "R129", "R133", "R134", "R135"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html"),
    ),
)
