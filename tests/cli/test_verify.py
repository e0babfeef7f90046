"""`plumbrule verify` as a user runs it, against an ECS of our own and moto for everything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from plumbrule.cli import main
from tests.aws.fixtures import moto_url, stock
from tests.aws.stock import ACCOUNT, REGION, Stock, image
from tests.builders.definitions import as_text, definition_with
from tests.builders.policies import hands_free
from tests.cli.ground import Said
from tests.demo.publisher import Publisher
from tests.demo.running import RunningDaemon
from tests.faults.scene import target
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.definitions import Definition
    from tests.world.client import World

__all__ = ("moto_url", "stock")

SECRET: Final = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:db"


def web(**changes: object) -> Definition:
    options = {"awslogs-group": "/ecs/web", "awslogs-region": REGION, "awslogs-stream-prefix": "web"}
    return definition_with(
        "web",
        image=image("web:v1"),
        logConfiguration={"logDriver": "awslogs", "options": options},
        secrets=[{"name": "DB", "valueFrom": f"{SECRET}:password::"}, {"name": "KEY", "valueFrom": "/shop/key"}],
        environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::shop/web.env"}],
        **changes,
    )


class House:
    """Settings for both endpoints, and a spec."""

    def __init__(self, root: Path, ecs: str, services: str | None) -> None:
        self.root, self.publisher = root, Publisher(root)
        self.config, self.spec = root / "plumbrule.yaml", root / "web.json"
        self.spec.write_text(as_text(web()))
        self.place = target(ecs, **({} if services is None else {"services_url": services}))
        self.settle()

    def settle(self, **of_target: object) -> None:
        """Write the settings."""
        root = self.root
        settings = {
            "version": 1,
            "instance": "house",
            "source": {"kind": "link", "path": str(self.publisher.link), "poll": "200ms"},
            "targets": [{**self.place, **of_target}],
            "journal": {"path": str(root / "journal.sqlite")},
            "policy": str(hands_free(root)),
            "sweep": "1s",
            "verify": {"per_second": 100},
            "log": {"format": "json", "level": "debug"},
        }
        self.config.write_text(json.dumps(settings))

    def verify(self, *words: str) -> Said:
        """In this process: what a process of its own costs is no part of any test here."""
        ran = CliRunner().invoke(main, ["verify", "--config", str(self.config), *words], catch_exceptions=False)
        return Said(ran.exit_code, ran.stdout, ran.stderr)

    def daemon(self) -> RunningDaemon:
        self.publisher.commit({"web.json": as_text(web())}, "as laid")
        self.publisher.publish()
        return RunningDaemon(self.root, self.config)


def fill(stock: Stock) -> None:
    """Everything that `web` needs."""
    stock.push("web", "v1", "one")
    stock.secret("db")
    stock.parameter("/shop/key")
    stock.log_group("/ecs/web")
    stock.role("execution")
    stock.file("shop", "web.env")


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    use_account(monkeypatch, ACCOUNT)


@pytest.fixture
def house(tmp_path: Path, world: World, stock: Stock) -> House:
    return House(tmp_path, world.url, stock.url)


def test_a_spec_whose_things_are_all_there_is_clean(house: House, stock: Stock) -> None:
    fill(stock)
    said = house.verify("--file", str(house.spec))
    assert (said.code, said.out) == (0, "1 family: 6 found\n"), said.err


def test_a_spec_of_which_nothing_is_there_names_everything_and_what_to_do(house: House) -> None:
    said = house.verify("--file", str(house.spec))
    assert said.code == 2, said.err
    assert said.out.splitlines()[-1] == "1 family: 6 missing"
    for words in (
        "the image of app: image web:v1 does not exist in 123456789012, eu-west-1",
        "push it again, or let the spec name an image that is there",
        f"the variable DB of app: secret {SECRET} does not exist",
        "the variable KEY of app: parameter /shop/key does not exist",
        "the logs of app: log group /ecs/web does not exist",
        "the execution role: role arn:aws:iam::123456789012:role/execution does not exist",
        "an environment file of app: file arn:aws:s3:::shop/web.env does not exist",
    ):
        assert words in said.out


def test_with_all_what_is_there_is_listed_too_and_no_value_is(house: House, stock: Stock) -> None:
    fill(stock)
    said = house.verify("--file", str(house.spec), "--all")
    assert said.code == 0
    assert "its JSON key was not looked at" in said.out
    assert "hunter2" not in said.out + said.err


def test_programs_get_everything_as_json(house: House, stock: Stock) -> None:
    fill(stock)
    stock.of("logs").delete_log_group(logGroupName="/ecs/web")
    said = house.verify("--file", str(house.spec), "--output", "json")
    assert said.code == 2
    (place,) = json.loads(said.out)["targets"]
    (family,) = place["families"]
    words: dict[str, str] = {one["name"]: one["word"] for one in family["things"]}
    assert (family["family"], place["denied"]) == ("web", {})
    assert words["/ecs/web"] == "missing"
    assert sorted(set(words.values())) == ["found", "missing"]


def test_a_role_that_trusts_somebody_else_is_missing(house: House, stock: Stock) -> None:
    fill(stock)
    stock.of("iam").delete_role(RoleName="execution")
    trusting = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    stock.role("execution", {"Version": "2012-10-17", "Statement": [trusting]})
    said = house.verify("--file", str(house.spec))
    assert said.code == 2
    assert "is there and does not trust ecs-tasks.amazonaws.com" in said.out


def test_what_does_not_answer_is_unknown_and_could_not_be_looked_at(tmp_path: Path, world: World) -> None:
    house = House(tmp_path, world.url, "http://127.0.0.1:1")
    said = house.verify("--file", str(house.spec))
    assert said.code == 1
    assert "1 family: 6 unknown" in said.out


def test_a_target_with_an_endpoint_of_its_own_has_to_say_who_is_asked(tmp_path: Path, world: World) -> None:
    house = House(tmp_path, world.url, None)
    said = house.verify("--file", str(house.spec))
    assert said.code == 1
    assert "say with services_url" in said.err


def test_a_family_of_which_nothing_was_agreed_is_refused_with_a_way_out(house: House) -> None:
    said = house.verify("nobody")
    assert said.code == 1
    assert "nothing was agreed of nobody: plumbrule verify --file" in said.err


def test_without_an_agreement_there_is_nothing_to_look_at(house: House) -> None:
    said = house.verify()
    assert (said.code, said.out) == (0, "0 families: nothing was agreed yet\n")


def test_a_tag_that_means_another_image_than_tasks_run_has_moved_and_nothing_is_missing(
    house: House, stock: Stock, world: World
) -> None:
    fill(stock)
    runs = f"sha256:{'a' * 64}"
    arn = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:1"
    containers = [{"name": "app", "image": image("web:v1"), "imageDigest": runs}]
    task = {"taskId": "1", "taskDefinitionArn": arn, "containers": containers}
    other = {**task, "taskId": "2", "taskDefinitionArn": arn.replace("/web:", "/web-2:"), "containers": []}
    world.put_tasks("shop", [task, other], account=ACCOUNT, region=REGION)
    house.settle(clusters=["shop"])
    said = house.verify("--file", str(house.spec))
    assert said.code == 0, said.err
    assert "now, and tasks run sha256:aaaaaaaaaaaa" in said.out
    assert said.out.splitlines()[-1] == "1 family: 1 moved, 5 found"


@pytest.mark.slow
def test_a_daemon_tells_what_is_missing_and_verify_says_the_same(house: House, stock: Stock) -> None:
    fill(stock)
    stock.of("s3").delete_object(Bucket="shop", Key="web.env")
    with house.daemon() as daemon:
        (told,) = daemon.wait_for("a file is missing", lambda: daemon.events("dependency_missing"), 30)
        assert (told["thing"], told["name"]) == ("file", "arn:aws:s3:::shop/web.env")
        status = daemon.verb("status", "--output", "json")
        (seen,) = json.loads(status)["verified"]
        assert [(one["word"], one["families"]) for one in seen["lacks"]] == [("missing", ["web"])]
        said = house.verify("web")
        assert said.code == 2
        assert "1 family: 1 missing, 5 found" in said.out
        shown = daemon.verb("status")
        assert "missing in production: file arn:aws:s3:::shop/web.env does not exist (web)" in shown
        daemon.wait_for("an incident", lambda: "would not start" in daemon.verb("incidents"), 10)
