"""The keys of one item of `targets`."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from plumbrule.model.target_policy import DEFAULT_POLICY, DEFAULT_SCOPE, VISIBILITY, AfterLostAnswer, TagMode
from plumbrule.settings.form_exemption import IgnoreForm, OwnedForm
from plumbrule.settings.kinds import Decimal, Span, Whole
from plumbrule.settings.kinds_rule import RuleId, RulingWord
from plumbrule.settings.kinds_target import ALL_CLUSTERS, AutoState, VariableValue
from plumbrule.settings.section import Section
from plumbrule.settings.texts import (
    AccountId,
    ClusterName,
    EndpointUrl,
    ExternalId,
    FamilyPrefix,
    Glob,
    Partition,
    Region,
    RoleArn,
    ServicesUrl,
    SessionTagKey,
    SessionTagValue,
    TargetLabel,
    VariableName,
)
from plumbrule.settings.values_reach import STRAIGHT


class RouteForm(Section):
    """Which files may address the target, and which families they may name."""

    path: Glob = Field(
        description="Glob over the file's path from the root of the source: `*` stays within a folder, `**` crosses "
        "folders, `?` is one character.",
        examples=["prod/**", "**"],
    )
    family_prefix: FamilyPrefix = Field(
        default="",
        description="What every family from these files must begin with; empty allows all.",
        examples=["shop-"],
    )


class HopForm(Section):
    """One role on the way to the target's own."""

    role_arn: RoleArn = Field(
        description="The role; of any account.", examples=["arn:aws:iam::210987654321:role/plumbrule-hub"]
    )
    external_id: ExternalId | None = Field(default=None, description="The external id that its trust policy asks for.")


