"""`plumbrule iam`: the least that an execution role needs, and a policy held against it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from plumbrule.cli import main
from tests.builders.definitions import as_text, definition_with
from tests.settings.texts import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["iam", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "web.json"
    file.write_text(as_text(definition_with(image=IMAGE)))
    return file


def test_text_says_what_is_needed_and_why(spec: Path) -> None:
    said = run(spec).stdout
    assert said.startswith("the execution role of web (account 123456789012, *) needs\n")
    assert "PullImages: ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer, ecr:BatchGetImage" in said
    assert f"because app runs {IMAGE}" in said
    assert "trust: ecs-tasks.amazonaws.com may assume it\n  for tasks of arn:aws:ecs:*:123456789012:* alone\n" in said


def test_json_has_policy_trust_and_reasons(spec: Path) -> None:
    found = json.loads(run(spec, "--region", "eu-west-1", "-o", "json").stdout)
    assert [one["Sid"] for one in found["policy"]["Statement"]] == ["LogInToEcr", "PullImages"]
    assert found["trust"]["Statement"][0]["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert found["because"]["PullImages"] == [f"app runs {IMAGE}"]


def test_what_it_prints_passes_its_own_check(spec: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps(json.loads(run(spec, "-o", "json").stdout)["policy"]))
    done = run(spec, "--check", policy)
    assert (done.exit_code, done.stdout) == (0, "the policy allows what is needed, and nothing more\n")


def test_a_check_says_what_is_missing_and_what_is_too_much(spec: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    statement = {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "s3:*"], "Resource": "*"}
    policy.write_text(json.dumps({"RoleName": "x", "PolicyDocument": {"Statement": [statement]}}))
    done = run(spec, "--check", policy)
    assert done.exit_code == 2
    assert "missing: ecr:BatchGetImage on arn:aws:ecr:eu-west-1:123456789012:repository/web\n" in done.stdout
    assert "too much: s3:* on *\n" in done.stdout
    found = json.loads(run(spec, "--check", policy, "-o", "json").stdout)
    assert found["too_much"] == [{"action": "s3:*", "resource": "*"}]


def test_a_manifest_at_a_target_has_its_variables(tmp_path: Path) -> None:
    spec, settings = tmp_path / "web.yaml", tmp_path / "plumbrule.yaml"
    spec.write_text(
        """apiVersion: plumbrule.dev/v1
kind: TaskDefinition
metadata: {name: web}
spec:
  template:
    requiresCompatibilities: [FARGATE]
    networkMode: awsvpc
    cpu: "256"
    memory: "512"
    containerDefinitions:
      - name: app
        image: "${target.account_id}.dkr.ecr.${target.region}.amazonaws.com/web:1"
"""
    )
    settings.write_text(GOOD)
    assert "some values hold variables" in run(spec).stdout
    at = run(spec, "--config", settings, "--target", "prod").stdout
    assert "repository/web" in at
    assert (run(spec, "--config", settings, "--target", "x").exit_code) == 1


@pytest.mark.parametrize("form", ["cloudformation", "terraform"])
def test_other_forms_are_json_too(spec: Path, form: str) -> None:
    assert json.loads(run(spec, "-o", form).stdout)


def test_what_cannot_be_read_is_one_sentence(spec: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    assert "validate lists everything" in run(tmp_path / "bad.json").stderr
    assert "this is a folder: name one spec of it" in run(tmp_path).stderr
    assert "it is no JSON" in run(spec, "--check", tmp_path / "bad.json").stderr
    (tmp_path / "other.json").write_text("{}")
    assert "this is no policy document" in run(spec, "--check", tmp_path / "other.json").stderr
