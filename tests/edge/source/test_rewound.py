"""A branch that was rewound, and a source that has fallen silent, through the loop with real repositories."""

from __future__ import annotations

import dataclasses
import os
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import memory_journal, open_journal
from plumbrule.edge.source import GitSource, LinkSource
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.errors import SourceError
from plumbrule.loop.gather import hearing_of
from plumbrule.loop.intake import take_in
from plumbrule.loop.names import SweepTarget
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.vigil import SECONDS, Vigil
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.event import Event
from plumbrule.model.ids import CommitId, Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.record import Agreed, Applied
from plumbrule.model.target_policy import Route, TargetPolicy
from tests.builders.clocks import T0, HandClock
from tests.builders.definitions import as_text, definition
from tests.builders.notices import Heard
from tests.edge.source.follower import SOON
from tests.edge.source.repos import commit, git, new_repo, publish, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.ports import Journal, Source

ORIGIN = "git /srv/specs main"
TARGET = Target(TargetName("prod"), TargetId("aws", "123456789012", "eu-west-1"))
POLICY = TargetPolicy(routes=(Route("**"),))
MOST = timedelta(minutes=15)


def web(memory: str = "512") -> dict[str, str]:
    return {"web.json": as_text(definition("web", memory=memory))}


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Path:
    return new_repo(tmp_path / "repo", web())


@pytest.fixture(name="made")
def _made() -> Iterator[Callable[..., World]]:
    sources: list[Source] = []

    def make(source: Source, journal: Journal | None = None, **changes: Any) -> World:  # noqa: ANN401 - any field
        sources.append(source)
        start = {
            "generation": "g1",
            "instance": Instance("stage"),
            "pace": Pace(),
            "bounds": DEFAULT_BOUNDS,
            "shape": api_shape(),
            "source": source,
            "targets": {TARGET.name: TargetPorts(TARGET, POLICY, None)},  # type: ignore[arg-type] # nothing observes
            "journal": journal or memory_journal(),
            "notifier": Heard(),
            "clock": HandClock(),
            "meter": Counts(),
            "origin": ORIGIN,
        }
        return World(**{**start, **changes})

    yield make
    for source in sources:
        source.close()


def heard(world: World) -> Heard:
    assert isinstance(world.notifier, Heard)
    return world.notifier


def clock(world: World) -> HandClock:
    assert isinstance(world.clock, HandClock)
    return world.clock


def head(repo: Path) -> CommitId:
    return CommitId(git(repo, "rev-parse", "HEAD"))


# Rewound.


def test_every_commit_that_follows_is_taken_in_and_remembered(repo: Path, made: Callable[..., World]) -> None:
    world = made(GitSource(repo))
    intake = take_in(world, None)
    assert world.journal.applied(ORIGIN) == Applied(ORIGIN, head(repo), T0)
    clock(world).advance(60)
    commit(repo, web("1024"))
    assert take_in(world, intake).commit == head(repo)
    assert world.journal.applied(ORIGIN) == Applied(ORIGIN, head(repo), T0 + timedelta(seconds=60))
    assert heard(world).of(Event.ANCESTRY_UNKNOWN) == []


def test_a_rewound_branch_is_refused_with_both_commits_and_what_to_do_and_survives_a_restart(
    repo: Path, tmp_path: Path, made: Callable[..., World]
) -> None:
    first = head(repo)
    second = commit(repo, web("1024"))
    journal = open_journal(tmp_path / "journal.db", writable=True)
    take_in(made(GitSource(repo), journal), None)
    journal.close()
    git(repo, "reset", "--quiet", "--hard", first)
    journal = open_journal(tmp_path / "journal.db", writable=True)
    world = made(GitSource(repo), journal)
    for _ in range(2):
        with pytest.raises(SourceError, match="rewound") as caught:
            take_in(world, None)
        assert caught.match(f"{first} does not descend from {second}")
        assert caught.match(f"set source.accept_rewind to {first}")
    assert journal.applied(ORIGIN) == Applied(ORIGIN, CommitId(second), T0)
    assert heard(world).of(Event.SNAPSHOT_TAKEN) == []
    journal.close()


