"""`plumbrule plan --since REF`: a pull request's own families, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.ground import Ground, Said, lay
from tests.demo.specs import API, WEB, WORKER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.client import World

BEFORE = "before"
FILES = {"services/web.json": WEB, "services/worker.yaml": WORKER, "services/api.yaml": API}


@pytest.fixture
def ground(tmp_path: Path, world: World) -> Ground:
    """A repository with a second commit: one spec changed, one only in its layout, one gone."""
    made = lay(tmp_path, world.url, FILES)
    changed = {"services/web.json": WEB.replace('"info"', '"debug"'), "services/api.yaml": f"# a word\n{API}"}
    made.publisher.git("tag", BEFORE)
    (made.publisher.repository / "services" / "worker.yaml").unlink()
    made.publisher.commit(changed, "another level")
    made.change("kind: link", "kind: git")
    made.change(f"path: {made.publisher.link}", f"path: {made.publisher.repository}")
    return made


def families(said: Said) -> list[str]:
    return [one["family"] for one in json.loads(said.out)["families"]]


def test_only_families_whose_input_changed_are_read(ground: Ground, world: World) -> None:
    said = ground.plan("--since", BEFORE, "--output", "json")
    assert (said.code, families(said)) == (2, ["shop-web"])
    assert [one["family"] for one in json.loads(said.out)["gone"]] == ["shop-worker"]
    assert world.calls().count("DescribeTaskDefinition") == 1


def test_a_family_whose_agreed_revision_nobody_knows_says_base_unknown(ground: Ground, world: World) -> None:
    world.register_by_hand(json.loads(WEB), region="eu-west-1")
    assert "base unknown" in ground.plan("--since", BEFORE).out
    markdown = ground.plan("--since", BEFORE, "--output", "markdown").out
    assert "base unknown" in markdown
    assert "- gone: `shop-worker`, which Git names no more" in markdown


def test_nothing_changed_is_nothing_to_look_at(ground: Ground, world: World) -> None:
    said = ground.plan("--since", "HEAD", "--output", "json")
    assert (said.code, families(said)) == (0, [])
    assert world.calls().count("DescribeTaskDefinition") == 0


def test_a_commit_that_does_not_exist_is_one_sentence(ground: Ground) -> None:
    said = ground.plan("--since", "no-such-branch")
    assert (said.code, said.out) == (1, "")
    assert "there is no commit no-such-branch" in said.err


def test_a_source_without_history_says_so(tmp_path: Path, world: World) -> None:
    said = lay(tmp_path, world.url, FILES).plan("--since", "HEAD")
    assert said.code == 1
    assert "only a source of kind git" in said.err
