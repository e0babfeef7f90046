from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ground import lay as settle
from tests.cli.ground import plumbrule
from tests.cli.made import UNEASY, lay, spec
from tests.demo.specs import BROKEN, WEB

if TYPE_CHECKING:
    from tests.world.client import World

FORM = {"R006", "R008"}
"""Rules about keys and types; words in lower case are rules of the file format."""

REAL_SPECS = Path(__file__).resolve().parents[2].parent / "shared" / "real-specs"


def test_json_has_the_promised_members(tmp_path: Path) -> None:
    lay(tmp_path, {"mailer.yaml": BROKEN})

    said = plumbrule("validate", "mailer.yaml", "--output", "json", "--show", "error", cwd=tmp_path)

    first, second = [one for one in json.loads(said.out)["findings"] if one["rule"] in {"R006", "R008"}]
    assert (first["rule"], second["rule"]) == ("R006", "R008")
    assert second == {
        "rule": "R008",
        "severity": "error",
        "file": "mailer.yaml",
        "line": 11,
        "column": 24,
        "pointer": "/containerDefinitions/0/portMappings/0/containerPort",
        "message": '`containerPort` must be a whole number, but is the text "2525"',
        "hint": "write 2525 without quotes",
    }


def test_good_files_are_clean(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec()})

    said = plumbrule("validate", ".", cwd=tmp_path)

    assert said.code == 0
    assert said.out.splitlines()[-1].startswith("1 file: ")
    assert " error " not in said.out
    assert " warning " not in said.out


@pytest.mark.parametrize(("limit", "code"), [("error", 0), ("warning", 2), ("info", 2)])
def test_fail_on_decides_which_findings_count(tmp_path: Path, limit: str, code: int) -> None:
    lay(tmp_path, {"web.json": spec(task=UNEASY)})

    said = plumbrule("validate", "web.json", "--fail-on", limit, cwd=tmp_path)

    assert "warning R008" in said.out
    assert said.code == code


def test_settings_say_where_a_file_goes(tmp_path: Path, world: World) -> None:
    ground = settle(tmp_path, world.url, {"services/web.json": WEB, "elsewhere/web.json": WEB})

    said = plumbrule("validate", ".", "--config", str(ground.config), cwd=ground.publisher.repository)

    assert said.code == 2
    assert "elsewhere/web.json" in said.out
    assert "unrouted" in said.out


def test_settings_reveal_two_files_for_one_family(tmp_path: Path, world: World) -> None:
    ground = settle(tmp_path, world.url, {"services/web.json": WEB, "services/again.json": WEB})

    said = plumbrule("validate", ".", "--config", str(ground.config), cwd=ground.publisher.repository)

    assert said.code == 2
    family = "error conflict: family `shop-web` of target `production`"
    told = family + " is also in services/{}.json\n    services/{}.json:2:13"
    assert told.format("web", "again") in said.out
    assert told.format("again", "web") in said.out


def test_a_line_with_a_secret_is_not_quoted(tmp_path: Path) -> None:
    lay(tmp_path, {"web.json": spec({"environment": [{"name": "DB_PASSWORD", "value": 12345678}]})})

    said = plumbrule("validate", "web.json", cwd=tmp_path)

    assert said.code == 2
    assert "R008" in said.out
    assert '"value": (secret)' in said.out
    assert "12345678" not in said.out


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    said = plumbrule("validate", "nowhere", cwd=tmp_path)

    assert said.code != 0
    assert "nowhere" in said.err
    assert "Traceback" not in said.err


@pytest.mark.skipif(
    not REAL_SPECS.is_dir(), reason="the published task definitions lie beside the repository, not in it"
)
def test_the_real_definitions_are_read_and_of_their_form_only_the_null_is_told() -> None:
    said = plumbrule("validate", str(REAL_SPECS), "--output", "json", cwd=REAL_SPECS)

    found = [one for one in json.loads(said.out)["findings"] if one["rule"] in FORM or one["rule"].islower()]
    assert [(one["file"], one["line"], one["column"], one["severity"], one["pointer"]) for one in found] == [
        ("wildfly.json", 25, 20, "warning", "/containerDefinitions/0/ulimits")
    ]
