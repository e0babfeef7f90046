"""Who is told, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from plumbrule.core.tell.routing import awake, destinations, routes_of
from plumbrule.model.incident import Concern, Kind, Urgency
from plumbrule.model.manners import Escalation, Manners, QuietHours, Routing
from plumbrule.model.outbox import Destination, Reason

WEB = Concern("s", Kind.DRIFT, "prod", "shop-web", "f", Urgency.WARNING, labels={"team": "shop", "env": "prod"})
SOURCE = Concern("source", Kind.SOURCE, "", "", "f", Urgency.CRITICAL)
ALL = Routing("slack", "all")

ROUTES = {
    "one that asks for nothing takes everything": (ALL, True, True),
    "a target by its name": (replace(ALL, targets=("prod",)), True, False),
    "a target by a glob": (replace(ALL, targets=("pr*",)), True, False),
    "another target": (replace(ALL, targets=("test",)), False, False),
    "a family by a glob": (replace(ALL, families=("shop-*",)), True, False),
    "another family": (replace(ALL, families=("web-*",)), False, False),
    "a label": (replace(ALL, labels={"team": "shop"}), True, False),
    "a label by a glob": (replace(ALL, labels={"team": "s*"}), True, False),
    "another label": (replace(ALL, labels={"team": "pay"}), False, False),
    "labels that are not all there": (replace(ALL, labels={"team": "shop", "tier": "1"}), False, False),
    "only what is critical": (replace(ALL, least=Urgency.CRITICAL), False, True),
    "only kinds it names": (replace(ALL, kinds=frozenset({Kind.SOURCE})), False, True),
}


@pytest.mark.parametrize("case", ROUTES)
def test_a_route_takes_what_fits(case: str) -> None:
    route, web, source = ROUTES[case]
    manners = Manners(routes=(route,))
    assert (bool(routes_of(manners, WEB)), bool(routes_of(manners, SOURCE))) == (web, source)


def test_the_first_route_that_fits_is_the_last_unless_it_goes_on() -> None:
    second = replace(ALL, channel="second")
    assert [one.channel for one in routes_of(Manners(routes=(ALL, second)), WEB)] == ["all"]
    goes_on = replace(ALL, goes_on=True)
    assert [one.channel for one in routes_of(Manners(routes=(goes_on, second)), WEB)] == ["all", "second"]


def test_an_escalation_is_said_in_its_channel_too() -> None:
    route = replace(ALL, escalation=Escalation(timedelta(hours=1), "bosses", ("<@U0BOSS>",)))
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    found = [place for place, _ in destinations((route,), WEB, Reason.ESCALATED, now)]
    assert found == [Destination("slack", "bosses", ("<@U0BOSS>",)), Destination("slack", "all")]


NIGHT = QuietHours(time(22), time(7), "Europe/Berlin")
WEEKEND = QuietHours(time(0), time(0), "UTC", frozenset({5, 6}))
HOURS = {
    "by day it is said at once": (NIGHT, (2026, 11, 24, 12, 0), (2026, 11, 24, 12, 0)),
    "in the evening it waits for the morning": (NIGHT, (2026, 11, 24, 21, 30), (2026, 11, 25, 6, 0)),
    "after midnight too": (NIGHT, (2026, 11, 24, 2, 0), (2026, 11, 24, 6, 0)),
    "the hour begins at its minute": (NIGHT, (2026, 11, 24, 20, 59), (2026, 11, 24, 20, 59)),
    "and ends at its minute": (NIGHT, (2026, 11, 24, 6, 0), (2026, 11, 24, 6, 0)),
    "summer time counts": (NIGHT, (2026, 7, 1, 4, 0), (2026, 7, 1, 5, 0)),
    "a whole day": (WEEKEND, (2026, 11, 28, 10, 0), (2026, 11, 29, 0, 0)),
    "a day that is not named": (WEEKEND, (2026, 11, 24, 10, 0), (2026, 11, 24, 10, 0)),
}


@pytest.mark.parametrize("case", HOURS)
def test_quiet_hours(case: str) -> None:
    quiet, now, then = HOURS[case]
    assert awake(quiet, datetime(*now, tzinfo=UTC)) == datetime(*then, tzinfo=UTC)


def test_no_quiet_hours_are_never_quiet() -> None:
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert awake(None, now) == now
