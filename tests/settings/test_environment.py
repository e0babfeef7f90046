"""The environment wins over the file, and its mistakes carry the variable's name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from plumbrule.model.event import Level
from plumbrule.settings.environment import variable_of
from plumbrule.settings.keys import Holds, keys
from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME, edited, mistakes


def test_a_variable_wins_over_the_file_and_reaches_groups_that_the_file_lacks() -> None:
    environ = {
        "PLUMBRULE_SOURCE__PATH": "/elsewhere",
        "PLUMBRULE_SOURCE__BOUNDS__FILES": "7",
        "PLUMBRULE_LOG__LEVEL": "debug",
        "PLUMBRULE_SWEEP": "1m",
        "PLUMBRULE_VANISH__SHARE": "0.5",
    }
    settings = parse_settings(GOOD, NAME, environ)
    assert settings.source.path == Path("/elsewhere")
    assert settings.bounds.files == 7
    assert settings.log.level is Level.DEBUG
    assert (settings.pace.sweep, settings.pace.vanish_share) == (timedelta(minutes=1), 0.5)


def test_a_variable_mends_a_mistake_of_the_file() -> None:
    text = edited("path: /srv/specs", "path: ~/specs")
    assert mistakes(text, {"PLUMBRULE_SOURCE__PATH": "/srv/specs"}) == ()


@pytest.mark.parametrize("written", ["123", "true", '"123"', "'true'"])
def test_a_key_that_takes_text_takes_what_would_read_as_a_number_and_sheds_quotes(written: str) -> None:
    settings = parse_settings(GOOD, NAME, {"PLUMBRULE_INSTANCE": written})
    assert settings.instance == written.strip("'\"")


def test_an_empty_variable_is_empty_text() -> None:
    assert parse_settings(GOOD, NAME, {"PLUMBRULE_JOURNAL__CONFIRMED": ""}).journal.confirmed is None


def test_other_programs_variables_and_the_files_own_name_are_let_be() -> None:
    assert mistakes(GOOD, {"PLUMBRULE_CONFIG": "/etc/x.yaml", "PATH": "/bin", "plumbrule_sweep": "x"}) == ()


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PLUMBRULE_SORCE__PATH", "/x", "there is no such setting; did you mean PLUMBRULE_SOURCE__PATH?"),
        ("PLUMBRULE_SOURCE_PATH", "/x", "there is no such setting; did you mean PLUMBRULE_SOURCE__PATH?"),
        ("PLUMBRULE_QWXZ", "/x", "there is no such setting"),
        (
            "PLUMBRULE_SOURCE",
            "/x",
            "source is a group of keys; set one of them, such as PLUMBRULE_SOURCE__KIND",
        ),
        (
            "PLUMBRULE_TARGETS",
            "[]",
            "targets is a list and cannot be set from the environment; write it in the file",
        ),
        (
            "PLUMBRULE_TARGETS__0__NAME",
            "x",
            "items of a list cannot be set from the environment; write targets in the file",
        ),
        (
            "PLUMBRULE_RULES",
            "{}",
            "rules is a group of names and cannot be set from the environment; write it in the file",
        ),
        (
            "PLUMBRULE_RULES__R257",
            "off",
            "single rules cannot be set from the environment; write rules in the file",
        ),
        ("PLUMBRULE_LOG__LEVEL", "loud", 'log.level: must be debug, info, warning or error; found "loud"'),
        ("PLUMBRULE_WORKERS", "many", 'workers: must be a whole number from 1 to 64; found "many"'),
        ("PLUMBRULE_WORKERS", "", 'workers: must be a whole number from 1 to 64; found ""'),
        ("PLUMBRULE_WORKERS", "[1]", 'workers: must be a whole number from 1 to 64; found "[1]"'),
        ("PLUMBRULE_WORKERS", "~", "workers: has no value; write one or leave the key out"),
    ],
)
def test_a_variables_mistake_is_told_under_its_name(variable: str, value: str, sentence: str) -> None:
    assert mistakes(GOOD, {variable: value}) == (f"{variable}: {sentence}",)


def test_mistakes_of_the_file_come_before_those_of_the_environment() -> None:
    lines = mistakes(edited("version: 1", "version: 3"), {"PLUMBRULE_WORKERS": "0", "PLUMBRULE_A": ""})
    assert [line.split(": ")[0] for line in lines] == [f"{NAME}:1:10", "PLUMBRULE_A", "PLUMBRULE_WORKERS"]


def test_a_variable_below_a_group_that_is_none_leaves_that_mistake_to_be_told() -> None:
    text = edited("version: 1", "version: 1\nlog: loud")
    assert mistakes(text, {"PLUMBRULE_LOG__LEVEL": "info"}) == (
        'plumbrule.yaml:2:6: log: must be a group of keys with values; found "loud"',
    )


def test_every_single_key_outside_lists_can_be_set() -> None:
    settable = [key for key in keys().values() if key.holds in {Holds.TEXT, Holds.NUMBER} and not key.in_list]
    assert len(settable) >= 20
    for key in settable:
        lines = mistakes(GOOD, {variable_of(key.path): "\x01?"})
        assert len(lines) == 1, key.path
        assert lines[0].startswith(f"{variable_of(key.path)}: {key.path}: must be "), lines
