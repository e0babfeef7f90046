"""Log lines as whoever reads them gets them."""

from __future__ import annotations

import io
import json
import logging
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from plumbrule.edge.telemetry.logs import LogNotifier, set_up_logs
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.secret import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "AKIAIOSFODNN7EXAMPLE"


class Screen(io.StringIO):
    """A stream that may be a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal

    def lines(self) -> list[dict[str, Any]]:
        """What was written, as JSON lines."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Logging is one for the whole process: it is put back as it was."""
    root, own = logging.getLogger(), logging.getLogger("plumbrule")
    handlers, levels = root.handlers[:], (root.level, own.level)
    yield Screen()
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def tell(event: Event = Event.DRIFT_FOUND, level: Level = Level.WARNING, **fields: Any) -> None:  # noqa: ANN401
    LogNotifier().tell(Notice(event, level, fields))


# JSON.


def test_a_notice_is_one_json_line_with_its_fields_as_keys(screen: Screen) -> None:
    set_up_logs(style="json", level="info", stream=screen)
    tell(family="web", changes=[{"path": "cpu", "git": "256"}], revision=7, commit=None)
    (line,) = screen.lines()
    moment = line.pop("timestamp")
    assert moment.endswith("Z")
    assert line == {
        "event": "drift_found",
        "level": "warning",
        "family": "web",
        "changes": [{"path": "cpu", "git": "256"}],
        "revision": 7,
        "commit": None,
    }


def test_text_with_line_breaks_and_letters_of_any_kind_stays_one_line(screen: Screen) -> None:
    set_up_logs(style="json", level="info", stream=screen)
    tell(words="two\nlines \x1b[2J grün ✓")
    (line,) = screen.lines()
    assert line["words"] == "two\nlines \x1b[2J grün ✓"
    assert "grün" in screen.getvalue()


@pytest.mark.parametrize(
    ("level", "heard"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_only_what_is_loud_enough_is_heard(level: str, heard: list[str], screen: Screen) -> None:
    set_up_logs(style="json", level=level, stream=screen)
    for each in Level:
        tell(level=each)
    assert [line["level"] for line in screen.lines()] == heard


def test_secrets_are_masked_at_any_depth(screen: Screen) -> None:
    set_up_logs(style="json", level="info", stream=screen)
    tell(changes=[{"DB_PASSWORD": "hunter2", "git": KEY}], words=KEY)
    (line,) = screen.lines()
    assert (line["changes"], line["words"]) == ([{"DB_PASSWORD": MASK, "git": MASK}], MASK)


def test_setting_up_twice_does_not_say_everything_twice(screen: Screen) -> None:
    for _ in range(2):
        set_up_logs(style="json", level="info", stream=screen)
    tell()
    assert len(screen.lines()) == 1


# Libraries.


def test_a_library_is_heard_when_something_is_wrong_under_one_event_of_ours(screen: Screen) -> None:
    set_up_logs(style="json", level="debug", stream=screen)
    logging.getLogger("botocore.hooks").info("chatter")
    logging.getLogger("apscheduler.scheduler").error("job %s failed", "poll")
    (line,) = screen.lines()
    assert (line["event"], line["library"], line["words"], line["level"]) == (
        "library_logged",
        "apscheduler.scheduler",
        "job poll failed",
        "error",
    )


def test_what_a_library_says_is_masked_too(screen: Screen) -> None:
    set_up_logs(style="json", level="info", stream=screen)
    logging.getLogger("urllib3").warning("signing with %s", KEY)
    assert screen.lines()[0]["words"] == MASK


def _raise(words: str) -> None:
    raise ValueError(words)


def fail_with(words: str, kept: str) -> None:
    """Fail with `words` in the message and `kept` in a local variable."""
    try:
        _raise(words)
    except ValueError:
        logging.getLogger("apscheduler.executors").exception("job raised%s", kept[:0])


@pytest.mark.parametrize("style", ["json", "pretty"])
def test_a_librarys_traceback_shows_no_local_variables(style: str, screen: Screen) -> None:
    set_up_logs(style=style, level="info", stream=screen)
    fail_with("it broke", "correct-horse-" + "battery")
    written = screen.getvalue()
    assert all(word in written for word in ("job raised", "fail_with", "ValueError", "it broke"))
    assert "correct-horse-battery" not in written


@pytest.mark.parametrize("style", ["json", "pretty"])
def test_a_librarys_exception_shows_no_credential(style: str, screen: Screen) -> None:
    set_up_logs(style=style, level="info", stream=screen)
    fail_with(f"signing with {KEY}", "")
    assert "job raised" in screen.getvalue()
    assert KEY not in screen.getvalue()


def test_warnings_come_through_the_same_door(screen: Screen) -> None:
    set_up_logs(style="json", level="info", stream=screen)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("this will go away", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    (line,) = screen.lines()
    assert (line["event"], line["library"], line["level"]) == ("library_logged", "py.warnings", "warning")
    assert "this will go away" in line["words"]


# For people.


@pytest.mark.parametrize(
    ("style", "terminal", "pretty"),
    [
        pytest.param("auto", True, True, id="a terminal by itself"),
        pytest.param("auto", False, False, id="a file by itself"),
        pytest.param("pretty", False, True, id="pretty into a file"),
        pytest.param("json", True, False, id="JSON onto a terminal"),
    ],
)
def test_how_lines_look(style: str, *, terminal: bool, pretty: bool, screen: Screen) -> None:
    screen.terminal = terminal
    set_up_logs(style=style, level="info", stream=screen)
    tell(family="web")
    assert screen.getvalue().startswith("{") == (not pretty)
    assert "drift_found" in screen.getvalue()
    assert ("\x1b[" in screen.getvalue()) == (terminal and pretty)


def test_text_of_others_cannot_move_the_cursor_or_forge_a_line(screen: Screen) -> None:
    set_up_logs(style="pretty", level="info", stream=screen)
    tell(words="a\x1b[2J\r\n2026 [info] revision_registered\x7f\x9b", deep=["\x1b[1m"])
    written = screen.getvalue()
    assert len(written.splitlines()) == 1
    assert not {"\x1b", "\r", "\x7f", "\x9b"} & set(written)
    assert all(shown in written for shown in (r"\x1b[2J", r"\x0d", r"\x0a2026", r"\x7f", r"\x9b"))


def test_a_traceback_for_people_keeps_its_lines_and_nothing_else(screen: Screen) -> None:
    set_up_logs(style="pretty", level="info", stream=screen)
    fail_with("\x1b[2Jgone", "")
    written = screen.getvalue()
    assert len(written.splitlines()) > 3
    assert "\x1b" not in written
