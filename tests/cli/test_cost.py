"""`plumbrule cost`, and the cost of a change in `plumbrule plan`, as people meet them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from plumbrule.cli import main
from tests.cli.ground import lay
from tests.demo.specs import WEB

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.world.client import World


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "web.json"
    path.write_text(run("new", "web", "--image", "x/y:1", "--region", "us-east-1", "--output", "json").stdout)
    return path


def test_a_spec_is_priced_beside_its_alternatives_and_called_an_estimate(spec: Path) -> None:
    said = run("cost", str(spec)).output
    assert "web     0.5 vCPU, 1 GB, LINUX/X86_64  us-east-1  18.02         14.42 (-3.60)" in said
    assert "an estimate: one task for 730 hours at list prices of us-east-1 (2026-03" in said
    assert "not in it: Spot, Savings Plans" in said


def test_a_folder_is_summed(spec: Path) -> None:
    (spec.parent / "more.json").write_text(
        spec.read_text().replace('"512"', '"1024"').replace('"1024",\n', '"2048",\n', 1)
    )
    said = run("cost", str(spec.parent)).output
    assert "together: " in said


def test_a_sum_says_what_is_not_in_it(spec: Path) -> None:
    (spec.parent / "arm.json").write_text(spec.read_text().replace("X86_64", "ARM64"))
    assert "USD for one task of each\n" in run("cost", str(spec.parent), "--region", "us-east-1").output
    said = run("cost", str(spec.parent), "--region", "us-west-2").output
    assert "together: 18.02 USD for one task of each that has a price (1 of 2)\n" in said


def test_a_region_without_prices_is_said_to_have_none(spec: Path) -> None:
    said = run("cost", str(spec), "--region", "eu-north-1").output
    assert "eu-north-1" in said.splitlines()[1]
    assert "list prices of us-east-1" in said
    assert "the table has no prices of eu-north-1" in said


def test_a_platform_without_a_price_is_a_dash_that_is_explained(spec: Path) -> None:
    said = run("cost", str(spec), "--region", "us-west-2").output
    assert "18.02         -" in said


def test_a_table_of_ones_own_counts(spec: Path, tmp_path: Path) -> None:
    table = tmp_path / "prices"
    rates = {"vcpu_hour": "1", "gb_hour": "2"}
    region = {"seen": "2026-11", "source": "our contract", "LINUX/X86_64": rates}
    table.write_text(json.dumps({"currency": "EUR", "regions": {"us-east-1": region}}))
    said = json.loads(run("cost", str(spec), "--prices", str(table), "--output", "json").output)
    assert (said["currency"], said["estimate"]) == ("EUR", True)
    assert said["specs"][0]["month"]["total"] == "1825.0000"
    assert said["specs"][0]["source"] == "our contract"


@pytest.mark.parametrize(("text", "sentence"), [("{", "no JSON"), ("{}", "no regions")])
def test_a_broken_table_is_one_sentence(spec: Path, tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "prices").write_text(text)
    said = run("cost", str(spec), "--prices", str(tmp_path / "prices"))
    assert (said.exit_code, sentence in said.stderr) == (1, True)


def test_a_table_that_is_not_there_is_one_sentence(spec: Path) -> None:
    said = run("cost", str(spec), "--prices", "/nowhere")
    assert (said.exit_code, "cannot be read: No such file" in said.stderr) == (1, True)


def test_a_spec_without_a_size_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "web.json").write_text(
        json.dumps({"family": "web", "containerDefinitions": [{"name": "a", "image": "x"}]})
    )
    said = run("cost", str(tmp_path / "web.json"))
    assert (said.exit_code, "no size" in said.output) == (0, True)


def test_plan_tells_what_a_change_of_size_costs(tmp_path: Path, world: World) -> None:
    live = {**json.loads(WEB), "cpu": "512", "memory": "1024"}
    world.register_by_hand(live, region="eu-west-1")
    git = {**live, "cpu": "1 vCPU", "memory": "2 GB"}
    ground = lay(tmp_path, world.url, {"services/web.json": json.dumps(git)})
    said = ground.plan()
    assert "cost: 18.02 to 36.04 (+18.02) " in said.out
    assert "USD for each task and month, an estimate by us-east-1, 2026-03" in said.out
    assert "- cost: 18.02 to 36.04 (+18.02) " in ground.plan("--output", "markdown").out
    (family,) = json.loads(ground.plan("--output", "json").out)["families"]
    assert family["cost"]["after"].startswith("36.04")
    assert family["cost"]["estimate"] is True


def test_plan_tells_no_cost_where_the_size_stays(tmp_path: Path, world: World) -> None:
    live = json.loads(WEB)
    world.register_by_hand(live, region="eu-west-1")
    git = {**live, "taskRoleArn": "arn:aws:iam::123456789012:role/other"}
    said = lay(tmp_path, world.url, {"services/web.json": json.dumps(git)}).plan()
    assert "cost" not in said.out
