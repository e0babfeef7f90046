"""What pages point at or name exists: links, modules, functions, settings, variables, commands."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING, Final

import pytest
from click import Command, Context, Group

from plumbrule.cli import VERBS, main
from plumbrule.model.event import Event
from plumbrule.model.state import Gate, State
from plumbrule.settings.environment import CLIENTS, CONFIG, variable_of
from plumbrule.settings.keys import keys
from tests.docs.pages import ROOT, Page, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = ROOT / "daemon" / "plumbrule"
SETTINGS: Final = frozenset(keys())
TABLES: Final = frozenset(path.split(".")[0].removesuffix("[]") for path in SETTINGS if "." in path)

every_page = pytest.mark.parametrize("page", pages(), ids=str)


@every_page
def test_every_relative_link_leads_somewhere(page: Page) -> None:
    for link in page.links:
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        led_to = (page.path.parent / target).resolve() if target else page.path
        assert led_to.exists(), link
        assert not anchor or anchor in Page(led_to).anchors, link


@every_page
def test_every_module_that_is_named_exists(page: Page) -> None:
    for code in page.code:
        if re.fullmatch(r"[\w/]+\.py", code):
            assert (PACKAGE / code).is_file() or (ROOT / code).is_file(), code


def test_the_path_names_what_its_modules_really_hold() -> None:
    path = Page(ROOT / "docs" / "the-path.md")
    named = re.findall(r"`([\w/]+)\.py` \(`(\w+)`\)", path.prose)
    assert len(named) > 25
    for module, name in named:
        assert hasattr(import_module(f"plumbrule.{module.replace('/', '.')}"), name), f"{module}.py: {name}"


def test_the_path_goes_through_every_stage_in_order() -> None:
    text = Page(ROOT / "docs" / "the-path.md").text
    stages = ["Source", "Load", "Render", "Validate", "Observe", "Canon and diff", "Decide", "Act", "Tell", "Settle"]
    places = [text.index(f"\n### {stage}\n") for stage in stages]
    assert places == sorted(places)


@every_page
def test_every_setting_that_is_named_exists(page: Page) -> None:
    for code in page.code:
        path = code.split(":")[0]
        if re.fullmatch(r"[a-z_]+(\[\])?(\.[a-z_]+(\[\])?)+", path) and path.split(".")[0].removesuffix("[]") in TABLES:
            assert path in SETTINGS, code


@every_page
def test_every_variable_that_is_named_exists(page: Page) -> None:
    known = {variable_of(path) for path in SETTINGS} | {CONFIG, *CLIENTS}
    for name in re.findall(r"\bPLUMBRULE_[A-Z][A-Z_]*", page.text):
        assert name in known, name


@every_page
def test_every_command_that_is_named_exists(page: Page) -> None:
    for verb, rest in _commands(page):
        assert verb in VERBS, verb
        command = main.get_command(Context(main), verb)
        assert isinstance(command, Command)
        if isinstance(command, Group) and rest.strip():
            command = command.commands[rest.split()[0]]
        known = {name for option in command.params for name in option.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[\w-]+", rest)) <= known, rest


def _commands(page: Page) -> Iterator[tuple[str, str]]:
    """Verb and options of each `plumbrule …` in backticks and in shell blocks."""
    shell = [line for block in page.blocks if block.language in {"sh", "bash"} for line in block.text.splitlines()]
    for text in (*page.code, *shell):
        found = re.match(r"(?:\S*/)?plumbrule (\w+)([^|;>&]*)", text)
        if found:
            yield found[1], found[2]


@every_page
def test_every_shell_block_is_shell(page: Page) -> None:
    for block in page.blocks:
        if block.language in {"sh", "bash"}:
            done = subprocess.run(["bash", "-n"], input=block.text, text=True, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr


@every_page
def test_every_make_target_that_is_named_exists(page: Page) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for code in page.code:
        if found := re.match(r"make ([a-z-]+)", code):
            assert found[1] in targets, code


@pytest.mark.parametrize(
    ("page", "first", "known"),
    [
        ("docs/how-to/at-3-am.md", "state", {state.value for state in State}),
        ("docs/how-to/at-3-am.md", "event", {event.value for event in Event}),
        ("docs/reference/gates.md", "gate", {gate.value for gate in Gate}),
    ],
)
def test_a_table_names_only_what_there_is(page: str, first: str, known: set[str]) -> None:
    named = {row[first].strip("`") for row in Page(ROOT / page).table(first)}
    assert named
    assert named <= known


def test_somebody_at_3_am_finds_every_state() -> None:
    rows = Page(ROOT / "docs" / "how-to" / "at-3-am.md").table("state")
    assert {row["state"].strip("`") for row in rows} == {state.value for state in State}


def test_every_decision_is_in_the_index_and_has_every_part() -> None:
    folder = ROOT / "docs" / "adr"
    index = Page(folder / "README.md").links
    for path in folder.glob("0*.md"):
        text = Page(path).text
        assert path.name in index
        assert text.startswith(f"# {path.name[:4]}: ")
        assert "\n## Drivers\n" in text
        assert "\n## Outcome" in text
        assert "\n## What would change our mind\n" in text


@pytest.mark.parametrize("part", ["at run time", "for development"])
def test_every_dependency_has_its_reason(part: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = project["dependencies"] if part == "at run time" else project["optional-dependencies"]["dev"]
    text = Page(ROOT / "docs" / "adr" / "0002-dependencies.md").text
    section = text.split(f"## Outcome: {part}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([\w-]+)` \| \S", section, re.MULTILINE) == _in_order(listed, section)


def _in_order(requirements: list[str], section: str) -> list[str]:
    """The packages' names in the order of the section, the unlisted ones last."""
    names = [re.split(r"[\[<>=]", requirement)[0] for requirement in requirements]
    return sorted(names, key=lambda name: section.find(f"`{name}`") % len(section))
