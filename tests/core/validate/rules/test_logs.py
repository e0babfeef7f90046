# ruff: noqa: E501 - sentences that are compared stand in one line
"""Rules about logs: what a person reads, and when the rules keep still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import ABSENT, BASE, beside, edited
from plumbrule.core.validate.variants import ROUTED
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.validate.example import Absent
    from plumbrule.model.tree import Tree

LOGS = "/containerDefinitions/0/logConfiguration"
OPTIONS = f"{LOGS}/options"
UNKNOWN = Opaque("${var.X}")


def _said(edits: Mapping[str, Tree | Absent]) -> list[str]:
    """Every error and warning as `rule pointer: message [hint]`."""
    found = validate(edited(BASE, edits), api_shape(), lambda at: Place("web.json", pointer=at), today=TODAY)
    return [
        f"{one.rule} {one.pointer}: {one.message} [{one.hint}]" for one in found if one.severity is not Severity.INFO
    ]


SENTENCES: dict[str, tuple[Mapping[str, Tree | Absent], list[str]]] = {
    "a driver of EC2": (
        {f"{LOGS}/logDriver": "json-file"},
        [f'R137 {LOGS}/logDriver: Fargate has no log driver "json-file" [use `awslogs` for CloudWatch Logs, `splunk`, or `awsfirelens` for anything else]'],
    ),
    "a misspelt driver, told once": (
        {f"{LOGS}/logDriver": "aws-logs"},
        [f'R137 {LOGS}/logDriver: Fargate has no log driver "aws-logs" [did you mean `awslogs`?]'],
    ),
    "a misspelt option": (
        {f"{OPTIONS}/aws-logs-mode": "x"},
        [f"R142 {OPTIONS}/aws-logs-mode: ECS takes no option `aws-logs-mode` for `awslogs` [did you mean `awslogs-group`?]"],
    ),
    "an option of FireLens": (
        {f"{OPTIONS}/log-driver-buffer-limit": "1024"},
        [f"R142 {OPTIONS}/log-driver-buffer-limit: ECS takes no option `log-driver-buffer-limit` for `awslogs` [write `max-buffer-size`; `log-driver-buffer-limit` is for `awsfirelens`]"],
    ),
    "a router that is not there, told once for two containers": (
        {LOGS: {"logDriver": "awsfirelens"}, "/containerDefinitions/1": beside("worker", logConfiguration={"logDriver": "awsfirelens"})},
        [f"R154 {LOGS}/logDriver: no container of the task is a log router, which the logs of container `app` and container `worker` are for [add a container with `firelensConfiguration`, or log with `awslogs`]"],
    ),
    "a router with a file in S3": (
        {**ROUTED, "/containerDefinitions/1/firelensConfiguration/options": {"config-file-type": "s3", "config-file-value": "arn:aws:s3:::b/f.conf"}},
        ["R158 /containerDefinitions/1/firelensConfiguration/options/config-file-type: a log router on Fargate cannot take its configuration from S3, only from a file of its image [put the file into an image of your own and write `file`, or use AWS's image with the `init` tag]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES)
def test_a_mistake_is_told_as_a_person_would(case: str) -> None:
    edits, wanted = SENTENCES[case]
    assert _said(edits) == wanted


def test_awslogs_without_options_lacks_all_three() -> None:
    assert [line.partition(":")[0] for line in _said({OPTIONS: ABSENT})] == [
        f"R139 {OPTIONS}/awslogs-group",
        f"R140 {OPTIONS}/awslogs-region",
        f"R141 {OPTIONS}/awslogs-stream-prefix",
    ]


QUIET: dict[str, Mapping[str, Tree | Absent]] = {
    "a log configuration that is not known": {LOGS: UNKNOWN},
    "a driver that is not known": {LOGS: {"logDriver": UNKNOWN, "options": {"tag": "x", "mode": "blocking"}}},
    "options that are not known": {OPTIONS: UNKNOWN},
    "values of options that are not known": {f"{OPTIONS}/awslogs-group": UNKNOWN, f"{OPTIONS}/mode": UNKNOWN},
    "Splunk's secrets that are not known": {LOGS: {"logDriver": "splunk", "options": {"splunk-url": "https://s.example.com"}, "secretOptions": UNKNOWN}},
    "one secret of Splunk's that is not known": {LOGS: {"logDriver": "splunk", "options": {"splunk-url": "https://s.example.com"}, "secretOptions": [UNKNOWN]}},
    "a router's options that are not known": {**ROUTED, "/containerDefinitions/1/firelensConfiguration/options": UNKNOWN},
    "a container that is not known and may be the router": {LOGS: {"logDriver": "awsfirelens"}, "/containerDefinitions/1": UNKNOWN},
    "a configuration that is not known and may be a router's": {LOGS: {"logDriver": "awsfirelens"}, "/containerDefinitions/1": beside("router", firelensConfiguration=UNKNOWN)},
    "a container that is not known and may log through the router": {"/containerDefinitions/0/logConfiguration/logDriver": UNKNOWN, "/containerDefinitions/1": beside("router", firelensConfiguration={"type": "fluentbit"})},
    "outputs of Fluent Bit with keys of their own": {**ROUTED, LOGS: {"logDriver": "awsfirelens", "options": {"Name": "opensearch", "Aws_auth": "On", "Suppress_Type_Name": "On", "tls": "On"}}},
}  # fmt: skip


@pytest.mark.parametrize("case", QUIET)
def test_no_error_and_no_warning_for(case: str) -> None:
    assert _said(QUIET[case]) == []


@pytest.mark.parametrize(
    "edits",
    [
        {LOGS: {"logDriver": "splunk", "options": {"splunk-url": "https://s.example.com", "splunk-token": "hunter2"}}},
        {**ROUTED, LOGS: {"logDriver": "awsfirelens", "options": {"Name": "http", "HTTP_Passwd": "hunter2"}}},
        {**ROUTED, LOGS: {"logDriver": "awsfirelens", "options": {"Name": "http", "URI": "https://a:hunter2@b.example"}}},
    ],
)  # fmt: skip
def test_a_credential_is_told_and_not_repeated(edits: Mapping[str, Tree | Absent]) -> None:
    told = _said(edits)
    assert [line.split()[0] for line in told] == ["R152"]
    assert "hunter2" not in "".join(told)
