from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.edge.telemetry.redact import masked, redact
from plumbrule.model.secret import MASK

KEY = "AKIAIOSFODNN7EXAMPLE"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        pytest.param("family", "web", "web", id="plain text under a plain name"),
        pytest.param("db_password", "hunter2", MASK, id="text under a secret name"),
        pytest.param("words", f"the key {KEY} was used", MASK, id="text that holds a credential"),
        pytest.param("words", "git+https://u:pw@host/x", MASK, id="a URL with a password"),
        pytest.param("token", "", "", id="nothing to hide"),
        pytest.param("api_key", None, None, id="no value"),
        pytest.param("count", 3, 3, id="a number"),
        pytest.param(
            "fields", {"a": {"DB_PASSWORD": "x", "b": [KEY]}}, {"a": {"DB_PASSWORD": MASK, "b": [MASK]}}, id="deep"
        ),
        pytest.param("token", ["word", ("sesame",)], [MASK, [MASK]], id="lists under a secret name"),
    ],
)
def test_a_value_in_a_log_line(name: str, value: object, shown: object) -> None:
    assert masked(name, value) == shown


def test_every_field_of_a_line_is_looked_at_and_the_line_itself_left_alone() -> None:
    line = {"event": "drift_found", "changes": [{"git": KEY}], "SLACK_TOKEN": "x"}
    assert redact(None, "info", line) == {"event": "drift_found", "changes": [{"git": MASK}], "SLACK_TOKEN": MASK}
    assert line == {"event": "drift_found", "changes": [{"git": KEY}], "SLACK_TOKEN": "x"}


TREES = st.recursive(
    st.sampled_from([KEY, "plain", "", "ghp_" + "a" * 36]) | st.none() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "DB_PASSWORD"]), inner),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(tree=TREES)
def test_no_credential_is_left_at_any_depth_and_masking_twice_changes_nothing(tree: object) -> None:
    once = masked("fields", tree)
    assert KEY not in repr(once)
    assert "ghp_" not in repr(once)
    assert masked("fields", once) == once


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(ValueError(f"holds an error with {KEY}"), id="an exception"),
        pytest.param(f"key {KEY}".encode(), id="bytes"),
        pytest.param({KEY}, id="a set"),
        pytest.param({KEY: 1}, id="a key"),
        pytest.param({"name": "DB_PASSWORD", "value": KEY[4:]}, id="a name and a value"),
        pytest.param({"name": "DB_PASSWORD", "value": 12345678}, id="a name and a number"),
        pytest.param(["--db-password", KEY[4:]], id="an option and its value"),
    ],
)
def test_nothing_that_a_renderer_would_write_out_is_left(value: object) -> None:
    shown = str(masked("field", value)) + repr(masked("field", value))
    assert KEY[4:] not in shown
    assert "12345678" not in shown


def test_an_exception_without_a_secret_is_left_to_the_renderer() -> None:
    error = ValueError("plain")
    assert masked("error", error) is error
    line = redact(None, "error", {"exc_info": (ValueError, error, None), "password_count": 3})
    assert line == {"exc_info": (ValueError, error, None), "password_count": 3}
