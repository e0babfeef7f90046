"""`plumbrule diff FAMILY`: the same against what ECS has now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.builders.definitions import container, definition, manifest
from tests.cli.ground import Ground, Said, lay, plumbrule
from tests.demo.specs import API, WEB, WORKER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.client import World

GOOD = {"services/web.json": WEB, "services/worker.yaml": WORKER, "services/api.yaml": API}


def diff(ground: Ground, *words: str) -> Said:
    return plumbrule("diff", *words, "--config", str(ground.config), cwd=ground.root)


def test_one_family_is_looked_at_and_no_other(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region="eu-west-1")
    ground = lay(tmp_path, world.url, GOOD)
    said = diff(ground, "shop-web", "--target", "production", "--explain")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == "production/shop-web:1"
    assert "not counted" in said.out
    assert world.calls().count("DescribeTaskDefinition") == 1


def test_a_difference_is_told_for_every_target_and_exits_with_2(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB.replace('"info"', '"trace"')), region="eu-west-1")
    ground = lay(tmp_path, world.url, GOOD)
    told = diff(ground, "shop-web", "--output", "json")
    (family,) = json.loads(told.out)["families"]
    assert (told.code, family["name"], family["equal"]) == (2, "production/shop-web:1", False)
    (change,) = family["changes"]
    assert (change["git"], change["live"]) == ("info", "trace")
    assert change["why"] == "the two sides differ, and there is no default that it could be (risk class environment)"


def test_a_family_that_ecs_does_not_have_is_a_difference_in_words(tmp_path: Path, world: World) -> None:
    said = diff(lay(tmp_path, world.url, GOOD), "shop-web")
    assert said.code == 2
    assert said.out.splitlines()[-1] == "ECS has no ACTIVE revision of it"


def test_a_family_nobody_names_and_a_target_that_is_none_are_sentences(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, GOOD)
    said = diff(ground, "shop-wbe")
    assert (said.code, said.out) == (1, "")
    assert "no spec names the family shop-wbe" in said.err
    assert "shop-web" in said.err
    said = diff(ground, "shop-web", "--target", "producton")
    assert said.code == 78
    assert "there is no target producton" in said.err


def test_tags_that_differ_are_differences_and_what_others_own_is_explained(tmp_path: Path, world: World) -> None:
    wanted = definition("shop-left", tags=[{"key": "team", "value": "shop"}])
    other = definition("shop-left", containerDefinitions=[container(image="ci/web:7")])
    arn = world.register_by_hand(other, region="eu-west-1")
    world.tag(arn, {"team": "mallory"})
    files = {"services/left.json": manifest(wanted, owned_elsewhere=["containerDefinitions[*].image"])}
    ground = lay(tmp_path, world.url, files)
    said = diff(ground, "shop-left", "--target", "production", "--explain", "--output", "json")
    (family,) = json.loads(said.out)["families"]
    assert (said.code, [(one["path"], one["live"]) for one in family["changes"]]) == (2, [("tags[team]", "mallory")])
    owned = [one for one in family["not_counted"] if one["reason"] == "owned"]
    assert [(one["path"], one["live"]) for one in owned] == [("containerDefinitions[app].image", "ci/web:7")]
    images = [one for one in family["not_counted"] if one["path"] == "containerDefinitions[app].image"]
    assert images == owned
