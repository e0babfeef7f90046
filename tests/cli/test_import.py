"""`plumbrule import`: what is registered becomes specs that mean the same, at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from tests.cli.ground import lay, plumbrule
from tests.demo.specs import WEB
from tests.faults.deep import DEEP
from tests.laws.legal import legal_definitions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ground import Ground, Said
    from tests.world.client import World

REGION = "eu-west-1"
MANY = 300 if DEEP else 60
SECRET = "kE3vQ9xLw2mZ"  # noqa: S105 - nobody's


@pytest.fixture
def ground(tmp_path: Path, world: World) -> Ground:
    return lay(tmp_path, world.url, {"README.md": "specs\n"})


def run(ground: Ground, *words: str) -> Said:
    folder = str(ground.root / "out")
    config = str(ground.config)
    return plumbrule(
        "import", "--config", config, "--folder", folder, "--target", "production", *words, cwd=ground.root
    )


def _publish(ground: Ground, *names: str) -> None:
    files = {f"services/{name}": (ground.root / "out" / name).read_text() for name in names}
    ground.publisher.commit(files, "imported")
    ground.publisher.publish()


def _with_environment(*variables: dict[str, str]) -> dict[str, Any]:
    live: dict[str, Any] = json.loads(WEB)
    live["containerDefinitions"][0]["environment"] = list(variables)
    return live


@pytest.mark.parametrize("form", ["yaml", "json", "manifest"])
def test_what_was_imported_is_in_sync_at_once(ground: Ground, world: World, form: str) -> None:
    world.register_by_hand(json.loads(WEB), region=REGION, tags={"team": "checkout"})
    said = run(ground, "shop-web", "--output", form)
    name = "shop-web.json" if form == "json" else "shop-web.yaml"
    assert (said.code, said.out) == (0, f"{ground.root}/out/{name}\n")
    _publish(ground, name)
    planned = json.loads(ground.plan("--output", "json").out)
    assert [(one["family"], one["state"], one["tag_changes"]) for one in planned["families"]] == [
        ("shop-web", "in_sync", [])
    ]


def test_what_ecs_fills_in_is_left_out_and_the_order_stays(ground: Ground, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region=REGION)
    run(ground, "shop-web")
    spec = yaml.safe_load((ground.root / "out/shop-web.yaml").read_text())
    assert list(spec) == [
        "family",
        "executionRoleArn",
        "networkMode",
        "containerDefinitions",
        "requiresCompatibilities",
        "cpu",
        "memory",
    ]
    (container,) = spec["containerDefinitions"]
    assert list(container) == ["name", "image", "portMappings", "environment", "healthCheck"]
    assert container["portMappings"] == [{"containerPort": 8080}]
    assert container["healthCheck"] == {"command": ["CMD-SHELL", "curl -fs localhost:8080/healthz || exit 1"]}
    assert (spec["cpu"], spec["memory"]) == ("512", "1024")


def test_it_is_the_same_file_the_next_time_and_never_overwrites_another(ground: Ground, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region=REGION)
    path = ground.root / "out/shop-web.yaml"
    run(ground, "shop-web")
    before = path.read_text()
    assert run(ground, "shop-web").code == 0
    assert path.read_text() == before
    path.write_text("# mine\n")
    said = run(ground, "shop-web")
    assert (said.code, path.read_text()) == (2, "# mine\n")
    assert "cannot be written: File exists" in said.err


def test_a_secret_in_the_clear_is_refused_with_advice_unless_it_is_wanted(ground: Ground, world: World) -> None:
    world.register_by_hand(_with_environment({"name": "DB_PASSWORD", "value": SECRET}), region=REGION)
    said = run(ground, "shop-web")
    assert said.code == 2
    assert "containerDefinitions[web].environment[DB_PASSWORD].value may be a secret" in said.err
    assert "--include-plaintext" in said.err
    assert SECRET not in said.err + said.out
    assert not (ground.root / "out/shop-web.yaml").exists()
    assert run(ground, "shop-web", "--include-plaintext").code == 0
    assert SECRET in (ground.root / "out/shop-web.yaml").read_text()


def test_a_mask_in_a_spec_is_an_error(ground: Ground, world: World) -> None:
    world.register_by_hand(_with_environment({"name": "LEVEL", "value": "x"}), region=REGION)
    run(ground, "shop-web")
    path = ground.root / "out/shop-web.yaml"
    path.write_text(path.read_text().replace("value: x", "value: (secret)"))
    said = plumbrule("validate", str(path), cwd=ground.root)
    assert (said.code, "mask" in said.out) == (2, True)


def test_our_own_tags_and_those_of_aws_are_left_out(ground: Ground, world: World) -> None:
    tags = {"team": "checkout", "plumbrule:plan": "x"}
    world.register_by_hand(json.loads(WEB), region=REGION, tags=tags)
    run(ground, "shop-web")
    spec = yaml.safe_load((ground.root / "out/shop-web.yaml").read_text())
    assert spec["tags"] == [{"key": "team", "value": "checkout"}]


def test_all_is_every_family_that_begins_so(ground: Ground, world: World) -> None:
    for family in ("shop-web", "shop-api", "other"):
        world.register_by_hand({**json.loads(WEB), "family": family}, region=REGION)
    gone = world.register_by_hand({**json.loads(WEB), "family": "shop-gone"}, region=REGION)
    world.deregister(gone)
    said = run(ground, "--all", "--prefix", "shop-")
    assert sorted(one.name for one in (ground.root / "out").iterdir()) == ["shop-api.yaml", "shop-web.yaml"]
    assert (said.code, "2 written, 0 not" in said.err) == (0, True)


def test_a_single_one_is_printed(ground: Ground, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region=REGION)
    config = str(ground.config)
    said = plumbrule(
        "import", "shop-web", "-c", config, "--target", "production", "--folder", "-", "-o", "json", cwd=ground.root
    )
    assert json.loads(said.out)["family"] == "shop-web"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nowhere",), 2, "nowhere: it has no ACTIVE revision here"),
        ((), 1, "say which families, or --all"),
        (("x", "--target", "moon"), 1, "there is no target moon; say --target: production, staging"),
    ],
)
def test_what_cannot_be_is_one_sentence(ground: Ground, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = run(ground, *words)
    assert (said.code, sentence in said.err) == (code, True)


def test_the_wrong_account_is_refused(ground: Ground) -> None:
    ground.change('"123456789012"\n    region: eu-west-1', '"210987654321"\n    region: eu-west-1')
    said = run(ground, "--all")
    assert (said.code, "the credentials are of 123456789012" in said.err) == (1, True)


def test_what_no_spec_may_say_is_refused_with_the_rule(ground: Ground, world: World) -> None:
    world.register_by_hand(_with_environment({"name": "LEVEL", "value": "a\0b"}), region=REGION)
    said = run(ground, "shop-web")
    assert said.code == 2
    assert "shop-web: no spec may say what is live: the text holds a NUL character" in said.err


def _definitions() -> list[dict[str, Any]]:
    """Definitions that ECS takes, of every kind that the generator knows."""
    made: list[dict[str, Any]] = []

    @settings(
        max_examples=MANY,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=[*HealthCheck],
    )
    @given(legal_definitions())
    def collect(definition: dict[str, Any]) -> None:
        # What no file may say is refused, as a test of its own shows.
        if "\\u0000" not in json.dumps(definition):
            made.append({**definition, "family": f"shop-{len(made):03}"})

    collect()
    return made


@pytest.mark.slow
def test_many_live_families_are_imported_in_sync_and_nothing_is_registered(ground: Ground, world: World) -> None:
    """60 in every run, 300 with HYPOTHESIS_PROFILE=deep: the daemon's own limits of reading make that last."""
    definitions = _definitions()
    world.register_many(definitions, region=REGION)
    before = len(world.log())
    said = run(ground, "--all", "--include-plaintext")
    assert (said.code, f"{len(definitions)} written, 0 not" in said.err) == (0, True), said.err[-2000:]
    _publish(ground, *(one.name for one in (ground.root / "out").iterdir()))
    planned = json.loads(ground.plan("--output", "json").out)
    away = {one["family"]: (one["state"], one["changes"]) for one in planned["families"] if one["state"] != "in_sync"}
    assert away == {}
    assert len(planned["families"]) == len(definitions) > MANY * 0.8
    assert len(world.log()) == before