def test_the_commit_that_the_operator_names_is_taken_in_and_what_follows_it_too(
    repo: Path, made: Callable[..., World]
) -> None:
    first = head(repo)
    commit(repo, web("1024"))
    world = made(GitSource(repo))
    intake = take_in(world, None)
    git(repo, "reset", "--quiet", "--hard", first)
    other = commit(repo, web("2048"))
    third = commit(repo, web("4096"))
    accepting = dataclasses.replace(world, accepted_rewind=other)
    assert take_in(accepting, intake).commit == third, "the branch has moved on while the operator edited"
    assert world.journal.applied(ORIGIN) == Applied(ORIGIN, CommitId(third), T0)
    assert take_in(world, intake).commit == third, "it need not be accepted twice"


def test_an_old_acceptance_allows_no_new_rewinding(repo: Path, made: Callable[..., World]) -> None:
    first = head(repo)
    second = commit(repo, web("1024"))
    commit(repo, web("2048"))
    world = made(GitSource(repo), accepted_rewind=first)
    take_in(world, None)
    git(repo, "reset", "--quiet", "--hard", second)
    with pytest.raises(SourceError, match="rewound"):
        take_in(world, None)


def test_a_commit_whose_ancestry_cannot_be_told_is_taken_in_and_that_is_told_once(
    tmp_path: Path, made: Callable[..., World]
) -> None:
    link, intake = tmp_path / "current", None
    world = made(LinkSource(link))
    for letter in "abc":
        write(tmp_path / (letter * 40), web(str(512 * (ord(letter) - 96))))
        publish(link, tmp_path / (letter * 40))
        intake = take_in(world, intake)
        assert world.journal.applied(ORIGIN) == Applied(ORIGIN, CommitId(letter * 40), T0)
    assert heard(world).of(Event.ANCESTRY_UNKNOWN) == [{"commit": "b" * 40}]


def test_without_a_commit_nothing_is_remembered_or_refused(tmp_path: Path, made: Callable[..., World]) -> None:
    write(tmp_path / "tree", web())
    publish(tmp_path / "current", tmp_path / "tree")
    world = made(LinkSource(tmp_path / "current"))
    world.journal.record(Applied(ORIGIN, CommitId("a" * 40), T0))
    assert take_in(world, None).commit is None
    assert world.journal.applied(ORIGIN) == Applied(ORIGIN, CommitId("a" * 40), T0)


def test_planning_refuses_a_rewound_branch_too_and_writes_nothing(repo: Path, made: Callable[..., World]) -> None:
    first = head(repo)
    commit(repo, web("1024"))
    world = made(GitSource(repo), may_act=False)
    take_in(world, None)
    assert world.journal.applied(ORIGIN) is None
    world.journal.record(Applied(ORIGIN, head(repo), T0))
    git(repo, "reset", "--quiet", "--hard", first)
    with pytest.raises(SourceError, match="rewound"):
        take_in(world, None)


def test_another_source_has_a_memory_of_its_own(repo: Path, made: Callable[..., World]) -> None:
    world = made(GitSource(repo))
    world.journal.record(Applied("git /srv/specs other", CommitId("a" * 40), T0))
    assert take_in(world, None).commit == head(repo)


# What the source refuses is broken, not deleted.


def test_a_file_that_the_source_refuses_keeps_the_family_it_had(repo: Path, made: Callable[..., World]) -> None:
    world = made(GitSource(repo))
    before = take_in(world, None)
    key = Key(TARGET.name, Family("web"))
    known = before.specs[key]
    agreed = Agreed(key, "arn:x:1", 1, known.input_digest, known.input_digest, known.definition, T0, known.path)
    world.journal.record(agreed)
    commit(repo, {"WEB.json": as_text(definition("other")), "api.json": as_text(definition("api"))})
    after = take_in(world, before)
    spec = after.spec(key, world.journal)
    assert spec is not None
    assert [finding.rule for finding in spec.findings] == ["name-case"]
    assert spec.definition == known.definition
    assert len(heard(world).of(Event.SPEC_REFUSED, rule="name-case")) == 2


# Silent.


@pytest.fixture(name="shell")
def _shell(repo: Path, tmp_path: Path, made: Callable[..., World]) -> Shell:
    touch(tmp_path / "synced", 0)
    source = GitSource(repo, touch_file=tmp_path / "synced")
    world = made(source, pace=Pace(max_age=MOST))
    return Shell(world, WorkQueue(world.clock))


