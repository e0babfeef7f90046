"""`plumbrule plan --output markdown`: a comment on a pull request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from plumbrule.cli.page import LONGEST
from tests.cli.ground import lay
from tests.demo.specs import FILES, WEB

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.client import World


def test_it_has_the_sum_findings_targets_changes_and_what_would_be_registered(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB.replace('"info"', '"trace"')), region="eu-west-1")
    said = lay(tmp_path, world.url, FILES).plan("--output", "markdown")
    lines = said.out.splitlines()
    assert said.code == 2
    assert lines[0].startswith("## Plumbrule: ")
    assert "### Findings" in lines
    assert any(line.startswith("| refused | `services/mailer.yaml:9:") for line in lines)
    assert "### `production` (123456789012, eu-west-1)" in lines
    assert "#### `shop-web:1`: unadopted" in lines
    assert '| `containerDefinitions[web].environment[LOG_LEVEL].value` | `"trace"` | `"info"` |' in lines
    assert any(line.startswith("- would be registered by `plumbrule run` as plan `") for line in lines)


def test_it_is_never_longer_than_a_comment_may_be(tmp_path: Path, world: World) -> None:
    web = json.loads(WEB)
    files = {}
    for number in range(30):
        family = f"shop-web-{number}"
        files[f"services/web-{number}.json"] = json.dumps({**web, "family": family})
        container = {
            **web["containerDefinitions"][0],
            "environment": [{"name": f"VARIABLE_{index}", "value": "x" * 80} for index in range(30)],
        }
        world.register_by_hand({**web, "family": family, "containerDefinitions": [container]}, region="eu-west-1")
    said = lay(tmp_path, world.url, files).plan("--output", "markdown")
    assert LONGEST * 0.9 < len(said.out) <= LONGEST
    assert "more lines left out" in said.out.splitlines()[-1]
    assert said.out.count("<details>") == said.out.count("</details>") > 0
