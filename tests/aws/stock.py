"""moto for what tasks need beside ECS: a process of its own, and things put into it and taken out again."""

from __future__ import annotations

import hashlib
import json
import urllib.request
from typing import Any, Final

import boto3

from plumbrule.core.grants.documents import trust
from plumbrule.core.grants.statement import Where

REGION: Final = "eu-west-1"
ACCOUNT: Final = "123456789012"
"""moto's own, whatever the credentials."""
MANIFEST: Final = "application/vnd.docker.distribution.manifest.v2+json"
HERE: Final = Where("aws", REGION, ACCOUNT)


def image(name: str, account: str = ACCOUNT, region: str = REGION) -> str:
    """An image as a definition writes it."""
    return f"{account}.dkr.ecr.{region}.amazonaws.com/{name}"


class Stock:
    """What one account has.

    Args:
        url: where moto answers.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        with urllib.request.urlopen(f"{url}/moto-api/reset", b"", timeout=30) as answer:
            assert answer.status == 200
        self._clients: dict[tuple[str, str], Any] = {}

    def of(self, service: str, region: str = REGION) -> Any:  # noqa: ANN401 - services without stubs here
        """A client, without the program's own way of making them."""
        if (service, region) not in self._clients:
            self._clients[service, region] = boto3.client(
                service,  # type: ignore[call-overload]
                endpoint_url=self.url,
                region_name=region,
                aws_access_key_id=f"AKIA{ACCOUNT}TEST",
                aws_secret_access_key="nobody-checks-it",  # noqa: S106 - nobody does
            )
        return self._clients[service, region]

    def push(self, repository: str, tag: str, content: str, region: str = REGION) -> str:
        """Put an image; its digest. The same tag again moves it."""
        ecr = self.of("ecr", region)
        if not ecr.describe_repositories()["repositories"]:
            ecr.create_repository(repositoryName=repository)
        manifest = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": {"digest": content}, "layers": []})
        digest = f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
        ecr.put_image(repositoryName=repository, imageManifest=manifest, imageTag=tag, imageDigest=digest)
        return digest

    def secret(self, name: str, region: str = REGION) -> str:
        """Make a secret; its ARN."""
        return str(self.of("secretsmanager", region).create_secret(Name=name, SecretString="hunter2")["ARN"])

    def parameter(self, name: str, region: str = REGION) -> str:
        """Make a SecureString; its ARN."""
        self.of("ssm", region).put_parameter(Name=name, Value="hunter2", Type="SecureString")
        return f"arn:aws:ssm:{region}:{ACCOUNT}:parameter/{name.removeprefix('/')}"

    def log_group(self, name: str, region: str = REGION) -> None:
        """Make a log group."""
        self.of("logs", region).create_log_group(logGroupName=name)

    def role(self, name: str, policy: Any = None, path: str = "/") -> str:  # noqa: ANN401 - any JSON
        """Make a role that tasks may assume, or one with another trust policy; its ARN."""
        document = json.dumps(trust(HERE) if policy is None else policy)
        made = self.of("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document, Path=path)
        return str(made["Role"]["Arn"])

    def file(self, bucket: str, key: str) -> str:
        """Put a file; its ARN."""
        s3 = self.of("s3")
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=bucket, Key=key, Body=b"A=1")
        return f"arn:aws:s3:::{bucket}/{key}"

    def close(self) -> None:
        """Release the connections."""
        for client in self._clients.values():
            client.close()
