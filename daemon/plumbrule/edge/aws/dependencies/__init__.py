"""What AWS says of things that tasks need: ECR, Secrets Manager, Systems Manager, CloudWatch Logs, IAM and S3.

One small module for each service; every call is read-only, and none of them can return the value of a secret.
"""

from __future__ import annotations

from plumbrule.edge.aws.dependencies.asking import AwsDependencies

__all__ = ["AwsDependencies"]
