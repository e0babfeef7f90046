"""Every command in the pages is run by a test, or stands in a short list with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.aws.moto import running_moto
from tests.docs.commands import NOT_RUN, WHOLE_PAGES, commands, shown, to_run
from tests.docs.errand import Errand, stock
from tests.docs.pages import ROOT
from tests.world.client import World
from tests.world.slack import Slack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow
FINE: Final = frozenset({0, 2})
"""Clean, or there is something; what could not run exits with 1, and wrong settings with 78."""


def _here(errand: Errand) -> None:
    errand.here = ROOT


def _again(errand: Errand) -> None:
    errand.run("git rm --quiet services/shop-web.yaml && git commit --quiet --message 'once more'")


BEFORE: Final[Mapping[str, Callable[[Errand], None]]] = {
    "plumbrule plans": lambda errand: errand.asks("nginx:1.28"),
    "plumbrule approve --commit 9b1c2d3": lambda errand: errand.asks("nginx:1.29"),
    'plumbrule approve 3f2a9c0d1b7e --for 24h --reason "goes on Monday"': lambda errand: errand.asks("nginx:1.31"),
    'plumbrule reject 3f2a9c0d1b7e --reason "wait for the fix"': lambda errand: errand.asks("nginx:1.30"),
    "plumbrule adopt shop-worker --config plumbrule.yaml --target production": lambda errand: errand.by_hand(
        "shop-worker", "nginx:hand"
    ),
    "plumbrule validate deploy/ecs/specs --root deploy/ecs --config deploy/ecs/plumbrule/plumbrule.yaml "
    "--fail-on warning": _here,
    "plumbrule import --all --prefix shop- --target production --config plumbrule.yaml --folder services": (
        Errand.elsewhere
    ),
    "plumbrule import shop-web --target production --config plumbrule.yaml --folder services": _again,
}
"""What has to have happened before a command makes sense."""


@pytest.fixture
def errand(tmp_path: Path) -> Iterator[Errand]:
    with World.start() as world, Slack() as slack, running_moto() as aws:
        made = Errand(tmp_path, world, aws, slack)
        stock(made)
        yield made
        made.close()


@pytest.mark.timeout(900)
def test_every_command_that_can_be_run_runs(errand: Errand) -> None:
    page, wrong = "", []
    for of, command in to_run():
        errand.here = errand.here if of == page else errand.home
        page = of
        if command in BEFORE:
            BEFORE[command](errand)
        ran = errand.run(command)
        if ran.returncode not in FINE or "Traceback" in ran.stderr:
            wrong.append(f"{of}: {command}\n{ran.stdout}{ran.stderr}")
    assert wrong == []


def test_what_is_not_run_is_still_shown_and_has_its_reason() -> None:
    for beginning, why in NOT_RUN.items():
        assert why
        assert any(command.startswith(beginning) for _, command in shown()), beginning
    assert BEFORE.keys() <= {command for _, command in to_run()}


def test_pages_that_another_test_runs_are_named_in_it() -> None:
    for page, test in WHOLE_PAGES.items():
        text = (ROOT / test).read_text(encoding="utf-8")
        assert page.rpartition("/")[2] in text, (page, test)
        assert "Page(ROOT" in text or "Page(FOLDER" in text, test


def test_lines_that_go_on_are_one_command() -> None:
    assert list(commands("a \\\n  b\nc\n{ d\n  e\n} > f\ng\n")) == ["a \\\n  b", "c", "{ d\n  e\n} > f", "g"]
