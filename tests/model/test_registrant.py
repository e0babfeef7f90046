"""Who registered a revision, by the ARN that ECS names and the tags it bears."""

from __future__ import annotations

import pytest

from plumbrule.model.ids import Family, Instance
from plumbrule.model.registrant import Registrants
from plumbrule.model.revision import Revision

STS = "arn:aws:sts::123456789012:assumed-role"
KNOWN = Registrants(Instance("demo"), ("*github-actions*", "deploy-?"))
OURS = {"plumbrule:instance": "demo", "plumbrule:plan": "0" * 64}


def revision(by: str | None, **tags: str) -> Revision:
    return Revision(
        "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1", Family("web"), 1, {}, tags, registered_by=by
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (f"{STS}/AWSReservedSSO_Admin_0123456789abcdef/ada@example.com", "person ada@example.com"),
        ("arn:aws:iam::123456789012:user/team/ada", "person ada"),
        ("arn:aws:iam::123456789012:root", "person root"),
        ("arn:aws:sts::123456789012:federated-user/ada", "person ada"),
        (f"{STS}/payments-github-actions/run-1", "ci payments-github-actions"),
        (f"{STS}/shared/github-actions-17", "ci shared"),
        (f"{STS}/deploy-1/x", "ci deploy-1"),
        (f"{STS}/deploy-10/x", "role deploy-10"),
        ("arn:aws:iam::123456789012:user/github-actions", "ci github-actions"),
        (f"{STS}/Admin/mallory", "role Admin"),
        ("arn:aws-cn:sts::123456789012:assumed-role/Admin/mallory", "role Admin"),
        (f"{STS}/AWSServiceRoleForECS/ecs", "service AWSServiceRoleForECS"),
        ("ecs.amazonaws.com", "service ecs.amazonaws.com"),
        ("something new", "role something new"),
    ],
)
def test_an_identity_has_a_kind_and_a_name(by: str, expected: str) -> None:
    assert str(KNOWN.of(revision(by))) == expected


def test_our_own_revisions_are_known_by_instance_and_plan_whoever_ecs_names() -> None:
    assert str(KNOWN.of(revision(f"{STS}/writer/x", **OURS))) == "plumbrule demo"
    assert str(KNOWN.of(revision(f"{STS}/writer/x", **{**OURS, "plumbrule:instance": "other"}))) == "role writer"
    assert str(KNOWN.of(revision(f"{STS}/writer/x", **{"plumbrule:instance": "demo"}))) == "role writer"


def test_nobody_is_named_where_ecs_names_nobody() -> None:
    assert KNOWN.of(revision(None)) is None
