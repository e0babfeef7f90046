"""What `docker run` calls it."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="docker-settings",
    title=Both("Docker settings", "Docker 設定"),
    called=(
        "docker",
        "docker run",
        "docker configuration",
        "dockerfile",
        "docker compose",
        "docker設定",
        "docker 設定",
        "ドッカー",
    ),
    body=(
        Prose(
            Both(
                "Most of a container definition is `docker run` in other words: the agent starts each container much as you would. Each field's page says what Docker calls it.",
                "コンテナ定義の多くは `docker run` のオプションに対応します。エージェントは、手で `docker run` するのとほぼ同じようにコンテナを起動します。各項目の説明に、Docker での呼び方を載せています。",
            )
        ),
        Points(
            (
                Both(
                    "`--entrypoint` and the words after the image: `entryPoint`, `command`",
                    "`--entrypoint` とイメージ名の後の引数: `entryPoint`、`command`",
                ),
                Both(
                    "`--workdir`, `--user`: `workingDirectory`, `user`",
                    "`--workdir`、`--user`: `workingDirectory`、`user`",
                ),
                Both(
                    "`--env`, `--publish`, `--volume`: `environment`, `portMappings`, `mountPoints` with `volumes`",
                    "`--env`、`--publish`、`--volume`: `environment`、`portMappings`、`mountPoints` と `volumes`",
                ),
                Both(
                    "`--ulimit`, `--sysctl`, `--label`: `ulimits`, `systemControls`, `dockerLabels`",
                    "`--ulimit`、`--sysctl`、`--label`: `ulimits`、`systemControls`、`dockerLabels`",
                ),
                Both(
                    "`--init`, `--cap-drop`, `--tmpfs`: `linuxParameters`",
                    "`--init`、`--cap-drop`、`--tmpfs`: `linuxParameters`",
                ),
                Both(
                    "`--read-only`, `--interactive`, `--tty`: `readonlyRootFilesystem`, `interactive`, `pseudoTerminal`",
                    "`--read-only`、`--interactive`、`--tty`: `readonlyRootFilesystem`、`interactive`、`pseudoTerminal`",
                ),
            )
        ),
        Heading(Both("There and back", "相互に変換する")),
        Code(
            "plumbrule convert docker-run 'docker run -p 8080:8080 --env LOG_LEVEL=info example/web:1.4'\n"
            "plumbrule convert dockerfile Dockerfile --image example/web:1.4\n"
            "plumbrule docker web.json --compose > compose.yaml"
        ),
        Heading(Both("What Fargate does not take from Docker", "Fargate では使えないもの")),
        Prose(
            Both(
                "Whatever touches the host: `--privileged`, `--device`, `--network host`, `--volume /host:…`, `--shm-size`, `--add-host`, `--dns`, `--hostname` and most of `--cap-add`.",
                "ホストに関わるものは使えません。`--privileged`、`--device`、`--network host`、`--volume /host:…`、`--shm-size`、`--add-host`、`--dns`、`--hostname`、ほとんどの `--cap-add` などです。",
            )
        ),
        Snippet({"/containerDefinitions/0/privileged": True}, fails="R077"),
        Prose(
            Both(
                "And there is no shell: a line of a shell in `command` is taken for one program's name.",
                "また、シェルは介在しません。`command` にシェルの 1 行をそのまま書くと、プログラム名とみなされます。",
            )
        ),
        Snippet({"/containerDefinitions/0/command": ["nginx -g 'daemon off;'"]}, fails="R199"),
        Snippet({"/containerDefinitions/0/command": ["nginx", "-g", "daemon off;"]}),
    ),
    fields=(
        "containerDefinitions[].entryPoint",
        "containerDefinitions[].command",
        "containerDefinitions[].workingDirectory",
        "containerDefinitions[].user",
        "containerDefinitions[].dockerLabels",
        "containerDefinitions[].ulimits",
        "containerDefinitions[].systemControls",
        "containerDefinitions[].linuxParameters",
    ),
    rules=("R077", "R199", "R200", "R201", "R203", "R204", "R207", "R210", "R220", "R225", "R226"),
    sources=(
        Read("https://docs.docker.com/reference/cli/docker/container/run/"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"),
    ),
)
