"""The forms of text that settings hold, each with its words."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from plumbrule.settings.kinds import Written
from plumbrule.settings.regions import PARTITIONS

# AWS Account Management reference, "View AWS account identifiers", seen 2026-11: twelve digits, leading zeros count.
AccountId: TypeAlias = Annotated[str, Written(r"^[0-9]{12}$", "12 digits in quotes")]
Region: TypeAlias = Annotated[str, Written(r"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", "a Region such as eu-west-1")]
Partition: TypeAlias = Annotated[
    str, Written(f"^({'|'.join(PARTITIONS)})$", f"a partition: {', '.join(PARTITIONS[:-1])} or {PARTITIONS[-1]}")
]
# AssumeRole, RoleArn and ExternalId: AWS STS API reference, seen 2026-11.
RoleArn: TypeAlias = Annotated[
    str,
    Written(
        r"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}$",
        "a role's ARN such as arn:aws:iam::123456789012:role/plumbrule",
    ),
]
# CreateCluster: ECS API reference, seen 2026-11.
ClusterName: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9_-]{1,255}$", "a cluster's name, up to 255 letters, digits, _ or -")
]
ExternalId: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9_+=,.@:/-]{2,1224}$", "text of 2 to 1224 letters, digits or _+=,.@:/-")
]
InstanceName: TypeAlias = Annotated[
    str,
    Written(
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$",
        "1 to 63 letters, digits, - or _, beginning with a letter or digit",
    ),
]
RolePattern: TypeAlias = Annotated[
    str,
    # Names of roles and of sessions: IAM API reference, RoleName, and STS, RoleSessionName, seen 2026-11.
    Written(r"^[A-Za-z0-9_+=,.@?*-]{1,64}$", "1 to 64 letters, digits, _+=,.@- or the wildcards * and ?"),
]
TargetLabel: TypeAlias = Annotated[
    str,
    Written(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$",
        "1 to 63 letters, digits, -, _ or ., beginning with a letter or digit",
    ),
]
AbsolutePath: TypeAlias = Annotated[
    str, Written(r"^/[^\x00-\x1f]*$", "an absolute path, beginning with / (neither ~ nor variables are filled in)")
]
Folder: TypeAlias = Annotated[
    str,
    Written(
        r"^(?!/)(?!(.*/)?\.\.?(/|$))[^\x00-\x1f\\]*$",
        "a folder inside the tree, without a leading / and without . or .. in it",
    ),
]
Glob: TypeAlias = Annotated[
    str,
    Written(
        r"^(?!/)(?!(.*/)?\.\.?(/|$))[^\x00-\x1f\\]+$",
        'a glob over paths of the source such as "prod/**", without a leading / and without . or .. in it',
    ),
]
Branch: TypeAlias = Annotated[
    str,
    Written(
        r"^(?![-/.])(?!.*(\.\.|//|@\{|/$|\.$))[^\x00-\x20\x7f~^:?*\[\\]+$",
        "a branch or a ref such as main or refs/tags/v1",
    ),
]
# RegisterTaskDefinition, family: letters of both cases, digits, hyphens and underscores, at most 255; seen 2026-11.
FamilyPrefix: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9_-]{0,255}$", "the beginning of a family: letters, digits, - or _ only")
]
EndpointUrl: TypeAlias = Annotated[
    str,
    Written(
        r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$",
        "an http or https URL with a host and no user, password or query in it",
    ),
]
JournalId: TypeAlias = Annotated[
    str, Written(r"^([0-9a-f]{32})?$", "a journal's id, 32 hex digits in quotes, as the event journal_unknown shows it")
]
AcceptedCommit: TypeAlias = Annotated[
    str, Written(r"^([0-9a-f]{40}|[0-9a-f]{64})?$", "a whole commit id, 40 or 64 hex digits in quotes")
]
VARIABLE_NAME: Final = r"^[A-Za-z_][A-Za-z0-9_]{0,63}$"
VariableName: TypeAlias = Annotated[
    str, Written(VARIABLE_NAME, "a variable's name: letters, digits and _, not beginning with a digit")
]
