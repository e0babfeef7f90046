"""Incidents at the terminal: listed, taken, put off; and what could not be told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.outbox import Destination, Reason, Sending, Sent, Telling
from plumbrule.model.tree import as_object
from tests.loop.desk.office import V2

if TYPE_CHECKING:
    from tests.cli.people.conftest import Terminal


@pytest.fixture
def drifted(terminal: Terminal) -> Terminal:
    """What was agreed on has drifted."""
    office = terminal.office
    terminal("approve", office.plan().id, "-y")
    office.by_hand(V2)
    office.sweep()
    return terminal


def test_an_incident_is_listed_and_taken(drifted: Terminal) -> None:
    (incident,) = drifted.office.journal.incidents()
    listed = drifted("incidents")
    assert f"{incident.id[:12]}  warning  open" in listed.out
    assert "web in prod has drifted" in listed.out
    assert drifted("incidents", "--fail").code == 2
    assert drifted("acknowledge", incident.id[:12]).out == "1 incident acknowledged by me\n"
    assert "acknowledged by me" in drifted("incidents").out
    assert "incidents: 1 acknowledged" in drifted("status").out
    (deed,) = [one for one in drifted.office.desk.audit().lines if one["kind"] == "deed"]
    body = as_object(deed["body"])
    assert (body["kind"], body["person"], body["reason"]) == ("acknowledge", "me", incident.id)


def test_an_incident_is_put_off_for_a_while(drifted: Terminal) -> None:
    (incident,) = drifted.office.journal.incidents()
    assert "snoozed by me until it changes" in drifted("snooze", incident.id, "--for", "2h").out
    assert "snoozed by me until 2026-11-23 14:0" in drifted("incidents").out
    too_long = drifted("snooze", incident.id, "--for", "90d")
    assert (too_long.code, "30 days at most" in too_long.err) == (1, True)


def test_names_that_mean_nothing_are_refused(drifted: Terminal) -> None:
    assert "8 or more digits" in drifted("acknowledge", "abc").err
    assert "no incident 00000000 is open" in drifted("acknowledge", "00000000").err


def test_incidents_are_filtered_and_machines_get_json(drifted: Terminal) -> None:
    assert drifted("incidents", "--family", "other*").out == "no incident is open\n"
    (found,) = json.loads(drifted("incidents", "--output", "json").out)
    assert (found["kind"], found["family"], found["diff"][1]) == ("drift", "web", "containerDefinitions[app].user")


def test_dead_letters_are_shown_and_sent_again(drifted: Terminal) -> None:
    office = drifted.office
    (incident,) = office.journal.incidents()
    now = office.clock.now()
    telling = Telling("t" * 32, incident.id, Reason.NEW, Destination("slack", "C1"), now, now)
    office.journal.record(telling, Sent((telling.id,), Sending.DEAD, now, error="Slack says is_archived"))
    shown = drifted("status").out
    assert "dead letter for slack/C1 since 2026-11-23" in shown
    assert "Slack says is_archived" in shown
    assert drifted("notify", "retry").out == "1 dead letters are sent again\n"
    assert office.journal.dead() == ()
    assert office.journal.tellings("slack", now) == (replace(telling, state=Sending.PENDING),)
    assert drifted("notify", "retry").out == "there are no dead letters\n"
