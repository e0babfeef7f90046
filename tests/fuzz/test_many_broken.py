"""Law 9 by the hundred: three hundred broken files beside three hundred good ones, through the real source and loop."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from plumbrule.edge.source import GitSource, LinkSource
from plumbrule.model.event import Event
from tests.builders.definitions import Definition, as_text, definition
from tests.edge.source.repos import commit, new_repo, publish
from tests.loop.stage import Stage, new_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.ports import Source

EACH: Final = 300
_WAYS: Final[tuple[tuple[str, Callable[[Definition], bytes]], ...]] = (
    ("json", lambda one: as_text(one).encode()[:-20]),
    ("json", lambda one: as_text(one).encode() + b","),
    ("json", lambda one: as_text(one).replace('"cpu": "256",', '"cpu": "256", // small').encode()),
    ("json", lambda one: as_text(one).replace('"256"', "'256'").encode()),
    ("json", lambda one: as_text({**one, "cpuu": "256"}).encode()),
    ("json", lambda one: as_text({**one, "containerDefinitions": "none"}).encode()),
    ("json", lambda one: as_text(one).encode("utf-32")),
    ("json", lambda _: b"[" * 100_000),
    ("json", lambda one: json.dumps(one).replace('"256"', '"\\ud800"').encode()),
    ("json", lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
    ("yaml", lambda one: f"family: {one['family']}\ncontainerDefinitions:\n\t- name: x\n".encode()),
    ("yaml", lambda one: f"family: {one['family']}\nfamily: other\n".encode()),
    ("yaml", lambda one: f"family: &a {one['family']}\ncpu: *a\n".encode()),
    ("yaml", lambda one: f"family: !!python/name:os.abort {one['family']}\n".encode()),
    ("yaml", lambda one: f"family: {one['family']}\n--- \nfamily: other\n".encode()),
    ("yaml", lambda one: b"\xff" + as_text(one).encode()),
    ("yaml", lambda _: b"family: \0\n"),
    ("yaml", lambda _: b"- " * 50_000),
    ("yaml", lambda _: b""),
    (
        "yml",
        lambda one: (
            f"apiVersion: plumbrule.dev/v2\nkind: TaskDefinition\nmetadata: {{name: {one['family']}}}\n".encode()
        ),
    ),
)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> str:
    return new_account(monkeypatch)


def good() -> dict[str, bytes]:
    """A path for each family, all of them sound."""
    return {f"specs/good-{n:03}.json": as_text(definition(f"good-{n:03}")).encode() for n in range(EACH)}


def broken() -> dict[str, bytes]:
    """As many files, each spoiled in one of the ways."""
    found = {}
    for n in range(EACH):
        ending, spoil = _WAYS[n % len(_WAYS)]
        found[f"specs/broken-{n:03}.{ending}"] = spoil(definition(f"broken-{n:03}"))
    return found


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def git_source(folder: Path) -> Source:
    repo = new_repo(folder / "repo")
    write(repo, {**good(), **broken()})
    commit(repo)
    return GitSource(repo)


def link_source(folder: Path) -> Source:
    write(folder / "0a1b2c", {**good(), **broken()})
    publish(folder / "current", folder / "0a1b2c")
    return LinkSource(folder / "current")


@pytest.mark.slow
@pytest.mark.parametrize("opened", [git_source, link_source])
def test_three_hundred_broken_files_stop_none_of_three_hundred_good_ones(
    opened: Callable[[Path], Source], tmp_path: Path, endpoint: World, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.loop.stage.MOST_WORK", 10 * EACH)
    source = opened(tmp_path)
    stage = Stage(endpoint, account, source=source)
    try:
        stage.read()
        stage.sweep()
        stage.sweep()
        _check(stage)
    finally:
        stage.close()
        source.close()


def _check(stage: Stage) -> None:
    registered = Counter(one.family for one in stage.endpoint.log() if one.account == stage.account)
    assert registered == dict.fromkeys((f"good-{n:03}" for n in range(EACH)), 1)
    refused = {fields["file"] for fields in stage.heard.of(Event.SPEC_REFUSED)}
    assert refused == set(broken())
    assert not stage.heard.of(Event.FAILURE_CONTAINED)
