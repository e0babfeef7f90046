"""What inotify does not tell: a limit that is reached, a queue that overflowed, threads that died."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.source import LinkSource, PlainSource
from tests.edge.source.follower import QUICK, SOON, Follower
from tests.edge.source.repos import publish, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.edge.source.watch import Hints

ROOT = Path(__file__).parents[3]
QUEUE = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())


class Watcher:
    """`watcher.py` as a process, its lines read in a thread."""

    def __init__(self, place: Path, poll: float, *before: str, **environment: str) -> None:
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.edge.source.watcher", str(place), str(poll)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'daemon'}{os.pathsep}{ROOT}", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._said = ""

    def told(self) -> dict[str, Any]:
        """The next thing it says."""
        return self._lines.get(timeout=SOON)

    def close(self) -> str:
        """End it; what it wrote to its error output."""
        self.process.kill()
        self._reader.join(SOON)
        assert self.process.stderr is not None
        if not self.process.stderr.closed:
            with self.process.stderr as stream:
                self._said = stream.read()
        self.process.wait(SOON)
        return self._said

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self._lines.put(json.loads(line))


@pytest.fixture(name="watching")
def _watching() -> Iterator[Callable[..., Watcher]]:
    with contextlib.ExitStack() as stack:

        def start(place: Path, poll: float, *before: str, **environment: str) -> Watcher:
            watcher = Watcher(place, poll, *before, **environment)
            stack.callback(watcher.close)
            return watcher

        yield start


def _namespace() -> bool:
    """Whether a user may have a user namespace here, where the limit is one's own and nobody else's."""
    words = ["unshare", "--user", "--map-root-user", "test", "-w", "/proc/sys/user/max_inotify_watches"]
    with contextlib.suppress(OSError):
        return subprocess.run(words, capture_output=True, timeout=60, check=False).returncode == 0
    return False


@pytest.mark.slow
@pytest.mark.skipif(not _namespace(), reason="a user namespace with a limit of its own cannot be made here")
@pytest.mark.parametrize("limit", [0, 1])
def test_where_the_watch_limit_is_reached_polling_finds_every_version(
    limit: int, tmp_path: Path, watching: Callable[..., Watcher]
) -> None:
    place = tmp_path / "specs"
    write(place, {"deep/er/web.json": "1", "side/web.json": "1"})
    watcher = watching(place, 0.1, "unshare", "--user", "--map-root-user", LIMIT=str(limit))
    first = watcher.told()
    assert first["files"] == {"deep/er/web.json": "1", "side/web.json": "1"}
    assert first["reason"].startswith("only polling: "), "a part of the tree is never taken for all of it"
    assert first["alive"] is False
    write(place, {"deep/er/web.json": "2"})
    assert watcher.told()["files"]["deep/er/web.json"] == "2"


@pytest.mark.slow
@pytest.mark.skipif(QUEUE > 100_000, reason="filling a queue that long would take too long")
def test_after_an_overflow_that_swallowed_the_news_polling_finds_it_and_hints_go_on(
    tmp_path: Path, watching: Callable[..., Watcher]
) -> None:
    """The reader stands still while more happens beside the link than the kernel keeps."""
    for name in "abc":
        write(tmp_path / "trees" / name, {"web.json": name})
    publish(tmp_path / "current", tmp_path / "trees/a")
    watcher = watching(tmp_path / "current", 3.0)
    assert watcher.told()["files"] == {"web.json": "a"}
    watcher.process.send_signal(signal.SIGSTOP)
    for number in range(QUEUE):
        (tmp_path / f"{number % 512}.noise").touch()
        (tmp_path / f"{number % 512}.noise").unlink()
    publish(tmp_path / "current", tmp_path / "trees/b")
    watcher.process.send_signal(signal.SIGCONT)
    assert watcher.told()["files"] == {"web.json": "b"}
    publish(tmp_path / "current", tmp_path / "trees/c")
    assert watcher.told() | {"at": 0} == {"files": {"web.json": "c"}, "reason": "", "alive": True, "at": 0}
    assert "overflowed" in watcher.close(), "else this test has shown nothing"


@pytest.fixture(name="published")
def _published(tmp_path: Path) -> Path:
    for name in "abc":
        write(tmp_path / "trees" / name, {"web.json": name})
    publish(tmp_path / "current", tmp_path / "trees/a")
    return tmp_path / "current"


def _end_caller(hints: Hints) -> threading.Thread:
    """End the thread that hands events to us, as an exception in it would."""
    observer = hints._observer
    assert observer is not None
    observer._stopped_event.set()
    observer.event_queue.put_nowait(observer.stop_event)
    return observer


def _end_emitter(hints: Hints) -> threading.Thread:
    """End a place's own thread, as the deletion of the place does."""
    observer = hints._observer
    assert observer is not None
    emitter = next(iter(observer.emitters))
    emitter.stop()
    return emitter


def _end_reader(hints: Hints) -> threading.Thread:
    """End the thread that reads from the kernel, as an exception in it would."""
    reader = hints._observer._inotify_fd  # type: ignore[union-attr]
    reader.stop()
    assert isinstance(reader, threading.Thread)
    return reader


@pytest.mark.parametrize("end", [_end_caller, _end_emitter, _end_reader])
def test_a_dead_thread_of_the_observer_is_noticed_and_the_watching_is_built_anew(
    end: Callable[[Hints], threading.Thread], published: Path
) -> None:
    source, woken = LinkSource(published), threading.Event()
    source.watch(woken.set)
    try:
        assert source.revive() is False, "nothing has died yet"
        thread = end(source.hints)
        thread.join(SOON)
        assert not thread.is_alive()
        assert source.revive() is True
        assert woken.wait(SOON), "something may have been missed meanwhile"
        woken.clear()
        publish(published, published.parent / "trees/b")
        assert woken.wait(SOON)
        assert source.revive() is False
    finally:
        source.close()


def test_with_the_observer_dead_polling_finds_the_next_version_before_anybody_revives_it(published: Path) -> None:
    source = LinkSource(published)
    with Follower(source, hints=False, polls=True) as follower:
        source.watch(lambda: None)
        _end_reader(source.hints).join(SOON)
        publish(published, published.parent / "trees/b")
        assert follower.sees({"web.json": "b"})
        assert not source.hints.alive()


def test_a_watched_directory_that_became_another_one_is_revived_and_nothing_else_is(tmp_path: Path) -> None:
    write(tmp_path / "specs", {"web.json": "{}", "teams/pay.json": "{}"})
    source = PlainSource(tmp_path / "specs", quiescence=QUICK)
    source.watch(lambda: None)
    try:
        write(tmp_path / "specs", {"web.json": "[]", "api.json": "[]"})
        assert source.revive() is False
        (tmp_path / "specs").rename(tmp_path / "old")
        write(tmp_path / "specs", {"web.json": "{}"})
        assert source.revive() is True
        assert source.revive() is False
        write(tmp_path / "specs", {"new/web.json": "{}"})
        assert source.revive() is True, "a folder that nobody watches yet"
    finally:
        source.close()


def test_what_was_never_watched_or_is_closed_is_not_revived(published: Path) -> None:
    source = LinkSource(published)
    assert source.revive() is False
    source.watch(lambda: None)
    source.close()
    assert source.revive() is False
