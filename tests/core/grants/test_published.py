"""The grants of the eleven published definitions, as a reviewer of IAM wrote them down; a linter reads each policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from cfnlint.api import lint_all

from plumbrule.core.grants.documents import cloudformation
from plumbrule.core.grants.needs import needs_of, where_of
from plumbrule.core.grants.statement import Where
from tests.e2e.real_specs import FOLDER, needs_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PUBLISHER: Final = "012345678910"
_METRICS: Final = "144718711470"


def _repositories(account: str, region: str, *names: str) -> list[str]:
    return [f"arn:aws:ecr:{region}:{account}:repository/{name}" for name in names]


def _streams(group: str, prefix: str, account: str = "*", region: str = "us-east-1") -> dict[str, list[str]]:
    return {"WriteLogs": [f"arn:aws:logs:{region}:{account}:log-group:{group}:log-stream:{prefix}/*"]}


def _pulled(*repositories: str) -> dict[str, list[str]]:
    return {"LogInToEcr": ["*"], "PullImages": list(repositories)}


def _made(group: str, account: str) -> dict[str, list[str]]:
    arn = f"arn:aws:logs:ap-south-1:{account}:log-group:{group}"
    return {"CreateLogGroups": [arn, f"{arn}:*"]}


_ROUTER: Final = "fluent-logger-app-router"
_CONFIGURATION: Final = "arn:aws:s3:::firelens-config-bucket"
GRANTS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "firelens-appmesh-colorteller": {
        **_pulled(
            *_repositories(_PUBLISHER, "us-east-1", "aws-for-fluent-bit-custom-envoy", "colorteller"),
            *_repositories("840364872350", "us-east-1", "aws-appmesh-envoy"),
        ),
        **_streams("appmesh-firelens", "fluentbit/log_router", _PUBLISHER),
    },
    "firelens-internal-metrics": {
        **_pulled(*_repositories(_METRICS, "us-west-2", "fb_metrics_cw", "perf-logger-1000")),
        **_streams("fb-metrics-to-cw-fluent-bit-output", "firelens-container/log_router", _METRICS, "ap-south-1"),
        **_made("fb-metrics-to-cw-fluent-bit-output", _METRICS),
    },
    # The ARN of its secret was never filled in, so no policy can name it.
    "firelens-newrelic": _pulled(
        *_repositories("533243300146", "us-east-2", "newrelic/logging-firelens-fluentbit"),
    ),
    "firelens-split-streams-fluentbit": {
        **_pulled(*_repositories(_PUBLISHER, "ap-south-1", "multi-streams-logger", "streams-bit")),
        **_streams(_ROUTER, "firelens-container/logrouter", _PUBLISHER, "ap-south-1"),
        **_made(_ROUTER, _PUBLISHER),
    },
    "firelens-split-streams-fluentd": {
        **_pulled(*_repositories(_PUBLISHER, "ap-south-1", "awsfluentd", "multi-streams-logger")),
        **_streams(_ROUTER, "rewrite-tag/logrouter", _PUBLISHER, "ap-south-1"),
        **_made(_ROUTER, _PUBLISHER),
        "ReadFiles": [f"{_CONFIGURATION}/rewrite-tag.conf"],
        "FindBuckets": [_CONFIGURATION],
    },
    "gunicorn": _streams("/ecs/gunicorn", "ecs/gunicorn"),
    "jetty": _streams("/ecs/jetty", "ecs/jetty"),
    "kibana": _streams("/ecs/kibana", "ecs/kibana"),
    "nginx": _streams("awslogs-nginx-ecs", "ecs/nginx"),
    "tomcat": _streams("/ecs/tomcat-container-logs", "ecs/tomcat-webserver"),
    "wildfly": _streams("/ecs/wildfly", "ecs/wildfly"),
}


@needs_folder
@pytest.mark.parametrize("name", GRANTS)
def test_a_published_definition_needs_what_a_reviewer_wrote_down(name: str) -> None:
    definition = json.loads((FOLDER / f"{name}.json").read_text())
    where = where_of(definition, Where())
    found = needs_of(definition, where)
    assert {one.sid: list(one.resources) for one in found.statements} == GRANTS[name]
    template = json.dumps(cloudformation(found, where, name))
    assert [str(one) for one in lint_all(template) if one.rule.id[0] in "EW"] == []


@needs_folder
def test_every_published_definition_was_reviewed() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(GRANTS)
