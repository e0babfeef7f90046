from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plumbrule.core.tell.words import LONGEST, change_fields, shown
from plumbrule.model.change import ABSENT, Change, Op
from plumbrule.model.secret import MASK

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("info", '"info"', id="text"),
        pytest.param(256, "256", id="a number"),
        pytest.param(False, "false", id="a boolean"),
        pytest.param({"b": [1, "x"], "a": {}}, '{"a":{},"b":[1,"x"]}', id="an object with its keys in order"),
        pytest.param("two\nlines\x1b[2J", '"two\\nlines\\u001b[2J"', id="control characters are written out"),
        pytest.param("grün ✓", '"grün ✓"', id="letters stay letters"),
        pytest.param(ABSENT, "(absent)", id="nothing at all"),
        pytest.param("", '""', id="empty text is not nothing"),
    ],
)
def test_a_value_is_shown_on_one_line(value: str, words: str) -> None:
    assert shown(value) == words
    assert "\n" not in shown(value)


@pytest.mark.parametrize(("length", "cut"), [(LONGEST - 2, False), (LONGEST - 1, True), (10_000, True)])
def test_a_long_value_is_cut_and_says_so(length: int, *, cut: bool) -> None:
    words = shown("x" * length)
    assert len(words) == min(LONGEST, length + 2)
    assert words.endswith("…") == cut


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        pytest.param("hunter2", True, id="a value that is said to be secret"),
        pytest.param({"name": "x", "value": "hunter2"}, True, id="an object that is said to be secret"),
        pytest.param(f"key={ACCESS_KEY}", False, id="text that holds an access key"),
        pytest.param([{"deep": [ACCESS_KEY]}], False, id="an access key deep inside"),
        pytest.param("postgres://app:hunter2@db/app", False, id="a URL with a password"),
        pytest.param("x" * LONGEST + ACCESS_KEY, False, id="an access key behind the cut"),
    ],
)
def test_a_secret_is_masked(value: str, *, secret: bool) -> None:
    assert shown(value, secret=secret) == MASK


def test_that_a_secret_is_absent_is_no_secret() -> None:
    assert shown(ABSENT, secret=True) == "(absent)"


@pytest.mark.parametrize(
    ("change", "sides"),
    [
        pytest.param(Change(Op.REPLACE, "cpu", "/cpu", "256", 512), {"git": "256", "live": 512}, id="both as they are"),
        pytest.param(Change(Op.ADD, "cpu", "/cpu", "256", ABSENT), {"git": "256"}, id="an absent side has no key"),
        pytest.param(Change(Op.REMOVE, "cpu", "/cpu", ABSENT, {"a": 1}), {"live": {"a": 1}}, id="nothing in Git"),
        pytest.param(Change(Op.ADD, "cpu", "/cpu", "x", ABSENT, secret=True), {"git": MASK}, id="a secret is masked"),
    ],
)
def test_a_change_is_told_in_fields(change: Change, sides: dict[str, object]) -> None:
    assert change_fields(change) == {"path": "cpu", "pointer": "/cpu", "op": change.op.value, **sides}


PLAIN = st.text(st.characters(codec="utf-8"), min_size=6).filter(lambda text: text not in MASK)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@example(git="000000", live="AKIA0000000000000000")
@given(git=PLAIN, live=PLAIN)
def test_no_value_of_a_secret_change_is_in_its_fields(git: str, live: str) -> None:
    change = Change(Op.REPLACE, "environment[DB].value", "/e", git, {"deep": [live]}, secret=True)
    fields = change_fields(change)
    # Where the shape of a value tells that it is a secret, what stands around it is shown.
    assert fields["git"] == MASK
    assert fields["live"] in (MASK, {"deep": [MASK]})
    assert repr(change).count(repr(git)) == repr(change).count(repr(live)) == 0
