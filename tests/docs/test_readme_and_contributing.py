"""What README and CONTRIBUTING promise: the settings load, targets and commands are those of the Makefile."""

from __future__ import annotations

import re
from typing import Final

from plumbrule.settings.load import parse_settings
from tests.docs.outputs import make
from tests.docs.pages import ROOT, Page, plain

README: Final = Page(ROOT / "README.md")
TARGETS: Final = Page(ROOT / "CONTRIBUTING.md").table("target")
MAKEFILE: Final = (
    (ROOT / "Makefile")
    .read_text(encoding="utf-8")
    .replace("$(BIN)", ".venv/bin")
    .replace("$(JOBS)", "4")
    .replace("@", "")
)


def test_the_settings_in_the_readme_load_and_report_only() -> None:
    (text,) = [block.text for block in README.blocks if block.language == "yaml"]
    settings = parse_settings(text, "README.md", {})
    assert settings.instance == "shop"
    assert [target.policy.auto for target in settings.targets] == [frozenset()]
    assert len(text.splitlines()) == 10


def test_the_readme_names_the_two_commands_to_try() -> None:
    assert [block.text for block in README.blocks if block.language == "sh"] == ["make demo\nmake test\n"]


def test_contributing_lists_the_targets_that_make_lists() -> None:
    listed = [(plain(row["target"]), row["what"]) for row in TARGETS]
    assert listed == re.findall(r"^  (make [a-z-]+) +(.+)$", make(), re.MULTILINE)


def test_the_plain_commands_are_those_of_the_makefile() -> None:
    for row in TARGETS:
        for command in re.findall(r"`(.+?)`", row["as plain commands"]):
            assert command == "make" or command in MAKEFILE, command
