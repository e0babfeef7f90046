"""Where moto answers differently from ECS: one row per topic, each asserted on both sides by the contract tests.

Run `python -m tests.contract.differences > docs/reference/moto-differences.md` after a change.
What ECS does is taken from published output and documentation, collected 2026-11; what moto does was seen with 5.2.5.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One topic: what ECS does (and how that is known), and what moto does."""

    topic: str
    ecs: str
    source: str
    moto: str


DIFFERENCES = (
    Difference(
        "host-port-and-protocol",
        "fills `hostPort` with the container port (awsvpc) and `protocol` with `tcp`",
        "API reference PortMapping; terraform-provider-aws fixtures",
        "leaves both out",
    ),
    Difference(
        "health-check-timings",
        "writes interval 30, timeout 5 and retries 3 back",
        "terraform-aws-modules/terraform-aws-ecs 148",
        "leaves them out",
    ),
    Difference(
        "system-controls",
        "gives every container `systemControls: []` since early 2024, old revisions included",
        "published describe output before and after",
        "leaves it out",
    ),
    Difference(
        "volume-host",
        "gives a volume that has only a name `host: {}`",
        "published describe output",
        "leaves it out",
    ),
    Difference(
        "capabilities",
        "adds the other one of `add` and `drop` as `[]`",
        "braintrustdata/terraform-aws-braintrust-data-plane 335",
        "leaves it out",
    ),
    Difference(
        "size-units",
        "converts `.5 vCPU` and `1 GB` to `512` and `1024`",
        "API reference RegisterTaskDefinition",
        "keeps the words",
    ),
    Difference(
        "role-names",
        "turns a role's name into the ARN in the caller's account",
        "aws-actions/amazon-ecs-render-task-definition 19",
        "keeps the name",
    ),
    Difference(
        "fault-injection",
        "returns `enableFaultInjection`, false when it was not sent",
        "API reference TaskDefinition",
        "drops it, even when it is true",
    ),
    Difference(
        "response-members",
        "adds `registeredAt`, `registeredBy` and `requiresAttributes`",
        "API reference TaskDefinition; published describe output",
        "has none of the three",
    ),
    Difference(
        "deregistered-at",
        "adds `deregisteredAt` when a revision becomes INACTIVE",
        "API reference TaskDefinition",
        "has no such time",
    ),
    Difference(
        "compatibilities",
        "lists MANAGED_INSTANCES too, by April 2026",
        "published describe output",
        "lists EC2 and FARGATE",
    ),
    Difference(
        "network-mode",
        "refuses a Fargate definition that does not say `awsvpc`",
        "published refusal of 2026-09-01",
        "makes it `awsvpc`",
    ),
    Difference(
        "network-mode-default",
        "leaves `networkMode` out when it was not sent",
        "API reference TaskDefinition",
        "fills in `bridge`",
    ),
    Difference(
        "tags-of-the-register-answer",
        "returns the tags beside the definition",
        "API reference RegisterTaskDefinition",
        "returns none",
    ),
    Difference(
        "environment-order",
        "may return environment and secrets in another order",
        "hashicorp/terraform-provider-aws 3035, 11463, 35792",
        "keeps the order",
    ),
    Difference(
        "list-pages",
        "returns at most `maxResults` entries and a token",
        "API reference ListTaskDefinitions",
        "returns everything at once",
    ),
    Difference(
        "list-limit",
        "refuses `maxResults` above 100",
        "API reference ListTaskDefinitions (the code is inferred)",
        "accepts any number",
    ),
    Difference(
        "list-sort",
        "reverses families and revisions for `sort=DESC`",
        "API reference ListTaskDefinitions",
        "ignores `sort`",
    ),
    Difference(
        "list-order",
        "sorts revisions by family, then by number",
        "API reference ListTaskDefinitions",
        "lists families in the order of their first registration",
    ),
    Difference(
        "family-status",
        "filters families by `status`",
        "API reference ListTaskDefinitionFamilies",
        "ignores `status`",
    ),
    Difference(
        "describe-by-family",
        "returns the latest ACTIVE revision",
        "API reference DescribeTaskDefinition",
        "returns the highest number, INACTIVE or not",
    ),
    Difference(
        "describe-a-retired-family",
        "has nothing to describe when no revision is ACTIVE",
        "API reference DescribeTaskDefinition; sil-org/ecs-deploy 145",
        "returns the INACTIVE revision",
    ),
    Difference(
        "describe-a-bad-number",
        "calls `web:x` a ClientException",
        "aws/amazon-ecs-agent 1354",
        "fails with HTTP 500",
    ),
    Difference(
        "deleted-revisions",
        "keeps them as DELETE_IN_PROGRESS for a while",
        "API reference DeleteTaskDefinitions",
        "forgets them at once",
    ),
    Difference(
        "revision-numbers",
        "never uses a number again",
        "developer guide, deregistering a task definition",
        "starts again after a delete",
    ),
    Difference(
        "wrong-json-types",
        "refuses them with SerializationException",
        "aws-actions/amazon-ecs-deploy-task-definition 587",
        "turns a numeric `cpu` into a string",
    ),
    Difference(
        "missing-signature",
        "refuses a call without Authorization header",
        "common errors of AWS APIs",
        "takes it for a call of S3 and answers that",
    ),
    Difference(
        "tags-of-inactive-revisions",
        "does not change them",
        "inferred",
        "changes them",
    ),
    Difference(
        "validation",
        "refuses definitions that break its rules, with one text per call",
        "published refusals; see the cases in `tests/contract/test_contract.py`",
        "registers them",
    ),
)

BY_TOPIC = {row.topic: row for row in DIFFERENCES}

_HEAD = """# Where moto differs from ECS

Made by `python -m tests.contract.differences`; a test keeps this page and the table in step.

Every row is asserted twice by `tests/contract`: on `tests/world`, which does as ECS does, and on moto, which does not.
When moto changes, a test fails and the row goes.
Nothing here was run against AWS; what ECS does is known from the source beside it, collected in November 2026.
What moto does was seen with version 5.2.5.

| topic | ECS | known from | moto |
|---|---|---|---|
"""


def page() -> str:
    """Return the reference page."""
    rows = (f"| `{row.topic}` | {row.ecs} | {row.source} | {row.moto} |" for row in DIFFERENCES)
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
