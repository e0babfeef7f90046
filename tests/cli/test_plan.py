from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.builders.definitions import container, definition, manifest
from tests.cli.ground import lay
from tests.demo.specs import API, FILES, WEB, WORKER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.client import World

GOOD = {"services/web.json": WEB, "services/worker.yaml": WORKER, "services/api.yaml": API}


def _register_all(world: World) -> None:
    """What the three good specs say, as somebody else would have registered it: with everything written out."""
    by_region = {"eu-west-1": ("info", "512", "none"), "eu-central-1": ("debug", "256", "production")}
    for region, (level, cpu, replica) in by_region.items():
        environment = [{"name": "LOG_LEVEL", "value": level}, {"name": "REPLICA_OF", "value": replica}]
        image = f"123456789012.dkr.ecr.{region}.amazonaws.com/shop-api:3.2.0"
        container = {"name": "api", "image": image, "essential": True, "environment": environment}
        ports = [{"containerPort": 9000, "hostPort": 9000, "protocol": "tcp"}]
        definition = {**_task("shop-api", cpu, "1024"), "containerDefinitions": [container | {"portMappings": ports}]}
        world.register_by_hand(definition, region=region)
    world.register_by_hand(json.loads(WEB), region="eu-west-1")
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-worker:2.0.1"
    environment = [{"name": "BATCH_SIZE", "value": "0500"}]
    container = {
        "name": "worker",
        "image": image,
        "environment": environment,
        "command": ["worker", "--queue", "orders"],
    }
    world.register_by_hand(
        {**_task("shop-worker", "256", "512"), "containerDefinitions": [container]}, region="eu-west-1"
    )


def _task(family: str, cpu: str, memory: str) -> dict[str, object]:
    return {
        "family": family,
        "cpu": cpu,
        "memory": memory,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "arn:aws:iam::123456789012:role/shop-execution",
    }


def test_everything_as_git_says_is_clean(tmp_path: Path, world: World) -> None:
    _register_all(world)

    said = lay(tmp_path, world.url, GOOD).plan()

    assert (said.code, said.err) == (0, "")
    assert "in_sync  3 families" in said.out
    assert "4 families looked at, 0 not in sync" in said.out


def test_it_changes_nothing_and_leaves_no_journal(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, GOOD)

    said = ground.plan()

    assert said.code == 2
    assert "would be registered by `plumbrule run` as plan " in said.out
    assert world.log() == ()
    assert not (tmp_path / "journal.sqlite").exists()


def test_a_change_reads_from_live_to_git_with_both_values(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB.replace('"info"', '"trace"')), region="eu-west-1")

    said = lay(tmp_path, world.url, GOOD).plan()

    assert "unadopted  shop-web:1" in said.out
    assert '~ containerDefinitions[web].environment[LOG_LEVEL].value: "trace" → "info"' in said.out
    assert "awaiting_approval: the target does not register unadopted by itself" in said.out


def test_json_has_real_values_and_the_findings(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB.replace('"info"', '"trace"')), region="eu-west-1")

    said = lay(tmp_path, world.url, FILES).plan("--output", "json")

    told = json.loads(said.out)
    web = next(one for one in told["families"] if one["family"] == "shop-web")
    assert web["changes"] == [
        {
            "path": "containerDefinitions[web].environment[LOG_LEVEL].value",
            "pointer": "/containerDefinitions/0/environment/0/value",
            "op": "replace",
            "git": "info",
            "live": "trace",
        }
    ]
    errors = [one for one in told["findings"] if one["severity"] == "error"]
    assert [(one["file"], one["line"], one["rule"]) for one in errors] == [
        ("services/mailer.yaml", 9, "R006"),
        ("services/mailer.yaml", 11, "R008"),
    ]


def test_a_secret_is_compared_but_never_shown(tmp_path: Path, world: World) -> None:
    secret = WEB.replace("LOG_LEVEL", "DB_PASSWORD").replace('"info"', '"hunter2-new"')
    world.register_by_hand(json.loads(secret.replace("hunter2-new", "hunter2-old")), region="eu-west-1")
    ground = lay(tmp_path, world.url, {"services/web.json": secret})

    text, as_json = ground.plan(), ground.plan("--output", "json")

    assert "environment[DB_PASSWORD].value: (secret) → (secret)" in text.out
    assert "hunter2" not in text.out + text.err + as_json.out + as_json.err


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        pytest.param(
            {"AWS_ACCESS_KEY_ID": "BADKEY"},
            "AWS does not allow sts:GetCallerIdentity",
            id="a key that AWS does not know",
        ),
        pytest.param(
            {"AWS_ACCESS_KEY_ID": "AKIA999999999999X"},
            "the credentials belong to account 999999999999 (aws), but the settings state account 123456789012",
            id="credentials of another account",
        ),
    ],
)
def test_wrong_credentials_are_one_sentence(
    tmp_path: Path, world: World, environment: dict[str, str], sentence: str
) -> None:
    said = lay(tmp_path, world.url, GOOD).plan(**environment)

    assert said.code == 1
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert world.calls().count("DescribeTaskDefinition") == 0


