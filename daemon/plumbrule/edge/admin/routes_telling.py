"""What can be asked about incidents, and about what could not be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from plumbrule.edge.admin.fields import LASTS, TEXT, TEXTS, Field
from plumbrule.edge.admin.route import GET, POST, Route
from plumbrule.model import answers

A_WHILE: Final = timedelta(hours=4)
_NAMES: Final = Field("incidents", TEXTS, "8 or more hex digits of each one's id")

TELLING: Final = (
    Route(
        GET,
        "/v1/incidents",
        answers.IncidentView,
        lambda desk, _, said: desk.incidents(target=said["target"], family=said["family"]),
        "Every incident that is not over, the oldest first.",
        (Field("target", TEXT, "a target's name; empty means all"), Field("family", TEXT, "a name or a glob")),
        many=True,
    ),
    Route(
        POST,
        "/v1/incidents/acknowledge",
        answers.DoneView,
        lambda desk, who, said: desk.acknowledge(who, said["incidents"]),
        "Take incidents: nobody is reminded of them for long.",
        (_NAMES,),
    ),
    Route(
        POST,
        "/v1/incidents/snooze",
        answers.DoneView,
        lambda desk, who, said: desk.snooze(who, said["incidents"], lasts=said["lasts"] or A_WHILE),
        "Not hear of incidents for a while, unless they change.",
        (_NAMES, Field("lasts", LASTS, "for how long, such as 2h; 4h when nothing is said")),
    ),
    Route(
        POST,
        "/v1/notify/retry",
        answers.DoneView,
        lambda desk, who, _: desk.retry(who),
        "Send again what sinks refused for good.",
    ),
)