def touch(place: Path, seconds: float) -> None:
    """Touched so long after the clock's beginning."""
    place.touch()
    when = (T0 + timedelta(seconds=seconds)).timestamp()
    os.utime(place, (when, when))


def said(shell: Shell, event: Event) -> int:
    return len(listener(shell).of(event))


def listener(shell: Shell) -> Heard:
    """The notifier of the test, which the shell has made unfailing."""
    inner = getattr(shell.world.notifier, "inner", None)
    assert isinstance(inner, Heard)
    return inner


def advance(shell: Shell, seconds: float) -> None:
    clock(shell.world).advance(seconds)


def test_silence_is_told_once_and_its_end_once_with_a_sweep_of_every_target(shell: Shell, tmp_path: Path) -> None:
    vigil = Vigil(shell)
    advance(shell, MOST.total_seconds())
    vigil.look()
    assert said(shell, Event.SOURCE_SILENT) == 0
    advance(shell, 1)
    for _ in range(3):
        vigil.look()
        advance(shell, 60)
    assert (said(shell, Event.SOURCE_SILENT), said(shell, Event.SOURCE_HEARD)) == (1, 0)
    assert shell.queue.depth() == 0
    touch(tmp_path / "synced", MOST.total_seconds() + 100)
    for _ in range(3):
        vigil.look()
    assert (said(shell, Event.SOURCE_SILENT), said(shell, Event.SOURCE_HEARD)) == (1, 1)
    assert shell.queue.take() == (TARGET.name, SweepTarget(TARGET.name))


def test_a_source_that_may_be_silent_is_not_even_asked(repo: Path, made: Callable[..., World]) -> None:
    world = made(GitSource(repo))
    assert hearing_of(world) is None
    shell = Shell(world, WorkQueue(world.clock))
    Vigil(shell).look()
    assert said(shell, Event.SOURCE_SILENT) == 0


# Supervised.


def test_a_look_is_begun_once_a_minute_and_never_waited_for(shell: Shell) -> None:
    looks, let_go = [], threading.Event()

    class Slow(GitSource):
        def revive(self) -> bool:
            looks.append(threading.current_thread())
            let_go.wait(SOON)
            return False

    slow = Slow(shell.world.source._path)  # type: ignore[attr-defined]
    shell.swap(dataclasses.replace(shell.world, source=slow))
    vigil = Vigil(shell)
    vigil.attend()
    for _ in range(5):
        advance(shell, SECONDS)
        vigil.attend()
    assert not vigil.stop(0.0)
    let_go.set()
    assert vigil.stop(SOON)
    assert len(looks) == 1, "a second one is not begun beside it"
    assert looks[0] is not threading.main_thread()
    vigil.attend()
    assert vigil.stop(SOON)
    assert len(looks) == 2
    advance(shell, SECONDS - 1)
    vigil.attend()
    assert vigil.stop(SOON)
    assert len(looks) == 2
    slow.close()


def test_a_watching_that_died_is_revived_told_and_counted(shell: Shell) -> None:
    source = shell.world.source
    assert isinstance(source, GitSource)
    source.watch(shell.ask_source)
    Vigil(shell).look()
    assert said(shell, Event.WATCH_REVIVED) == 0
    assert source.hints._observer is not None
    source.hints._observer.stop()
    source.hints._observer.join(SOON)
    Vigil(shell).look()
    assert said(shell, Event.WATCH_REVIVED) == 1
    assert shell.world.meter.read()["watch_revived"] == 1
    assert source.hints.alive()


def test_a_fault_while_looking_is_contained_and_the_next_look_comes(shell: Shell) -> None:
    class Faulty(GitSource):
        def revive(self) -> bool:
            raise RuntimeError("on purpose")

    faulty = Faulty(shell.world.source._path)  # type: ignore[attr-defined]
    shell.swap(dataclasses.replace(shell.world, source=faulty))
    vigil = Vigil(shell)
    for _ in range(2):
        vigil.attend()
        assert vigil.stop(SOON)
        advance(shell, SECONDS)
    assert said(shell, Event.FAILURE_CONTAINED) == 1
    faulty.close()
