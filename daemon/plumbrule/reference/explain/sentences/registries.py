"""Private registries."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "ECS reads registry credentials from Secrets Manager only, not from Parameter Store.": "ECS がレジストリの認証情報を読めるのは Secrets Manager だけで、パラメータストアは使えません。",
    "write the ARN of a secret in Secrets Manager": "Secrets Manager のシークレットの ARN を書きます。",
    "The pull fails wherever the secret is in another account or Region.": "シークレットが別のアカウントやリージョンにあると、イメージを取得できません。",
    "write the secret's whole ARN": "シークレットの完全な ARN を書きます。",
    "ECR is opened by the execution role alone, with `ecr:GetAuthorizationToken` among its actions.": "ECR の認証は、`ecr:GetAuthorizationToken` を許可したタスク実行ロールだけで行われます。",
    "remove `repositoryCredentials`, and let the execution role pull from ECR": "`repositoryCredentials` を削除し、タスク実行ロールで ECR から取得します。",
    "A secret of another form, or one that the execution role cannot read, stops the pull.": "シークレットの形式が違うか、実行ロールが読めないと、イメージを取得できません。",
    "allow `secretsmanager:GetSecretValue` on it, and `kms:Decrypt` where it has a key of yours": "そのシークレットへの `secretsmanager:GetSecretValue` を許可します。独自のキーなら `kms:Decrypt` も必要です。",
    "Tasks behind one NAT gateway share its address, and with it the limit.": "同じ NAT ゲートウェイの背後のタスクは IP アドレスを共有し、取得回数の制限も共有します。",
    "use a copy in ECR (a pull-through cache makes one) or set `repositoryCredentials`": "ECR に置いた複製（プルスルーキャッシュで作れます）を使うか、`repositoryCredentials` を書きます。",
}
