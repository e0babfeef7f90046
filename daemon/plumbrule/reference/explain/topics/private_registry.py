"""Images that not everybody may pull."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Code, Heading, Prose, Read, Snippet, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="private-registry",
    title=Both("Private registries", "プライベートレジストリ認証"),
    called=(
        "registry",
        "private registries",
        "private registry authentication",
        "ecr",
        "docker hub",
        "docker login",
        "getauthorizationtoken",
        "プライベートレジストリ認証",
        "プライベートレジストリ",
        "レジストリ",
        "レジストリ認証",
    ),
    body=(
        Heading(Both("ECR: the execution role", "ECR の場合: タスク実行ロール")),
        Prose(
            Both(
                'Nothing is to be set for ECR. The agent fetches a token with the execution role (`ecr:GetAuthorizationToken`) and pulls with it. The form\'s item "Private registry authentication" is not meant for ECR.',
                "ECR では何も設定しません。エージェントがタスク実行ロール（`ecr:GetAuthorizationToken`）でトークンを取得し、イメージを取得します。フォームの「プライベートレジストリ認証」は ECR 用ではありません。",
            )
        ),
        Snippet({"/containerDefinitions/0/image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.27.2"}),
        Heading(Both("Everything else: a secret", "それ以外の場合: シークレット")),
        Prose(
            Both(
                "For Docker Hub, GitHub, GitLab and registries of your own, put user and password into a secret of Secrets Manager and name it:",
                "Docker Hub、GitHub、GitLab、自前のレジストリでは、ユーザー名とパスワードを Secrets Manager のシークレットに入れ、その ARN を書きます。",
            )
        ),
        Code(
            "aws secretsmanager create-secret --name registry \\\n"
            '  --secret-string \'{"username": "USER", "password": "TOKEN"}\''
        ),
        Snippet(
            {
                "/containerDefinitions/0/image": "registry.example.com/team/web:1.27.2",
                "/containerDefinitions/0/repositoryCredentials": {
                    "credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:registry-AbCdEf"
                },
            }
        ),
        Prose(
            Both(
                "The execution role then needs `secretsmanager:GetSecretValue` on that secret, and `kms:Decrypt` where a key of your own encrypts it. Such credentials on an image of ECR are a mistake:",
                "実行ロールには、そのシークレットへの `secretsmanager:GetSecretValue` が必要です（独自の KMS キーで暗号化しているなら `kms:Decrypt` も）。ECR のイメージに認証情報を書くのは誤りです。",
            )
        ),
        Snippet(
            {
                "/containerDefinitions/0/image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.27.2",
                "/containerDefinitions/0/repositoryCredentials": {
                    "credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:registry-AbCdEf"
                },
            },
            fails="R091",
        ),
        Prose(
            Both(
                "Public images of Docker Hub are limited by address, and tasks behind one NAT gateway share it: a copy in ECR, by a pull-through cache, is safer.",
                "Docker Hub の公開イメージは取得回数が IP アドレス単位で制限され、同じ NAT ゲートウェイの背後のタスクは制限を共有します。プルスルーキャッシュで ECR に複製すると安全です。",
            )
        ),
    ),
    fields=(
        "containerDefinitions[].repositoryCredentials",
        "containerDefinitions[].repositoryCredentials.credentialsParameter",
        "containerDefinitions[].image",
    ),
    rules=("R043", "R047", "R088", "R089", "R090", "R091", "R092", "R093"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html"),
        Read("https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"),
    ),
)
