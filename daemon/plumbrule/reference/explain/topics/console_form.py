"""The console's form "Create new task definition", item by item."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="task-definition",
    title=Both(
        "The task definition, and the form that makes one", "タスク定義と、コンソールの「新しいタスク定義の作成」"
    ),
    called=(
        "overview",
        "prerequisites",
        "steps",
        "console",
        "console form",
        "create new task definition",
        "container",
        "containers",
        "fargate",
        "概要",
        "手順",
        "前提知識",
        "コンテナ",
        "タスク定義",
        "新しいタスクの定義の作成",
        "新しいタスク定義の作成",
        "コンソール",
        "起動タイプ",
    ),
    body=(
        Prose(
            Both(
                "A task definition says how containers run: which images, how large, with which rights, and where their logs go. It never changes; every registration makes a new revision, and a service runs the revision that it names.",
                "タスク定義は、コンテナの動かし方（イメージ、サイズ、権限、ログの送り先など）を表します。内容は変更できず、登録するたびに新しいリビジョンができます。サービスは指定されたリビジョンを実行します。",
            )
        ),
        Prose(
            Both(
                "The console asks for it in a form. Each item of the form is a field here, and each field has a page of its own:",
                "コンソールではフォームに入力して作ります。フォームの各項目は、次の項目（フィールド）に対応しています。",
            )
        ),
        Points(
            (
                Both("Task definition family: `family`", "タスク定義ファミリー: `family`"),
                Both("Launch type: `requiresCompatibilities`", "起動タイプ: `requiresCompatibilities`"),
                Both(
                    "Operating system/Architecture, network mode: `runtimePlatform`, `networkMode`",
                    "オペレーティングシステム/アーキテクチャ、ネットワークモード: `runtimePlatform`、`networkMode`",
                ),
                Both("Task size: `cpu`, `memory`", "タスクサイズ: `cpu`、`memory`"),
                Both(
                    "Task role, task execution role: `taskRoleArn`, `executionRoleArn`",
                    "タスクロール、タスク実行ロール: `taskRoleArn`、`executionRoleArn`",
                ),
                Both(
                    "Container, name and image URI, essential: `name`, `image`, `essential`",
                    "コンテナの名前、イメージ URI、必須コンテナ: `name`、`image`、`essential`",
                ),
                Both(
                    "Private registry authentication: `repositoryCredentials`",
                    "プライベートレジストリ認証: `repositoryCredentials`",
                ),
                Both("Port mappings: `portMappings`", "ポートマッピング: `portMappings`"),
                Both(
                    "Read only root file system: `readonlyRootFilesystem`",
                    "読み取り専用ルートファイルシステム: `readonlyRootFilesystem`",
                ),
                Both(
                    "Resource allocation limits: the container's `cpu`, `memory`, `memoryReservation`",
                    "リソース割り当て制限: コンテナの `cpu`、`memory`、`memoryReservation`",
                ),
                Both(
                    "Environment variables: `environment`, `secrets`, `environmentFiles`",
                    "環境変数: `environment`、`secrets`、`environmentFiles`",
                ),
                Both(
                    "Log collection: `logConfiguration`, `firelensConfiguration`",
                    "ログ収集: `logConfiguration`、`firelensConfiguration`",
                ),
                Both("Restart policy: `restartPolicy`", "再起動ポリシー: `restartPolicy`"),
                Both("HealthCheck: `healthCheck`", "ヘルスチェック: `healthCheck`"),
                Both(
                    "Startup dependency ordering, container timeouts: `dependsOn`, `startTimeout`, `stopTimeout`",
                    "スタートアップ依存関係の順序、コンテナタイムアウト: `dependsOn`、`startTimeout`、`stopTimeout`",
                ),
                Both(
                    "Docker configuration: `entryPoint`, `command`, `workingDirectory`, `dockerLabels`, `user`, `ulimits`",
                    "Docker 設定: `entryPoint`、`command`、`workingDirectory`、`dockerLabels`、`user`、`ulimits`",
                ),
                Both(
                    "Storage: `ephemeralStorage`, `volumes`, `mountPoints`",
                    "ストレージ: `ephemeralStorage`、`volumes`、`mountPoints`",
                ),
                Both("Tags: `tags`", "タグ: `tags`"),
            )
        ),
        Heading(Both("Without the form", "フォームを使わずに作る")),
        Prose(
            Both(
                "The form leaves nothing behind that could be reviewed. A file in Git does. This prints one to start from, checks it, and shows what it would change:",
                "フォームの入力はレビューできる形で残りません。Git のファイルなら残ります。次のコマンドで、ひな型の作成、検査、変更内容の確認ができます。",
            )
        ),
        Code(
            "plumbrule new web --image public.ecr.aws/nginx/nginx:1.27.2 > web.yaml\nplumbrule validate web.yaml\nplumbrule plan"
        ),
    ),
    fields=("family", "requiresCompatibilities", "containerDefinitions", "containerDefinitions[].essential"),
    rules=("R002", "R010", "R067"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-task-definition.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"),
    ),
)
