"""The container's health check."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

_CHECK: Final = "containerDefinitions[].healthCheck"
_NEAR: Final = ("health-checks",)

WORDS: Final = (
    FieldWords(
        _CHECK,
        Both(
            "A command that the agent runs inside the container again and again: status 0 is healthy, everything else is not. A service replaces a task whose essential container is unhealthy.",
            "コンテナ内で定期的に実行するコマンドです。終了ステータス 0 なら正常、それ以外は異常です。essential なコンテナが異常になると、サービスはタスクを置き換えます。",
        ),
        Both(
            "For every container that can hang; for `dependsOn` with `HEALTHY`.",
            "固まる可能性のあるコンテナと、`dependsOn` の `HEALTHY` に必要です。",
        ),
        docker="docker run --health-cmd, …; Dockerfile HEALTHCHECK",
        pitfalls=Both(
            "ECS does not look at the image's own HEALTHCHECK. Try the command in the image first: the tool it calls has to be there.",
            "イメージの HEALTHCHECK は ECS では使われません。コマンドが成功することを、先にローカルで確認しましょう。",
        ),
        example={
            "/containerDefinitions/0/healthCheck": {
                "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
                "interval": 30,
                "timeout": 5,
                "retries": 3,
                "startPeriod": 60,
            }
        },
        near=_NEAR,
    ),
    FieldWords(
        f"{_CHECK}.command",
        Both(
            "`CMD-SHELL` and one line for the container's default shell, or `CMD` and a program with its arguments.",
            "`CMD-SHELL` とコンテナの既定シェルで実行する 1 行、または `CMD` とプログラム・引数のリストです。",
        ),
        WITHIN,
        docker="docker run --health-cmd; HEALTHCHECK CMD",
        pitfalls=Both(
            "A password in it is readable for everybody who may describe the definition: fill a variable from `secrets`.",
            "パスワードを書くと、定義を参照できる人全員に読まれます。`secrets` で渡した変数を使いましょう。",
        ),
        near=_NEAR,
    ),
    FieldWords(
        f"{_CHECK}.interval",
        Both("Seconds between two checks.", "チェックの間隔（秒）です。"),
        docker="docker run --health-interval; HEALTHCHECK --interval",
        pitfalls=Both(
            "Whole seconds: a Dockerfile's `5m` is 300, which is also the most.",
            "秒の整数で書きます。Dockerfile の `5m` は 300 で、これが最大値です。",
        ),
        near=_NEAR,
    ),
    FieldWords(
        f"{_CHECK}.timeout",
        Both(
            "Seconds after which a check that has not ended counts as failed.",
            "この秒数で終わらないチェックは失敗とみなされます。",
        ),
        docker="docker run --health-timeout; HEALTHCHECK --timeout",
        pitfalls=Both(
            "Docker gives a check 30 seconds where nobody says it. Keep it below `interval`, or a hanging check sets the pace.",
            "何も書かないときの Docker の既定は 30 秒で、ECS とは違います。`interval` より短くしないと、固まったチェックに間隔が引きずられます。",
        ),
        near=_NEAR,
    ),
    FieldWords(
        f"{_CHECK}.retries",
        Both("How many failures in a row make the container unhealthy.", "何回続けて失敗したら異常とみなすかです。"),
        docker="docker run --health-retries; HEALTHCHECK --retries",
        pitfalls=Both(
            "Together with `interval` it says how long a sick task stays: 3 times 30 seconds are a minute and a half.",
            "`interval` との積が、異常なタスクが残る時間です。3 回 × 30 秒なら 1 分半です。",
        ),
        near=_NEAR,
    ),
    FieldWords(
        f"{_CHECK}.startPeriod",
        Both(
            "Seconds after the start in which failures do not count. The first success ends it.",
            "起動後、失敗を数えない猶予期間（秒）です。一度成功すると終わります。",
        ),
        Both("When the application takes long to start.", "アプリケーションの起動に時間がかかるときに書きます。"),
        docker="docker run --health-start-period; HEALTHCHECK --start-period",
        pitfalls=Both(
            "Too short, and the service kills tasks that are still starting, for ever.",
            "短すぎると、起動中のタスクが停止され、置き換えが延々と繰り返されます。",
        ),
        near=_NEAR,
    ),
)
