"""Law 6 in what people are told: no secret of a spec in anything that is sent, and no command of Slack's either."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from plumbrule.core.tell.composing import Style, composed
from plumbrule.core.tell.concerns import concern_of
from plumbrule.core.tell.history import line
from plumbrule.core.tell.plaintext import as_text
from plumbrule.edge.aws.topic import _body
from plumbrule.edge.notify.slack.blocks import blocks, fallback, line_blocks
from plumbrule.edge.notify.webhook import event
from plumbrule.loop.desk.taking import view
from plumbrule.model.incident import Incident, Status
from plumbrule.model.outbox import Destination, Reason, Telling
from tests.edge.notify.test_blocks import parsed
from tests.laws.test_secret_law import ANYWHERE, UNDER_A_NAME, _base, standing, standings
from tests.loop.telling.newsroom import words
from tests.world.slack.checks import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.message import Message
    from tests.laws.test_secret_law import Planted

NOW = datetime(2026, 11, 24, tzinfo=UTC)
STYLE = Style("https://git.test/{commit}")
SEQUENCES = (
    "<!channel>",
    "<!here|here>",
    "<@U0ADA>",
    "<https://evil.test|click here>",
    "&lt;!channel&gt;",
    "@channel",
    "*bold* _it_ `code` ~no~",
    "\u202e<!channel>\u2066",
    "\x1b]8;;https://evil.test\x07x",
    "\n> quoted\n```",
    ":rotating_light:",
)
PLACES = UNDER_A_NAME | ANYWHERE


def incident_of(now: Standing) -> Incident | None:
    concern = concern_of(now)
    return None if concern is None else Incident("1" * 32, concern, Status.OPEN, NOW, NOW)


def messages(incident: Incident) -> Iterator[Message]:
    """Everything that is ever said of it: alone, among others, and in the thread."""
    other = replace(incident, id="2" * 32)
    yield composed("a" * 32, [incident], STYLE)
    yield composed("b" * 32, [incident, other], STYLE)
    yield composed("c" * 32, [replace(incident, status=Status.RESOLVED, ended=NOW)], STYLE)
    for reason in Reason:
        said = line(
            {incident.id: incident}, [Telling("t", incident.id, reason, Destination("s"), NOW, NOW)], NOW, STYLE
        )
        if said is not None:
            yield said


def sent(incident: Incident) -> Iterator[str]:
    """Every form it takes on its way out."""
    for message in messages(incident):
        yield json.dumps([blocks(message), line_blocks(message)], ensure_ascii=False)
        yield fallback(message)
        yield as_text(message, 10_000)
        yield json.dumps(event(message, "x", NOW), ensure_ascii=False)
        yield _body(message)
    yield str(view(incident))


@given(standings())
def test_nothing_that_is_sent_shows_a_secret(planted: tuple[tuple[Planted, ...], Standing]) -> None:
    secrets, now = planted
    incident = incident_of(now)
    assume(incident is not None)
    assert incident is not None
    assert not [secret for secret in secrets for text in sent(incident) if secret.is_in(text)]


@given(standings())
def test_an_incident_in_the_journal_holds_no_secret(planted: tuple[tuple[Planted, ...], Standing]) -> None:
    secrets, now = planted
    concern = concern_of(now)
    assert not [secret for secret in secrets if secret.is_in(repr(concern))]


@given(st.sampled_from(SEQUENCES), st.sampled_from(sorted(PLACES)), st.booleans())
def test_no_command_of_slacks_in_a_spec_is_obeyed(sequence: str, place: str, in_git: bool) -> None:  # noqa: FBT001
    one, other = PLACES[place](sequence), _base()
    assume(isinstance(one["containerDefinitions"], list))
    incident = incident_of(standing(one, other) if in_git else standing(other, one))
    assume(incident is not None)
    assert incident is not None
    for message in messages(incident):
        for made in (blocks(message), line_blocks(message)):
            check(made)
            assert parsed(made) == []
            assert not {"\u202e", "\u2066", "\x1b", "\x07"} & set(words({"blocks": made}))
        assert not set("<>") & set(fallback(message))
