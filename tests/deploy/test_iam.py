"""deploy/iam: policies that a linter reads, that reach no further than they say, and that one command fills in."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

from cfnlint.api import lint_all

from tests.deploy.policies import FILES, FOLDER, IDENTITY, TRUST, allowed, statements
from tests.docs.pages import ROOT, Page

if TYPE_CHECKING:
    from pathlib import Path

WRITES = {"ecs:RegisterTaskDefinition", "ecs:TagResource", "ecs:UntagResource", "iam:PassRole"}
NOWHERE_ELSE = {
    "ecs:DescribeTaskDefinition",
    "ecs:ListTaskDefinitions",
    "ecs:ListClusters",
    "ecr:DescribePullThroughCacheRules",
    "ssm:DescribeParameters",
    "logs:DescribeLogGroups",
}
"""Actions that IAM cannot limit to a resource, or whose answer is a list of all of them (Service Authorization
Reference, seen 2026-11)."""


def roles(*, broken: bool = False) -> dict[str, Any]:
    """Each policy in the place of a role's, by the file's name."""
    nobody = json.loads(TRUST[0].read_text(encoding="utf-8"))
    found = {}
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        document = json.loads(text.replace('"Allow"', '"Alow"') if broken else text)
        trusts = path in TRUST
        policies = {} if trusts else {"Policies": [{"PolicyName": "it", "PolicyDocument": document}]}
        properties = {"AssumeRolePolicyDocument": document if trusts else nobody, **policies}
        found[path.stem.replace("-", "")] = {"Type": "AWS::IAM::Role", "Properties": properties}
    return found


def linted(resources: dict[str, Any]) -> set[str]:
    """The roles in which a linter finds errors; that an account's number stands in an ARN is only a warning."""
    found = lint_all(json.dumps({"Resources": resources}))
    return {str(one.path[1]) for one in found if one.rule.id[0] == "E"}


def test_a_linter_finds_nothing_and_would_find_a_mistake_in_each() -> None:
    assert linted(roles()) == set()
    assert linted(roles(broken=True)) == set(roles())


def test_only_the_writer_may_change_anything() -> None:
    assert allowed("writer.json", "writer-tags.json") == WRITES
    others = allowed(*(path.name for path in IDENTITY if not path.name.startswith("writer")))
    assert not others & WRITES
    assert not [action for action in others if re.search(r":(Create|Put|Update|Register|Run|Start|Tag|\*)", action)]


def test_whatever_can_be_limited_is_limited() -> None:
    for statement in statements():
        unlimited = statement["Resource"] == "*" and "Condition" not in statement
        assert unlimited == (set(statement["Action"]) <= NOWHERE_ELSE), statement["Sid"]
        assert "*" not in "".join(statement["Action"])


def test_whatever_is_registered_bears_the_instance_and_hands_roles_to_tasks_alone() -> None:
    by = {statement["Sid"]: statement for statement in statements("writer.json")}
    instance = {"aws:RequestTag/plumbrule:instance": "payments-prod"}
    assert by["Register"]["Condition"] == {"StringEquals": instance}
    tagged = {"ecs:CreateAction": "RegisterTaskDefinition", **instance}
    assert by["TagWhatIsRegistered"]["Condition"] == {"StringEquals": tagged}
    passed = by["PassRolesOfTheseFamilies"]["Condition"]
    assert passed == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_the_writer_trusts_the_detector_alone_and_asks_for_an_external_id() -> None:
    for name in ("writer-trust.json", "target-trust.json"):
        assume, tag = statements(name)
        assert assume["Principal"] == tag["Principal"] == {"AWS": "arn:aws:iam::123456789012:role/plumbrule-detector"}
        assert assume["Condition"]["StringEquals"] == {"sts:ExternalId": "an-external-id"}
        assert (assume["Action"], tag["Action"]) == (["sts:AssumeRole"], ["sts:TagSession"])


def test_the_command_of_the_page_fills_everything_in(tmp_path: Path) -> None:
    (block,) = (one for one in Page(FOLDER / "README.md").blocks if one.language == "sh" and "sed" in one.text)
    subprocess.run(["sh", "-eu", "-c", block.text.replace("mine/", f"{tmp_path}/mine/")], cwd=ROOT, check=True)
    made = sorted((tmp_path / "mine").iterdir())
    assert [path.name for path in made] == [path.name for path in FILES]
    text = "".join(path.read_text() for path in made)
    left = ("123456789012", "eu-west-1", "shop-", "payments-prod", "an-external-id")
    assert [word for word in left if word in text] == []
    assert all(json.loads(path.read_text())["Statement"] for path in made)


def test_the_page_names_every_file() -> None:
    rows = Page(FOLDER / "README.md").table("file")
    assert sorted(re.findall(r"\[([^\]]+)\]", " ".join(row["file"] for row in rows))) == [path.name for path in FILES]
