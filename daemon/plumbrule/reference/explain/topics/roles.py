"""Task role against execution role."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="roles",
    title=Both("Task role and task execution role", "タスクロールとタスク実行ロール"),
    called=(
        "trust policy",
        "信頼ポリシー",
        "s3",
        "rds",
        "iam",
        "role",
        "task role",
        "execution role",
        "task execution role",
        "permissions",
        "ecstaskexecutionrole",
        "タスクロール",
        "タスク実行ロール",
        "条件付きのタスクロール",
        "ロール",
        "権限",
    ),
    body=(
        Points(
            (
                Both(
                    "The **task role** (`taskRoleArn`) is your application's: reading a file from S3, sending to a queue.",
                    "**タスクロール**（`taskRoleArn`）は、コンテナ内のアプリケーションが使います。例: S3 からファイルを取得する、キューに送信する。",
                ),
                Both(
                    "The **task execution role** (`executionRoleArn`) is the agent's: pulling images, writing logs, reading the secrets that the definition names.",
                    "**タスク実行ロール**（`executionRoleArn`）は、ECS エージェントが使います。イメージの取得、ログの書き込み、定義に書かれたシークレットの読み取りです。",
                ),
            )
        ),
        Prose(
            Both(
                "A password for the database that stands in `secrets` needs the execution role; a program that reads the same secret itself needs the task role.",
                "データベースのパスワードを `secrets` に書くなら実行ロールに、プログラム自身が同じシークレットを読むならタスクロールに権限が必要です。",
            )
        ),
        Snippet(
            {
                "/executionRoleArn": "arn:aws:iam::123456789012:role/web",
                "/taskRoleArn": "arn:aws:iam::123456789012:role/web",
            },
            fails="R051",
        ),
        Heading(Both("What the execution role needs", "実行ロールに必要な権限")),
        Points(
            (
                Both(
                    "private ECR: `ecr:GetAuthorizationToken` on `*`; `ecr:BatchCheckLayerAvailability`, `ecr:GetDownloadUrlForLayer` and `ecr:BatchGetImage` on the repository",
                    "プライベート ECR: `ecr:GetAuthorizationToken`（リソースは `*`）と、リポジトリへの `ecr:BatchCheckLayerAvailability`、`ecr:GetDownloadUrlForLayer`、`ecr:BatchGetImage`",
                ),
                Both(
                    "awslogs: `logs:CreateLogStream` and `logs:PutLogEvents` on the log group's streams, `logs:CreateLogGroup` on the group with `awslogs-create-group`",
                    "awslogs: ロググループのストリームへの `logs:CreateLogStream` と `logs:PutLogEvents`。`awslogs-create-group` を使うなら、ロググループへの `logs:CreateLogGroup` も",
                ),
                Both(
                    "secrets: `secretsmanager:GetSecretValue` or `ssm:GetParameters` on each, and `kms:Decrypt` on a key of your own",
                    "シークレット: それぞれへの `secretsmanager:GetSecretValue` または `ssm:GetParameters`。独自の KMS キーなら `kms:Decrypt` も",
                ),
                Both(
                    "environment files: `s3:GetObject` on the file and `s3:GetBucketLocation` on the bucket",
                    "環境ファイル: ファイルへの `s3:GetObject` と、バケットへの `s3:GetBucketLocation`",
                ),
            )
        ),
        Prose(
            Both(
                "AWS's managed policy `AmazonECSTaskExecutionRolePolicy` allows the first two, on everything. The least that one definition needs, with the reason for each statement, is printed by:",
                "AWS 管理ポリシー `AmazonECSTaskExecutionRolePolicy` は、最初の 2 つを全リソースに対して許可します。定義ごとに必要な最小の権限は、理由とともに次のコマンドで表示できます。",
            )
        ),
        Code("plumbrule iam web.json\nplumbrule iam web.json --check role-policy.json"),
        Prose(
            Both(
                "Both roles trust `ecs-tasks.amazonaws.com`. Whoever registers the definition needs `iam:PassRole` on both.",
                "どちらのロールも `ecs-tasks.amazonaws.com` を信頼します。定義を登録する人（や Plumbrule）には、両方への `iam:PassRole` が必要です。",
            )
        ),
    ),
    fields=("taskRoleArn", "executionRoleArn"),
    rules=("R043", "R044", "R045", "R047", "R048", "R049", "R050", "R051", "R052", "R053", "R054", "R057"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html"),
    ),
)
