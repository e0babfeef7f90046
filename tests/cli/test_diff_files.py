"""`plumbrule diff --file --against`: two files, offline, without settings."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.ground import Said, plumbrule
from tests.test_compare_forms import GIT, LIVE, manifest

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "correct-horse-battery"  # noqa: S105 - what must not be shown


def diff(folder: Path, spec: Any, live: Any, *words: str, name: str = "web.json") -> Said:  # noqa: ANN401 - any form
    (folder / name).write_text(spec if isinstance(spec, str) else json.dumps(spec))
    (folder / "live.json").write_text(live if isinstance(live, str) else json.dumps(live))
    return plumbrule("diff", "--file", name, "--against", "live.json", *words, cwd=folder)


def changed() -> dict[str, Any]:
    live = deepcopy(LIVE)
    container = live["containerDefinitions"][0]
    container["image"] = "app:2"
    container["essential"] = True
    container["environment"] = [*container["environment"][::-1], {"name": "DB_PASSWORD", "value": PASSWORD}]
    return {"taskDefinition": live}


def test_two_files_that_mean_the_same_exit_with_0(tmp_path: Path) -> None:
    said = diff(tmp_path, GIT, {"taskDefinition": LIVE}, "--output", "json")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {"equal": True, "changes": []}


def test_a_difference_exits_with_2_and_says_where_and_why(tmp_path: Path) -> None:
    said = diff(tmp_path, GIT, changed(), "--output", "json")
    told = json.loads(said.out)
    assert (said.code, told["equal"]) == (2, False)
    variable, image = told["changes"]
    assert image == {
        "path": "containerDefinitions[app].image",
        "pointer": "/containerDefinitions/0/image",
        "op": "replace",
        "git": "app:1",
        "live": "app:2",
        "why": "the two sides differ, and there is no default that it could be (risk class image)",
    }
    assert (variable["path"], variable["op"]) == ("containerDefinitions[app].environment[DB_PASSWORD]", "remove")
    assert "not_counted" not in told


def test_explain_lists_what_was_not_counted_with_its_fact_and_source(tmp_path: Path) -> None:
    told = json.loads(diff(tmp_path, GIT, changed(), "--output", "json", "--explain").out)
    quiet = {one["path"]: one for one in told["not_counted"]}
    assert quiet["executionRoleArn"]["reason"] == "role_name"
    assert quiet["volumes"]["reason"] == "empty"
    assert quiet["registeredBy"]["reason"] == "response_only"
    assert quiet["containerDefinitions[app].environment"]["reason"] == "order"
    essential = quiet["containerDefinitions[app].essential"]
    assert essential["fact"] == "`true` is the default, so writing it and leaving it out mean the same"
    assert essential["source"].startswith("https://")
    assert essential["source"].endswith("seen 2026-11")
    assert (essential["live"], "git" in essential) == (True, False)


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_a_secret_is_compared_and_shown_nowhere(tmp_path: Path, output: str) -> None:
    spec = deepcopy(GIT)
    spec["containerDefinitions"][0]["environment"].append({"name": "DB_PASSWORD", "value": "hunter2hunter2"})
    said = diff(tmp_path, spec, changed(), "--output", output, "--explain")
    assert said.code == 2
    assert "environment[DB_PASSWORD].value" in said.out
    assert PASSWORD not in said.out
    assert "hunter2" not in said.out


def test_the_terminal_groups_by_container_and_reads_from_live_to_git(tmp_path: Path) -> None:
    live = changed()
    live["taskDefinition"]["cpu"] = "512"
    said = diff(tmp_path, GIT, live, "--explain")
    lines = [line.strip() for line in said.out.splitlines()]
    assert lines[:4] == [
        "web.json",
        "task",
        '~ cpu: "512" → "256"',
        "the two sides differ, also in CPU units (risk class size)",
    ]
    assert lines[4] == "container app"
    assert '~ image: "app:2" → "app:1"' in lines
    assert "not counted" in lines
    assert lines[-1].startswith("3 differences, ")


def test_markdown_is_a_table_with_everything_foreign_fenced(tmp_path: Path) -> None:
    live = changed()
    live["taskDefinition"]["containerDefinitions"][0]["image"] = "a|b `c` @all <b>"
    said = diff(tmp_path, GIT, live, "--output", "markdown")
    assert '| `containerDefinitions[app].image` | ``"a\\|b `c` @all <b>"`` | `"app:1"` |' in said.out.splitlines()


def test_a_manifest_takes_its_target_from_the_observed_arn_and_its_name_from_the_option(tmp_path: Path) -> None:
    spec = manifest(overlays=[{"target": "prod", "patch": {"cpu": "512", "memory": "1024"}}])
    live = {**LIVE, "cpu": "512", "memory": "1024"}
    assert diff(tmp_path, spec, live).code == 2
    assert diff(tmp_path, spec, live, "--target", "prod").code == 0


def test_a_spec_in_yaml_is_compared_too(tmp_path: Path) -> None:
    assert diff(tmp_path, json.dumps(GIT), LIVE, name="web.yaml").code == 0


CANNOT = {
    "a spec that cannot be parsed": ("{", LIVE, (), "web.json:1:"),
    "a spec that needs settings": (manifest(template={**GIT, "cpu": "${var.x}"}), LIVE, (), "${var.x}"),
    "an answer that is no JSON": (GIT, "{", (), "describe-task-definition"),
    "an answer that is a list": (GIT, "[]", (), "describe-task-definition"),
    "an answer about something else": (GIT, {"services": []}, (), "observed is no task definition"),
    "a family beside the files": (GIT, LIVE, ("web",), "without FAMILY"),
}


@pytest.mark.parametrize(("spec", "live", "words", "sentence"), CANNOT.values(), ids=CANNOT.keys())
def test_what_cannot_be_compared_exits_with_1_and_a_sentence(
    tmp_path: Path,
    spec: Any,  # noqa: ANN401 - wrong on purpose
    live: Any,  # noqa: ANN401 - wrong on purpose
    words: tuple[str, ...],
    sentence: str,
) -> None:
    said = diff(tmp_path, spec, live, *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_files_that_are_not_there_and_halves_of_the_options_exit_with_1(tmp_path: Path) -> None:
    for words in (["--file", "none.json", "--against", "none.json"], ["--file", "none.json"], ["--against", "x"], []):
        said = plumbrule("diff", *words, cwd=tmp_path, environment={"PLUMBRULE_CONFIG": str(tmp_path / "none.yaml")})
        assert (said.code, said.out) == (1, ""), words
        assert said.err.startswith("plumbrule: ")
