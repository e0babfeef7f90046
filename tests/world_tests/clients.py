"""boto3 clients for an endpoint that stands on loopback: explicit everything, no retries, closed after use."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from types import TracebackType

REGION = "eu-west-1"
ACCOUNT = "123456789012"
KEY = "AKIAEXAMPLE"
TARGET = "AmazonEC2ContainerServiceV20141113"
_SESSION = boto3.Session()


class Aws:
    """One service of one endpoint for one caller; calls go by AWS's operation names."""

    def __init__(
        self, url: str, service: str = "ecs", *, key: str = KEY, region: str = REGION, token: str | None = None
    ) -> None:
        make: Any = _SESSION.client
        self._client = make(
            service,
            endpoint_url=url,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key="unused",  # noqa: S106 - nobody verifies it
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}, connect_timeout=20, read_timeout=20),
        )

    def __call__(self, operation: str, **members: object) -> dict[str, Any]:
        """Call an operation and return its answer without the metadata."""
        answer: dict[str, Any] = getattr(self._client, xform_name(operation))(**members)
        answer.pop("ResponseMetadata")
        return answer

    def refusal(self, operation: str, **members: object) -> tuple[int, str, str]:
        """Call an operation that must fail and return (HTTP status, code, text)."""
        try:
            answer = self(operation, **members)
        except ClientError as refused:
            error: Any = refused.response
            return error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"], error["Error"]["Message"]
        raise AssertionError(f"{operation} was answered: {answer}")

    def register(self, definition: dict[str, Any]) -> dict[str, Any]:
        """Register and return the `taskDefinition` of the answer."""
        found: dict[str, Any] = self("RegisterTaskDefinition", **definition)["taskDefinition"]
        return found

    def describe(self, name: str) -> dict[str, Any]:
        """Describe and return the `taskDefinition` of the answer."""
        found: dict[str, Any] = self("DescribeTaskDefinition", taskDefinition=name)["taskDefinition"]
        return found

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def post(url: str, operation: str, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
    """Send an ECS call past botocore's own checks and return (HTTP status, decoded body); text stands under "text"."""
    credential = f"Credential={KEY}/20260101/{REGION}/ecs/aws4_request"
    sent = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"{TARGET}.{operation}",
        "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=00",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("POST", "/", content, {name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, json.loads(text) if text.startswith("{") else {"text": text}
    finally:
        connection.close()
