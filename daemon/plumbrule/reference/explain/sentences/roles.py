"""Roles."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "On Fargate the agent has no rights of its own: what it fetches and writes, it does with this role.": "Fargate のエージェント自体に権限はなく、取得や書き込みはこのロールで行います。",
    "name an execution role, such as `ecsTaskExecutionRole`": "`ecsTaskExecutionRole` などのタスク実行ロールを指定します。",
    "ECS takes the ARN or the name of an IAM role here, and nothing else.": "ここに書けるのは、IAM ロールの ARN か名前だけです。",
    "write `arn:aws:iam::`, the account's twelve digits, `:role/` and the role's name": "`arn:aws:iam::`、アカウントの 12 桁の数字、`:role/`、ロール名の順に書きます。",
    "ECS cannot pass a role of another account to a task.": "ECS は、別のアカウントのロールをタスクに渡せません。",
    "take a role of the same account; in a manifest, write `${target.account_id}` in its place": "同じアカウントのロールにします。マニフェストではアカウントの部分に `${target.account_id}` と書けます。",
    "The application may then do what only the agent has to do: pull every image, read every secret.": "すべてのイメージの取得やシークレットの読み取りなど、エージェント用の権限をアプリケーションが使えてしまいます。",
    "give the application a role of its own, with only what it needs": "アプリケーションには、必要な権限だけを持つ専用のロールを用意します。",
    "EFS refuses a mount without an identity, and the task does not start.": "身元のないマウントは EFS が拒否し、タスクは起動しません。",
    "name a task role that allows `elasticfilesystem:ClientMount`, and `ClientWrite` for writing": "`elasticfilesystem:ClientMount`（書き込むなら `ClientWrite` も）を許可したタスクロールを指定します。",
    "The router calls AWS with the task role; without one, every batch of logs is lost to AccessDenied.": "ルーターはタスクロールで AWS を呼び出します。ないと、ログはすべて AccessDenied で失われます。",
    "name a task role that may write to where the logs go": "ログの送り先に書き込めるタスクロールを指定します。",
    "The agent in the container opens its channel with the task role.": "コンテナ内のエージェントは、タスクロールで通信路を開きます。",
    "name a task role that allows the four actions of `ssmmessages`: `CreateControlChannel`, `CreateDataChannel`, `OpenControlChannel` and `OpenDataChannel`": "`ssmmessages` の 4 つのアクション（`CreateControlChannel`、`CreateDataChannel`、`OpenControlChannel`、`OpenDataChannel`）を許可したタスクロールを指定します。",
    "ECS takes a volume of S3 Files only with a task role.": "S3 Files のボリュームには、タスクロールが必要です。",
    "name a task role that may use the file system": "そのファイルシステムを使えるタスクロールを指定します。",
    "AmazonECSTaskExecutionRolePolicy covers pulling from ECR and writing logs, and nothing else.": "AmazonECSTaskExecutionRolePolicy に含まれるのは、ECR からの取得とログの書き込みだけです。",
    "allow them for just these resources, and `kms:Decrypt` where a key of your own encrypts them": "対象のリソースだけに許可します。独自の KMS キーで暗号化しているなら `kms:Decrypt` も必要です。",
}
