"""Volumes that live on a file system of AWS: EFS, S3 Files, FSx for Windows."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, Risk

_EFS: Final = "volumes[].efsVolumeConfiguration"
_S3: Final = "volumes[].s3filesVolumeConfiguration"
_FSX: Final = "volumes[].fsxWindowsFileServerVolumeConfiguration"

ROWS: Final = (
    FieldFact(_EFS, Risk.VOLUMES, at.EFS),
    FieldFact(f"{_EFS}.fileSystemId", Risk.VOLUMES, at.EFS),
    FieldFact(f"{_EFS}.rootDirectory", Risk.VOLUMES, at.EFS_ROOT_FILLED, Certainty.SEEN, default="/"),
    FieldFact(f"{_EFS}.transitEncryption", Risk.VOLUMES, at.EFS, default="DISABLED"),
    # Without a port the mount tool picks one; no 0 was ever a port, and providers send it for "none".
    FieldFact(f"{_EFS}.transitEncryptionPort", Risk.VOLUMES, at.PROVIDER_SCHEMA, Certainty.INFERRED, default=0),
    FieldFact(f"{_EFS}.authorizationConfig", Risk.VOLUMES, at.EFS_AUTH),
    FieldFact(f"{_EFS}.authorizationConfig.accessPointId", Risk.VOLUMES, at.EFS_AUTH),
    FieldFact(f"{_EFS}.authorizationConfig.iam", Risk.ROLES, at.EFS_AUTH, default="DISABLED"),
    FieldFact(_S3, Risk.VOLUMES, at.S3_FILES),
    FieldFact(f"{_S3}.fileSystemArn", Risk.VOLUMES, at.S3_FILES),
    FieldFact(f"{_S3}.rootDirectory", Risk.VOLUMES, at.S3_FILES, default="/"),
    FieldFact(f"{_S3}.transitEncryptionPort", Risk.VOLUMES, at.S3_FILES, Certainty.INFERRED, default=0),
    FieldFact(f"{_S3}.accessPointArn", Risk.VOLUMES, at.S3_FILES),
    FieldFact(_FSX, Risk.VOLUMES, at.FSX),
    FieldFact(f"{_FSX}.fileSystemId", Risk.VOLUMES, at.FSX),
    FieldFact(f"{_FSX}.rootDirectory", Risk.VOLUMES, at.FSX),
    FieldFact(f"{_FSX}.authorizationConfig", Risk.VOLUMES, at.FSX),
    FieldFact(f"{_FSX}.authorizationConfig.credentialsParameter", Risk.SECRETS, at.FSX),
    FieldFact(f"{_FSX}.authorizationConfig.domain", Risk.VOLUMES, at.FSX),
)