def test_no_credentials_at_all_are_one_sentence(tmp_path: Path, world: World) -> None:
    nowhere = {"AWS_SHARED_CREDENTIALS_FILE": "/nonexistent", "AWS_CONFIG_FILE": "/nonexistent"}

    said = lay(tmp_path, world.url, GOOD).plan(AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="", **nowhere)

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "there are no usable AWS credentials" in said.err


def test_an_endpoint_that_does_not_answer_is_one_sentence(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, GOOD)
    ground.change(world.url, "http://127.0.0.1:9")

    said = ground.plan()

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "Could not connect" in said.err


def test_an_empty_source_is_one_sentence(tmp_path: Path, world: World) -> None:
    said = lay(tmp_path, world.url, {"README.md": "nothing here yet"}).plan()

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "everything was deleted" in said.err


def test_wrong_settings_are_told_all_at_once_with_their_places(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, GOOD)
    ground.change("kind: link", "kind: lnk")
    ground.change("instance: demo", "instance: demo\ninstnce: x")

    said = ground.plan()

    assert said.code == 78
    assert f"{ground.config}:3:1: instnce:" in said.err
    assert f"{ground.config}:5:9: source.kind: must be git, link or directory" in said.err


def test_tags_that_differ_are_shown_beside_content_that_is_in_sync(tmp_path: Path, world: World) -> None:
    _register_all(world)
    web = json.loads(WEB)
    files = {**GOOD, "services/web.json": json.dumps({**web, "tags": [{"key": "team", "value": "shop"}]})}
    arn = next(one.arn for one in world.log() if one.family == "shop-web")
    world.tag(arn, {"team": "mallory", "env": "prod"})
    ground = lay(tmp_path, world.url, files)

    said, told = ground.plan(), json.loads(ground.plan("--output", "json").out)

    assert said.code == 2
    assert "in_sync  shop-web:1" in said.out
    assert '~ tags[team]: "mallory" → "shop"' in said.out
    assert "only told: tags[env]" in said.out
    assert "awaiting_approval: the target does not mend tags by itself" in said.out
    assert "4 families looked at, 0 not in sync, 1 in sync but for tags" in said.out
    (family,) = [one for one in told["families"] if one["tag_changes"]]
    assert (family["state"], family["changes"], family["extra_tags"]) == ("in_sync", [], ["tags[env]"])
    assert [(one["path"], one["git"], one["live"]) for one in family["tag_changes"]] == [
        ("tags[team]", "shop", "mallory")
    ]


LEFT = {
    "services/web.json": manifest(
        definition("shop-left", memory="1024"),
        owned_elsewhere=["containerDefinitions[*].image"],
        ignore=[
            {"path": "memory", "owner": "ops", "reason": "OPS-12"},
            {"path": "volumes", "owner": "ops", "reason": "none yet"},
            {"path": "cpu", "owner": "ops", "reason": "long ago", "until": "2020-01-31"},
        ],
    )
}


def _register_other_image_and_memory(world: World) -> None:
    other = definition("shop-left", memory="2048", containerDefinitions=[container(image="ci/web:7")])
    for region in ("eu-west-1", "eu-central-1"):
        world.register_by_hand(other, region=region)


def test_what_does_not_count_is_shown_and_leaves_the_plan_clean_but_for_the_rule_that_has_ended(
    tmp_path: Path, world: World
) -> None:
    _register_other_image_and_memory(world)

    said = lay(tmp_path, world.url, LEFT).plan()

    assert said.code == 0
    assert (
        '~ containerDefinitions[app].image: "ci/web:7" → "public.ecr.aws/nginx/nginx:1.27"  (owned elsewhere)'
        in said.out
    )
    assert '~ memory: "2048" → "1024"  (ignored)' in said.out
    idle = said.out.partition("Ignore rules that matched nothing\n")[2]
    assert "shop-left: volumes\n" in idle
    assert "shop-left: cpu (ended with 2020-01-31)\n" in idle
    assert "memory" not in idle


def test_json_has_what_does_not_count_and_the_hits_of_each_rule(tmp_path: Path, world: World) -> None:
    _register_other_image_and_memory(world)

    told = json.loads(lay(tmp_path, world.url, LEFT).plan("--output", "json").out)

    family = told["families"][0]
    assert (family["state"], family["changes"]) == ("in_sync", [])
    assert [one["path"] for one in family["owned"]] == ["containerDefinitions[app].image"]
    assert [one["path"] for one in family["ignored"]] == ["memory"]
    rules = [one for one in told["ignore_rules"] if one["where"] == told["ignore_rules"][0]["where"]]
    assert [(one["path"], one["hits"], one["lasts"], one["until"]) for one in rules] == [
        ("memory", 1, True, None),
        ("volumes", 0, True, None),
        ("cpu", 0, False, "2020-01-31"),
    ]
