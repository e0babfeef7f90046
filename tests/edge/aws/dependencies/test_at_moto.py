"""Each kind of thing, asked over HTTP of moto's ECR, Secrets Manager, Systems Manager, Logs, IAM and S3."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.verify.trust import Trust, trusted
from plumbrule.model.dependency import Absent, Dependency, Found, Thing
from tests.aws.stock import ACCOUNT, HERE, REGION

if TYPE_CHECKING:
    from plumbrule.edge.aws.dependencies import AwsDependencies
    from tests.aws.stock import Stock

SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:db"


def there(aws: AwsDependencies, dependency: Dependency) -> Found:
    found = aws.ask(dependency)
    assert isinstance(found, Found)
    return found


def test_an_image_is_found_by_tag_and_by_digest(aws: AwsDependencies, stock: Stock) -> None:
    digest = stock.push("shop/web", "v1", "one")
    assert there(aws, Dependency(Thing.IMAGE, "shop/web:v1", ACCOUNT, REGION)).digest == digest
    assert there(aws, Dependency(Thing.IMAGE, f"shop/web@{digest}", ACCOUNT, REGION)).digest == digest


def test_a_tag_that_is_pushed_again_means_another_digest(aws: AwsDependencies, stock: Stock) -> None:
    web = Dependency(Thing.IMAGE, "web:v1", ACCOUNT, REGION)
    before = stock.push("web", "v1", "one")
    after = stock.push("web", "v1", "two")
    assert before != after
    assert there(aws, web).digest == after


def test_no_image_and_no_repository_are_absent(aws: AwsDependencies, stock: Stock) -> None:
    stock.push("web", "v1", "one")
    for name in ("web:v2", f"web@sha256:{'0' * 64}", "other:v1"):
        assert isinstance(aws.ask(Dependency(Thing.IMAGE, name, ACCOUNT, REGION)), Absent)


def test_an_image_of_another_region_is_asked_for_there(aws: AwsDependencies, stock: Stock) -> None:
    stock.push("web", "v1", "one", "us-east-1")
    assert there(aws, Dependency(Thing.IMAGE, "web:v1", ACCOUNT, "us-east-1")).digest
    assert isinstance(aws.ask(Dependency(Thing.IMAGE, "web:v1", ACCOUNT, REGION)), Absent)


def test_a_secret_is_found_by_arn_by_name_and_without_its_suffix(aws: AwsDependencies, stock: Stock) -> None:
    arn = stock.secret("db")
    for name in (arn, SECRET, "db"):
        found = there(aws, Dependency(Thing.SECRET, name, ACCOUNT, REGION))
        assert "AWSCURRENT" in found.versions
        assert "hunter2" not in repr(found)


def test_no_secret_is_absent_and_one_that_is_marked_for_deletion_is_useless(aws: AwsDependencies, stock: Stock) -> None:
    assert isinstance(aws.ask(Dependency(Thing.SECRET, SECRET, ACCOUNT, REGION)), Absent)
    arn = stock.secret("db")
    stock.of("secretsmanager").delete_secret(SecretId=arn)
    assert "marked for deletion" in there(aws, Dependency(Thing.SECRET, arn, ACCOUNT, REGION)).unusable


@pytest.mark.parametrize("name", ["/shop/db", "flat", "/flat"])
def test_a_parameter_is_found_by_name_and_by_arn(aws: AwsDependencies, stock: Stock, name: str) -> None:
    arn = stock.parameter(name)
    assert there(aws, Dependency(Thing.PARAMETER, name, ACCOUNT, REGION)) == Found()
    assert there(aws, Dependency(Thing.PARAMETER, arn, ACCOUNT, REGION)) == Found()


def test_a_parameter_that_only_begins_so_is_another(aws: AwsDependencies, stock: Stock) -> None:
    stock.parameter("/shop/db2")
    assert isinstance(aws.ask(Dependency(Thing.PARAMETER, "/shop/db", ACCOUNT, REGION)), Absent)


def test_a_log_group_is_found_and_one_that_only_begins_so_is_another(aws: AwsDependencies, stock: Stock) -> None:
    stock.log_group("/ecs/web-2")
    web = Dependency(Thing.LOG_GROUP, "/ecs/web", ACCOUNT, REGION)
    assert isinstance(aws.ask(web), Absent)
    stock.log_group("/ecs/web")
    assert there(aws, web) == Found()


def test_a_role_is_found_with_whom_it_trusts(aws: AwsDependencies, stock: Stock) -> None:
    arn = stock.role("web", path="/teams/shop/")
    found = there(aws, Dependency(Thing.ROLE, arn, ACCOUNT))
    assert found.trust is not None
    assert trusted(found.trust, HERE) is Trust.YES
    assert isinstance(aws.ask(Dependency(Thing.ROLE, "nobody", ACCOUNT)), Absent)


def test_a_role_of_the_same_name_under_another_path_is_another(aws: AwsDependencies, stock: Stock) -> None:
    arn = stock.role("web", path="/teams/shop/")
    found = aws.ask(Dependency(Thing.ROLE, f"arn:aws:iam::{ACCOUNT}:role/web", ACCOUNT))
    assert found == Absent(f"the role of that name is {arn}")


def test_a_file_is_found_and_no_key_and_no_bucket_are_absent(aws: AwsDependencies, stock: Stock) -> None:
    arn = stock.file("shop", "env/web.env")
    assert there(aws, Dependency(Thing.FILE, arn)) == Found()
    for gone in ("arn:aws:s3:::shop/env/other.env", "arn:aws:s3:::nobody/env/web.env"):
        assert isinstance(aws.ask(Dependency(Thing.FILE, gone)), Absent)
