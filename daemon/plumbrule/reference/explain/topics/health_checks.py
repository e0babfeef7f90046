"""Health checks: what they do, for whom, and how to try them."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

_CHECK: Final = "/containerDefinitions/0/healthCheck"

TOPIC: Final = Topic(
    name="health-checks",
    title=Both("Health checks", "ヘルスチェック"),
    called=(
        "health",
        "health check",
        "healthchecks",
        "cmd-shell",
        "start period",
        "mysqladmin",
        "mysql",
        "database",
        "データベース",
        "dbコンテナ",
        "ヘルスチェック",
        "ヘルス",
        "スタートピリオド",
        "db",
        "exit 1",
        "スタンドアロンタスク",
        "standalone task",
        "サービススケジューラ",
        "service scheduler",
        "ローカル",
        "ローカルで確認",
        "開始期間",
        "死活監視",
    ),
    body=(
        Prose(
            Both(
                "A health check is a command that the agent runs inside the container. Status 0 is healthy; 1 is unhealthy.",
                "ヘルスチェックは、エージェントがコンテナ内で実行するコマンドです。終了ステータス 0 が正常、1 が異常です。",
            )
        ),
        Heading(Both("What happens when it fails", "失敗したときの動作")),
        Points(
            (
                Both(
                    "A task of a **service** whose essential container is unhealthy is stopped, and the scheduler starts another one.",
                    "**サービス**のタスクでは、essential なコンテナが異常になるとタスクが停止し、サービススケジューラが新しいタスクに置き換えます。",
                ),
                Both(
                    "A **standalone** task, started by hand or on a schedule, goes on whatever its health is.",
                    "**手動やスケジュールで実行したタスク**は、ヘルスの状態に関係なく動き続けます。",
                ),
            )
        ),
        Heading(Both("From Docker to ECS", "Docker から ECS へ")),
        Prose(
            Both(
                "ECS does not look at an image's HEALTHCHECK. What the Dockerfile says has to be said again:",
                "イメージの HEALTHCHECK は ECS では使われません。Dockerfile の内容を定義にも書く必要があります。",
            )
        ),
        Code("HEALTHCHECK --interval=5m --timeout=3s \\\n  CMD curl -f http://localhost/ || exit 1"),
        Snippet(
            {_CHECK: {"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], "interval": 300, "timeout": 3}}
        ),
        Points(
            (
                Both(
                    "`CMD-SHELL` gives the line to the container's default shell; `CMD` starts a program without one.",
                    "`CMD-SHELL` はコンテナの既定のシェルで 1 行を実行します。`CMD` はシェルを介さずにプログラムを実行します。",
                ),
                Both(
                    "`|| exit 1` turns every failure into status 1: `curl` alone ends with 7, 22 and many others.",
                    "`|| exit 1` は、失敗時のステータスを 1 にそろえます。`curl` だけでは 7 や 22 などさまざまな値になります。",
                ),
                Both(
                    "`plumbrule convert dockerfile` does it for a whole Dockerfile.",
                    "`plumbrule convert dockerfile` で、Dockerfile 全体を変換できます。",
                ),
            )
        ),
        Heading(Both("Try it locally first", "先にローカルで確認する")),
        Prose(
            Both(
                "The tool that the check calls has to be in the image. `plumbrule docker SPEC` prints the `docker run` that is like the definition, its check included:",
                "チェックで使うコマンドがイメージに入っている必要があります。`plumbrule docker SPEC` は、ヘルスチェックを含めて定義と同等の `docker run` を表示します。",
            )
        ),
        Code(
            "plumbrule docker web.json | sh\n"
            "docker inspect --format '{{json .State.Health}}' web-app\n"
            "docker exec web-app sh -c 'curl -f http://localhost/ || exit 1'; echo $?"
        ),
        Heading(Both("Slow starts", "起動に時間がかかる場合")),
        Prose(
            Both(
                "A container that needs a minute to start fails its first checks, and the service replaces it for ever. Failures within `startPeriod` (300 seconds at most) do not count:",
                "起動に 1 分かかるコンテナは最初のチェックに失敗し、置き換えが延々と続きます。`startPeriod`（開始期間、最大 300 秒）の間の失敗は数えられません。",
            )
        ),
        Snippet(
            {
                _CHECK: {
                    "command": ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"],
                    "interval": 30,
                    "timeout": 5,
                    "retries": 3,
                    "startPeriod": 120,
                }
            }
        ),
        Heading(Both("A database", "データベースの例")),
        Prose(
            Both(
                "`mysqladmin ping` ends with 0 as soon as the server answers, even when it denies access: it needs no password. For PostgreSQL there is `pg_isready`.",
                "`mysqladmin ping` は、アクセスが拒否されてもサーバーが応答すれば 0 で終わるため、パスワードは不要です。PostgreSQL には `pg_isready` があります。",
            )
        ),
        Snippet(
            {
                "/containerDefinitions/0/image": "public.ecr.aws/docker/library/mysql:8.4.3",
                _CHECK: {"command": ["CMD-SHELL", "mysqladmin ping -h 127.0.0.1 || exit 1"], "startPeriod": 120},
            }
        ),
        Prose(
            Both(
                "A password on the command line is in the definition for everybody to read:",
                "コマンドにパスワードを書くと、定義を参照できる人全員に読まれます。",
            )
        ),
        Snippet(
            {
                "/containerDefinitions/0/image": "public.ecr.aws/docker/library/mysql:8.4.3",
                _CHECK: {
                    "command": ["CMD-SHELL", "mysqladmin ping -u app -pkE3vQ9xLw2mZ -h 127.0.0.1 || exit 1"],
                    "startPeriod": 120,
                },
            },
            fails="R177",
        ),
    ),
    fields=(
        "containerDefinitions[].healthCheck",
        "containerDefinitions[].healthCheck.command",
        "containerDefinitions[].healthCheck.interval",
        "containerDefinitions[].healthCheck.timeout",
        "containerDefinitions[].healthCheck.retries",
        "containerDefinitions[].healthCheck.startPeriod",
    ),
    rules=(
        "R169",
        "R170",
        "R171",
        "R172",
        "R173",
        "R174",
        "R175",
        "R176",
        "R177",
        "R178",
        "R179",
        "R180",
        "R181",
        "R182",
        "R189",
    ),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"),
        Read("https://repost.aws/knowledge-center/ecs-task-container-health-check-failures"),
        Read("https://dev.mysql.com/doc/refman/8.4/en/mysqladmin.html"),
    ),
)
