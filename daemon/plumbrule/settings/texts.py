"""The forms of text that settings hold, each with its words."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from plumbrule.model.regions import PARTITIONS
from plumbrule.settings.kinds import Written

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
    str, Written(r"^(?:[A-Za-z0-9_-]{1,255}|\*)$", "a cluster's name, up to 255 letters, digits, _ or -, or * for all")
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
PathOrNone: TypeAlias = Annotated[str, Written(r"^(/[^\x00-\x1f]*)?$", "an absolute path, or empty for none")]
# systemd.exec(5), LoadCredential=, seen 2026-11: a credential's name is a file's name.
SecretFile: TypeAlias = Annotated[
    str,
    Written(
        r"^(/[^\x00-\x1f]*|[A-Za-z0-9_][A-Za-z0-9_.-]{0,254})?$",
        "an absolute path, the name of a systemd credential, or empty for none",
    ),
]
SocketPath: TypeAlias = Annotated[
    str, Written(r"^(none|/[^\x00-\x1f]*)?$", "an absolute path, none, or empty for admin.sock beside the journal")
]
Listen: TypeAlias = Annotated[
    str, Written(r"^([A-Za-z0-9.-]+:[0-9]{1,5}|\[[0-9a-f:]+\]:[0-9]{1,5})?$", "a host and port such as 127.0.0.1:8443")
]
# RFC 9110, field names: tokens; seen 2026-11.
HeaderName: TypeAlias = Annotated[
    str, Written(r"^([A-Za-z0-9-]{1,64})?$", "the name of an HTTP header such as X-Auth-Request-Email")
]
GroupName: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$", "a group's name: up to 63 letters, digits, -, _ or .")
]
UnixGroup: TypeAlias = Annotated[
    str, Written(r"^([A-Za-z_][A-Za-z0-9_.-]{0,31})?$", "the name of a group of this machine, or empty")
]
PersonName: TypeAlias = Annotated[str, Written(r"^[^\x00-\x1f\s][^\x00-\x1f]{0,62}$", "a name of up to 63 characters")]
Subject: TypeAlias = Annotated[
    str, Written(r"^[^\x00-\x20]{1,255}$", "an identity without blanks, such as ada or ada@example.com")
]
TokenDigest: TypeAlias = Annotated[
    str, Written(r"^[0-9a-f]{64}$", "the SHA-256 of a token, 64 hex digits in quotes (never the token itself)")
]
Fingerprint: TypeAlias = Annotated[
    str, Written(r"^[0-9A-F]{40}([0-9A-F]{24})?$", "the fingerprint of a primary key, 40 or 64 upper-case hex digits")
]
NameGlob: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9_.*?\[\]!-]{1,255}$", "a name in which * is any text and ? one character")
]
Words: TypeAlias = Annotated[str, Written(r"^[^\x00-\x1f]{0,500}$", "one line of up to 500 characters")]
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
UrlOrNone: TypeAlias = Annotated[
    str,
    Written(
        r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?)?$",
        "an http or https URL with a host and no user or password in it, or empty",
    ),
]
# Session tags: IAM User Guide, "Pass session tags in AWS STS", seen 2026-11.
SessionTagKey: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9 _.:/=+@-]{1,128}$", "1 to 128 letters, digits, blanks or _.:/=+@-")
]
SessionTagValue: TypeAlias = Annotated[
    str, Written(r"^[A-Za-z0-9 _.:/=+@-]{0,256}$", "up to 256 letters, digits, blanks or _.:/=+@-")
]
ServicesUrl: TypeAlias = Annotated[
    str,
    Written(
        r"^(aws|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?)$",
        "aws, or an http or https URL with a host and no user, password or query in it",
    ),
]
QueueUrl: TypeAlias = Annotated[
    str,
    # SQS developer guide, "Queue and message identifiers", seen 2026-11; elsewhere than in AWS the path may be longer.
    Written(
        r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*/[0-9]{12}/[A-Za-z0-9_-]{1,80}(\.fifo)?$",
        "a queue's URL such as https://sqs.eu-west-1.amazonaws.com/123456789012/plumbrule",
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
ApiUrl: TypeAlias = Annotated[
    str,
    Written(
        r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9._~-]+/)*$",
        "an http or https URL that ends with /, such as https://slack.com/api/",
    ),
]
WebhookUrl: TypeAlias = Annotated[
    str,
    Written(
        r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?)?$",
        "an http or https URL with a host and no user, password or query in it",
    ),
]
CommitUrl: TypeAlias = Annotated[
    str, Written(r"^(https?://[^\x00-\x20<>|{}]+\{commit\}[^\x00-\x20<>|{}]*)?$", "a URL with {commit} in it, or empty")
]
TopicArn: TypeAlias = Annotated[
    str,
    Written(
        r"^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$",
        "a topic's ARN such as arn:aws:sns:eu-west-1:123456789012:alerts",
    ),
]
RegionOrNone: TypeAlias = Annotated[
    str, Written(r"^([a-z]{2,4}(-[a-z]+)+-[0-9]{1,2})?$", "a Region such as eu-west-1, or empty")
]
RoleOrNone: TypeAlias = Annotated[
    str,
    Written(
        r"^(arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512})?$",
        "a role's ARN such as arn:aws:iam::123456789012:role/plumbrule, or empty",
    ),
]
Channel: TypeAlias = Annotated[
    str, Written(r"^#?[^\x00-\x20#<>&,]{0,80}$", "a channel's id such as C0123456789, or its name")
]
# docs.slack.dev/messaging/formatting-message-text, "Mentioning", seen 2026-11.
Mention: TypeAlias = Annotated[
    str,
    Written(
        r"^<(@[UW][A-Z0-9]{2,20}|!subteam\^S[A-Z0-9]{2,20}|!here|!channel)>$",
        "somebody in Slack's form: <@U…>, <!subteam^S…>, <!here> or <!channel>",
    ),
]
