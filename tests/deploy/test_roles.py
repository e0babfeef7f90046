"""The roles that CloudFormation and Terraform make are those of deploy/iam, and the settings name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from plumbrule.settings.load import load_settings
from tests.aws.moto import running_moto
from tests.deploy.module import Module, needs_provider, needs_terraform
from tests.deploy.own_spec import SETTINGS, SPEC, settings
from tests.deploy.roles import Role, roles_at, roles_of_the_files
from tests.deploy.stack import Stack, client

if TYPE_CHECKING:
    from pathlib import Path

PREFIX: Final = "shop-"
EXTERNAL_ID: Final = "an-external-id"
"""Both as the files of deploy/iam have them."""


@pytest.fixture(scope="module")
def by_cloudformation() -> dict[str, Role]:
    with running_moto() as url:
        return roles_at(Stack(url, FamilyPrefix=PREFIX, WriterExternalId=EXTERNAL_ID).client("iam"))


@pytest.fixture(scope="module")
def by_terraform(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Role]:
    with running_moto() as url:
        module = Module(tmp_path_factory.mktemp("roles"), url, family_prefix=PREFIX, writer_external_id=EXTERNAL_ID)
        module.apply("execution", "detector", "writer")
        return roles_at(client(url, "iam"))


def with_writer(folder: Path) -> Any:  # noqa: ANN401 - the package's own type
    """The settings with the lines that name a writer no longer comments."""
    text, lines = re.subn(r"(?m)^( *)#(writer_\w+:)", r"\1\2", SETTINGS.read_text(encoding="utf-8"))
    assert lines == 2
    (folder / "plumbrule.yaml").write_text(text)
    return load_settings(folder / "plumbrule.yaml", {})


@pytest.mark.parametrize("name", ["plumbrule-detector", "plumbrule-writer"])
def test_cloudformation_makes_the_roles_of_the_files(by_cloudformation: dict[str, Role], name: str) -> None:
    assert by_cloudformation[name] == roles_of_the_files()[name]


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_terraform_makes_the_same_roles(by_cloudformation: dict[str, Role], by_terraform: dict[str, Role]) -> None:
    assert by_terraform == by_cloudformation


def test_who_reads_can_write_nothing_and_who_writes_can_read_nothing(by_cloudformation: dict[str, Role]) -> None:
    found = {
        name: {one for said in role.may.values() for one in said["Action"]} for name, role in by_cloudformation.items()
    }
    writes = {"ecs:RegisterTaskDefinition", "ecs:TagResource", "iam:PassRole"}
    assert found["plumbrule-writer"] == writes
    assert not found["plumbrule-detector"] & writes


def test_the_settings_name_the_writer_and_what_it_asks_for(by_cloudformation: dict[str, Role], tmp_path: Path) -> None:
    (target,) = with_writer(tmp_path).targets
    writer = target.reach.writer
    assert writer.role_arn.rpartition("/")[2] in by_cloudformation
    (trust,) = by_cloudformation["plumbrule-writer"].trust.values()
    assert trust["Condition"]["StringEquals"] == {"sts:ExternalId": [writer.external_id]}


def test_the_spec_runs_as_the_one_that_reads(by_cloudformation: dict[str, Role]) -> None:
    template = yaml.safe_load(SPEC.read_text(encoding="utf-8"))["spec"]["template"]
    names = {template[key].rpartition("/")[2] for key in ("taskRoleArn", "executionRoleArn")}
    assert names == by_cloudformation.keys() - {"plumbrule-writer"}


def test_without_those_lines_nothing_is_written_as_anybody_else() -> None:
    (target,) = settings().targets
    assert target.reach.writer is None
