"""Whatever a message holds, it is read within bounds and nothing is raised; what it names may be a family's name."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.hear import heard
from plumbrule.core.hear.calls import LONGEST, MOST_NAMED, NAMES
from plumbrule.model.hint import CallHint, NoHint, ServiceHint, Unread
from tests.builders.events import call, envelope, registering, revision_arn

KINDS: Final = (
    "AWS API Call via CloudTrail",
    "ECS Deployment State Change",
    "ECS Task State Change",
    "ECS Service Action",
)
SCALARS: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON: Final = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
EVENT: Final = registering(revision_arn("web", 7))
MEMBERS: Final = st.dictionaries(st.sampled_from(sorted(EVENT)), JSON, max_size=3)
DETAILS: Final = st.dictionaries(st.sampled_from(sorted(EVENT["detail"])), JSON, max_size=4)


def hold(body: str) -> None:
    found = heard(body)
    assert isinstance(found, CallHint | ServiceHint | NoHint | Unread)
    if isinstance(found, CallHint):
        assert 0 < len(found.named) <= MOST_NAMED
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,255}", one.family) for one in found.named)
        caller = found.caller
        texts = (caller.identity, caller.address, caller.agent, caller.call, caller.event)
        assert all(len(text) <= LONGEST and text.isprintable() for text in texts)


@given(st.text())
def test_any_text_is_read(body: str) -> None:
    hold(body)


@given(JSON)
def test_any_json_is_read(tree: Any) -> None:  # noqa: ANN401 - any JSON
    hold(json.dumps(tree))


@given(st.sampled_from(KINDS), st.sampled_from(sorted(NAMES)), MEMBERS, DETAILS, JSON)
def test_any_event_with_members_of_any_kind_is_read(
    kind: str,
    name: str,
    members: dict[str, Any],
    details: dict[str, Any],
    resources: Any,  # noqa: ANN401 - any JSON
) -> None:
    event = call(name, **details)
    hold(json.dumps(event | {"detail-type": kind, "resources": resources}))
    hold(json.dumps(event | members))
    hold(json.dumps(envelope(kind, event["detail"]) | {"resources": resources}))


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_body_that_is_cut_off_or_changed_at_one_place_is_read(at: int, to: int) -> None:
    text = json.dumps(EVENT)
    hold(text[: at % len(text)])
    hold(text[: at % len(text)] + text[to % len(text) :])