class TargetForm(Section):
    """One place where task definitions live: an account and a Region."""

    name: TargetLabel = Field(
        description="What people and manifests call this target; unique in this file.", examples=["prod"]
    )
    account_id: AccountId = Field(
        description="The AWS account, 12 digits in quotes; it is proved with GetCallerIdentity before anything else.",
        examples=["123456789012"],
    )
    region: Region = Field(description="The AWS Region.", examples=["eu-west-1"])
    partition: Partition | None = Field(
        default=None,
        description="The AWS partition; without it, the one the Region lies in (`cn-…` is aws-cn, `us-gov-…` is "
        "aws-us-gov, most others are aws).",
        examples=["aws"],
    )
    role_arn: RoleArn | None = Field(
        default=None,
        description="A role of this account to assume; without it, the daemon's own credentials are used.",
        examples=["arn:aws:iam::123456789012:role/plumbrule"],
    )
    external_id: ExternalId | None = Field(
        default=None, description="The external id that the role's trust policy asks for; only with `role_arn`."
    )
    role_chain: list[HopForm] = Field(
        default_factory=list,
        description="Roles to assume before `role_arn`, one with the credentials of the other, for accounts that trust "
        "only a hub.",
    )
    writer_role_arn: RoleArn | None = Field(
        default=None,
        description="A role of this account that registers and tags, assumed with the credentials that read, and only "
        "when something is written; without it, those that read write too.",
        examples=["arn:aws:iam::123456789012:role/plumbrule-writer"],
    )
    writer_external_id: ExternalId | None = Field(
        default=None,
        description="The external id that the writer's trust policy asks for; only with `writer_role_arn`.",
    )
    session_tags: dict[SessionTagKey, SessionTagValue] = Field(
        default_factory=dict,
        description="Tags of the roles' sessions, kept along the chain; trust policies must allow sts:TagSession.",
        examples=[{"team": "platform"}],
    )
    session_duration: Annotated[timedelta, Span(timedelta(minutes=30), timedelta(hours=12))] | None = Field(
        default=None,
        description="How long a role's session lasts before it is renewed; AWS's hour without it, and no more than an "
        "hour where a role assumes another. Credentials are renewed up to 15 minutes before they end.",
        examples=["1h"],
    )
    fips: bool = Field(
        default=STRAIGHT.fips,
        description="Whether AWS is called at its FIPS endpoints; false leaves it to AWS_USE_FIPS_ENDPOINT.",
    )
    dual_stack: bool = Field(
        default=STRAIGHT.dual_stack,
        description="Whether AWS is called at endpoints that know IPv6, too; false leaves it to "
        "AWS_USE_DUALSTACK_ENDPOINT.",
    )
    endpoint_url: EndpointUrl | None = Field(
        default=None,
        description="Where ECS and STS answer instead of AWS, for private endpoints and tests. The variables "
        "AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_ECS are not consulted.",
        examples=["http://127.0.0.1:4566"],
    )
    sts_url: EndpointUrl | None = Field(
        default=None,
        description="Where STS answers, where that is not where ECS does.",
        examples=["https://sts.example.internal"],
    )
    services_url: ServicesUrl | None = Field(
        default=None,
        description="Where the services answer that `verify` asks (ECR, Secrets Manager, Systems Manager, CloudWatch "
        "Logs, IAM and S3): a URL, or `aws` for AWS itself. Without it AWS is asked, and nobody where `endpoint_url` "
        "is set.",
        examples=["aws"],
    )
    labels: dict[TargetLabel, str] = Field(
        default_factory=dict, description="What manifests may select this target by; text.", examples=[{"env": "prod"}]
    )
    variables: dict[VariableName, VariableValue] = Field(
        default_factory=dict,
        description="Values for `${var.NAME}` in manifests: text, whole numbers, true or false. They end up in task "
        "definitions, so they are no place for secrets.",
        examples=[{"LOG_LEVEL": "info", "replicas": 2}],
    )
    paths: list[RouteForm] = Field(
        min_length=1,
        description="Which files may address this target; a file that no target's paths match is a finding.",
    )
    auto: list[AutoState] = Field(
        default_factory=list,
        description="States in which a revision is registered without asking anybody: `missing` (nothing is registered "
        "yet) and `spec_ahead` (only Git changed). With `tags`, tags that differ are mended in place, where content is "
        "in sync. Empty means report only.",
    )
    tags: Annotated[TagMode, Field(strict=False)] = Field(
        default=DEFAULT_POLICY.tags,
        description="`enforce` holds the latest revision to Git's tags and only tells of others, `exclusive` removes "
        "others too (never those of AWS and Plumbrule), `ignore` looks at none.",
    )
    after_lost_answer: Annotated[AfterLostAnswer, Field(strict=False)] = Field(
        default=DEFAULT_POLICY.after_lost_answer,
        description="What to do when the answer to a registration was lost and no revision appeared within "
        "`visibility`: `ask` people, or `retry` once more.",
    )
    visibility: Annotated[timedelta, Span(timedelta(seconds=1), timedelta(hours=1))] = Field(
        default=VISIBILITY,
        description="How long a registered revision may stay unseen before it counts as not registered. AWS speaks of "
        "up to five minutes; less is for tests.",
    )
    rules: dict[RuleId, RulingWord] = Field(
        default_factory=dict,
        description="What is made of single rules in this target: error, warning, info or off, by the rule's id. "
        "It wins over `rules` at the top.",
        examples=[{"R065": "error"}],
    )
    waivers: bool = Field(
        default=DEFAULT_SCOPE.waivers,
        description="Whether annotations of manifests may lower rules and switch them off in this target.",
    )
    owned_elsewhere: list[OwnedForm] | None = Field(
        default=None,
        description="Paths that Git does not own here, beside what manifests say: a difference there is information, "
        "and the live value is carried over when Git registers.",
    )
    ignore: list[IgnoreForm] | None = Field(
        default=None,
        description="Paths where a difference does not count here, beside what manifests say; Git's value is sent when "
        "Git registers.",
    )
    clusters: list[ClusterName] = Field(
        default=[ALL_CLUSTERS],
        description="ECS clusters whose services are asked what they run, after each sweep and before an owner's value "
        "(`owned_elsewhere`) is carried over; `*` is every cluster of the account and Region. Empty asks nobody: then "
        "the latest revision is the owner's word, and nothing is said of what runs.",
        examples=["shop"],
    )
    running_tasks: bool = Field(
        default=DEFAULT_POLICY.running_tasks,
        description="Whether tasks that no service started are asked, too; a call for each hundred tasks of a cluster.",
    )
    after: list[TargetLabel] = Field(
        default_factory=list,
        description="Targets in which a file must have been in sync for `after_wait` before it is registered here.",
        examples=["staging"],
    )
    after_wait: Annotated[timedelta, Span(timedelta(0), timedelta(days=30))] = Field(
        default=DEFAULT_POLICY.after_wait, description="How long that must have been so; only with `after`."
    )
    reads_per_second: Annotated[float, Decimal(1000)] = Field(
        default=10.0,
        description="Describe and List calls per second; half of the 20 that AWS gives an account and Region, since "
        "consoles and pipelines draw on the same.",
    )
    writes_per_second: Annotated[float, Decimal(1000)] = Field(
        default=0.5,
        description="Register calls per second, and calls that mend tags; half of the 1 that AWS gives an account and "
        "Region for registering.",
    )
    read_burst: Annotated[int, Whole(1, 1000)] = Field(
        default=25, description="Describe and List calls that may go out at once; half of AWS's 50."
    )
    write_burst: Annotated[int, Whole(1, 1000)] = Field(
        default=10, description="Register calls that may go out at once; half of AWS's 20."
    )
    service_reads_per_second: Annotated[float, Decimal(1000)] = Field(
        default=10.0,
        description="Calls per second that ask clusters, services and tasks; half of the 20 that AWS gives an account "
        "and Region for them, beside those for task definitions.",
    )
    service_read_burst: Annotated[int, Whole(1, 1000)] = Field(
        default=25, description="Such calls that may go out at once; half of the 50 of AWS's smallest such bucket."
    )
