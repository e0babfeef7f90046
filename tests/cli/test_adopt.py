"""`plumbrule adopt`: drift becomes a patch of the file that is there."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.ground import lay, plumbrule
from tests.demo.specs import API, WEB, WORKER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ground import Ground, Said
    from tests.world.client import World

REGION = "eu-west-1"
FILE = "services/worker.yaml"
LIVE: dict[str, Any] = {
    "family": "shop-worker",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "executionRoleArn": "arn:aws:iam::123456789012:role/shop-execution",
    "containerDefinitions": [
        {
            "name": "worker",
            "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-worker:2.0.1",
            "command": ["worker", "--queue", "orders"],
            "environment": [{"name": "BATCH_SIZE", "value": "0750"}, {"name": "ZONE", "value": "a"}],
        }
    ],
}


@pytest.fixture
def ground(tmp_path: Path, world: World) -> Ground:
    ground = lay(tmp_path, world.url, {FILE: WORKER})
    checkout = tmp_path / "checkout"
    for name, text in {FILE: WORKER, "services/web.json": WEB, "services/api.yaml": API}.items():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(text)
    return ground


def run(ground: Ground, *words: str) -> Said:
    options = ("--config", str(ground.config), "--target", "production")
    return plumbrule("adopt", *words, *options, cwd=ground.root / "checkout")


def test_drift_becomes_a_patch_that_git_applies(ground: Ground, world: World) -> None:
    world.register_by_hand(LIVE, region=REGION)
    said = run(ground, "shop-worker")
    assert (said.code, said.err) == (2, "")
    changed = [line for line in said.out.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    assert changed == [
        '-      - {name: BATCH_SIZE, value: "0500"}',
        '+      - {name: BATCH_SIZE, value: "0750"}',
        "+      - name: ZONE",
        "+        value: a",
    ]
    checkout = ground.root / "checkout"
    subprocess.run(["git", "apply", "-"], cwd=checkout, input=said.out, text=True, check=True, timeout=30)
    ground.publisher.commit({FILE: (checkout / FILE).read_text()}, "what runs")
    ground.publisher.publish()
    (family,) = json.loads(ground.plan("--output", "json").out)["families"]
    assert family["state"] == "in_sync"


def test_it_is_applied_when_that_is_wanted_and_then_there_is_nothing_left(ground: Ground, world: World) -> None:
    world.register_by_hand(LIVE, region=REGION)
    said = run(ground, "shop-worker", FILE, "--apply")
    assert (said.code, said.out) == (0, f"{FILE}\n")
    assert '"0750"' in (ground.root / "checkout" / FILE).read_text()
    again = run(ground, "shop-worker", FILE)
    assert (again.code, again.out, f"{FILE} says what is live already" in again.err) == (0, "", True)


def test_a_program_gets_the_patch_as_json(ground: Ground, world: World) -> None:
    world.register_by_hand(LIVE, region=REGION)
    said = run(ground, "shop-worker", "--output", "json")
    told = json.loads(said.out)
    assert (said.code, told["file"], told["differs"], told["applied"]) == (2, FILE, True, False)
    assert '+      - {name: BATCH_SIZE, value: "0750"}' in told["patch"]


def test_what_ecs_fills_in_is_no_reason_to_touch_a_file(ground: Ground, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region=REGION)
    assert run(ground, "shop-web").code == 0


def test_a_secret_is_not_written_unless_that_is_wanted(ground: Ground, world: World) -> None:
    live = json.loads(json.dumps(LIVE))
    live["containerDefinitions"][0]["environment"].append({"name": "DB_PASSWORD", "value": "kE3vQ9xLw2mZ"})
    world.register_by_hand(live, region=REGION)
    said = run(ground, "shop-worker")
    assert (said.code, "kE3vQ9xLw2mZ" in said.out + said.err) == (1, False)
    assert "--include-plaintext" in said.err
    assert "kE3vQ9xLw2mZ" in run(ground, "shop-worker", "--include-plaintext").out


def test_a_secret_that_is_in_git_lets_no_other_one_in(ground: Ground, world: World) -> None:
    live = json.loads(json.dumps(LIVE))
    live["containerDefinitions"][0]["environment"].append({"name": "DB_PASSWORD", "value": "kE3vQ9xLw2mZ"})
    world.register_by_hand(live, region=REGION)
    assert run(ground, "shop-worker", "--include-plaintext", "--apply").code == 0
    live["cpu"], live["memory"] = "1024", "2048"
    world.register_by_hand(live, region=REGION)
    assert run(ground, "shop-worker", "--apply").code == 0, "the one that is there stays"
    live["containerDefinitions"][0]["environment"].append({"name": "API_TOKEN", "value": "Zp7rT4wYc8nB"})
    world.register_by_hand(live, region=REGION)
    said = run(ground, "shop-worker")
    assert (said.code, "Zp7rT4wYc8nB" in said.out + said.err) == (1, False)


def test_what_a_variable_fills_in_is_left_to_people(ground: Ground, world: World) -> None:
    live = {**LIVE, "family": "shop-api", "cpu": "512", "memory": "1024"}
    world.register_by_hand(live, region=REGION)
    said = run(ground, "shop-api")
    assert (said.code, "by hand" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "which file is the spec of nowhere? below this folder there is none"),
        (("shop-worker", FILE), "shop-worker has no ACTIVE revision here"),
    ],
)
def test_what_cannot_be_is_one_sentence(ground: Ground, words: tuple[str, ...], sentence: str) -> None:
    said = run(ground, *words)
    assert (said.code, sentence in said.err) == (1, True)


def test_two_files_of_one_family_have_to_be_named(ground: Ground, world: World) -> None:
    world.register_by_hand(LIVE, region=REGION)
    (ground.root / "checkout/copy.yaml").write_text(WORKER)
    said = run(ground, "shop-worker")
    assert f"there is copy.yaml, {FILE}: name it" in said.err


def test_a_broken_file_is_told(ground: Ground, world: World) -> None:
    world.register_by_hand(LIVE, region=REGION)
    path = ground.root / "checkout" / FILE
    path.write_text("family: [")
    said = run(ground, "shop-worker", FILE)
    assert (said.code, "plumbrule validate" in said.err) == (1, True)
