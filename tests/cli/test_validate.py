from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ground import lay, plumbrule
from tests.demo.specs import BROKEN, FILES, WEB

if TYPE_CHECKING:
    from tests.world.client import World

REAL_SPECS = Path(__file__).resolve().parents[2].parent / "shared" / "real-specs"


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_every_finding_has_its_place_its_line_and_a_hint(tmp_path: Path) -> None:
    _write(tmp_path, FILES)

    said = plumbrule("validate", "services", cwd=tmp_path)

    assert said.code == 2
    assert said.out == (
        "services/mailer.yaml:9:5: error R006: ECS knows no `esential` in `containerDefinitions[0]`\n"
        "        esential: true\n"
        "        ^\n"
        "    hint: did you mean `essential`?\n"
        'services/mailer.yaml:11:24: error R008: `containerPort` must be a whole number, but is the text "2525"\n'
        '          - containerPort: "2525"\n'
        "                           ^\n"
        "    hint: write 2525 without quotes\n"
        "4 files checked: 2 errors\n"
    )


def test_json_has_the_promised_members(tmp_path: Path) -> None:
    _write(tmp_path, {"mailer.yaml": BROKEN})

    said = plumbrule("validate", "mailer.yaml", "--output", "json", cwd=tmp_path)

    first, second = json.loads(said.out)["findings"]
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
    _write(tmp_path, {"web.json": WEB})

    said = plumbrule("validate", ".", cwd=tmp_path)

    assert (said.code, said.out) == (0, "1 file checked: nothing to complain about\n")


@pytest.mark.parametrize(("limit", "code"), [("error", 0), ("warning", 2), ("info", 2)])
def test_fail_on_decides_which_findings_count(tmp_path: Path, limit: str, code: int) -> None:
    _write(tmp_path, {"web.json": WEB.replace('"cpu": ".5 vCPU"', '"cpu": 512')})

    said = plumbrule("validate", "web.json", "--fail-on", limit, cwd=tmp_path)

    assert "warning R008" in said.out
    assert said.code == code


def test_settings_say_where_a_file_goes(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, {"services/web.json": WEB, "elsewhere/web.json": WEB})

    said = plumbrule("validate", ".", "--config", str(ground.config), cwd=ground.publisher.repository)

    assert said.code == 2
    assert "elsewhere/web.json" in said.out
    assert "unrouted" in said.out


def test_settings_reveal_two_files_for_one_family(tmp_path: Path, world: World) -> None:
    ground = lay(tmp_path, world.url, {"services/web.json": WEB, "services/again.json": WEB})

    said = plumbrule("validate", ".", "--config", str(ground.config), cwd=ground.publisher.repository)

    assert said.code == 2
    assert "services/web.json:2:13: error conflict: family `shop-web` of target `production` is also in" in said.out
    assert "services/again.json:2:13: error conflict: family `shop-web` of target `production` is also in" in said.out


def test_a_line_with_a_secret_is_not_quoted(tmp_path: Path) -> None:
    spec = WEB.replace('{"name": "LOG_LEVEL", "value": "info"}', '{"name": "DB_PASSWORD", "value": 12345678}')
    _write(tmp_path, {"web.json": spec})

    said = plumbrule("validate", "web.json", cwd=tmp_path)

    assert said.code == 2
    assert "R008" in said.out
    assert "12345678" not in said.out.replace("web.json", "")


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    said = plumbrule("validate", "nowhere", cwd=tmp_path)

    assert said.code != 0
    assert "nowhere" in said.err
    assert "Traceback" not in said.err


@pytest.mark.skipif(
    not REAL_SPECS.is_dir(), reason="the published task definitions lie beside the repository, not in it"
)
def test_the_real_definitions_are_read_and_only_the_null_is_told() -> None:
    said = plumbrule("validate", str(REAL_SPECS), "--output", "json", cwd=REAL_SPECS)

    found = json.loads(said.out)["findings"]
    assert [(one["file"], one["line"], one["column"], one["severity"], one["pointer"]) for one in found] == [
        ("wildfly.json", 25, 20, "warning", "/containerDefinitions/0/ulimits")
    ]
