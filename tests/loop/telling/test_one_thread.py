"""One drift, one thread: what the channel holds in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.incident import Kind, Status, Urgency
from plumbrule.model.manners import Escalation, QuietHours
from tests.builders.definitions import definition_with
from tests.loop.stage import PROD
from tests.loop.telling.newsroom import CHANNEL, MANNERS, ROUTE, V1, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

ROOT = definition_with(user="0", image="r/app:hand")


@pytest.fixture
def drifted(newsroom: Newsroom) -> Newsroom:
    """One family has drifted, and people know."""
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    return newsroom


def test_the_first_drift_ever_is_told(drifted: Newsroom) -> None:
    said = words(drifted.root())
    assert "web in prod has drifted" in said
    assert "Somebody registered revision 2, and Git did not ask for it." in said
    assert '- "r/app:hand"\n+ "r/app:1"' in said
    assert drifted.thread() == []


def test_an_hour_of_sweeps_over_the_same_drift_says_nothing_more(drifted: Newsroom) -> None:
    for _ in range(30):
        drifted.clock.advance(120)
        drifted.sweep()
        drifted.remind()
        drifted.post(2)
    assert len(drifted.slack.messages(CHANNEL)) == 1
    assert drifted.slack.calls("chat.update") == []


def test_another_difference_goes_on_with_the_same_message(drifted: Newsroom) -> None:
    drifted.drift(ROOT)
    drifted.post()
    assert '- "0"' in words(drifted.root())
    (said,) = drifted.thread()
    assert said.startswith("The difference is another now.")
    assert said.endswith("<@U0DUTY>")


def test_what_is_over_turns_green_and_has_one_line(drifted: Newsroom) -> None:
    drifted.drift(V1)
    drifted.post()
    assert "web in prod is as Git says again\nRevision 3 is what Git says." in words(drifted.root())
    assert not [block for block in drifted.root()["blocks"] if block["type"] == "actions"]
    assert (drifted.thread(), drifted.open()) == (["Resolved. Revision 3 is what Git says."], ())


def test_what_comes_back_soon_is_the_same_incident(drifted: Newsroom) -> None:
    drifted.drift(V1)
    drifted.post()
    drifted.drift()
    drifted.post()
    assert [line.split(".")[0] for line in drifted.thread()] == ["Resolved", "It is back"]
    assert "web in prod has drifted" in words(drifted.root())


def test_what_comes_back_much_later_is_another_incident(drifted: Newsroom) -> None:
    drifted.drift(V1)
    drifted.post()
    drifted.clock.advance(3 * 3600)
    drifted.drift()
    drifted.post()
    assert len(drifted.slack.roots(CHANNEL)) == 2


def test_an_incident_survives_a_restart_and_is_not_told_again(drifted: Newsroom) -> None:
    world = drifted.shell.world
    drifted.shell.__init__(world, drifted.shell.queue)  # type: ignore[misc]  # all memory is gone
    drifted.read()
    drifted.sweep()
    drifted.post()
    assert len(drifted.slack.messages(CHANNEL)) == 1


def test_nobody_taking_it_is_told_again_after_a_day(drifted: Newsroom) -> None:
    drifted.clock.advance(24 * 3600)
    drifted.remind()
    drifted.post()
    assert drifted.thread() == ["Still open.\n<@U0DUTY>"]


def test_what_was_acknowledged_is_told_again_after_a_week(drifted: Newsroom) -> None:
    drifted.click("acknowledge")
    drifted.post(1)
    for _ in range(6):
        drifted.clock.advance(24 * 3600)
        drifted.remind()
    drifted.post()
    assert drifted.thread() == ["Acknowledged by ada."]
    drifted.clock.advance(2 * 24 * 3600)
    drifted.remind()
    drifted.post()
    assert drifted.thread()[1:] == ["Still open.\n<@U0DUTY>"]


def test_a_change_wakes_whoever_has_acknowledged(drifted: Newsroom) -> None:
    drifted.click("acknowledge")
    drifted.drift(ROOT)
    (incident,) = drifted.open()
    assert incident.status is Status.OPEN


def test_a_snooze_ends_with_one_line(drifted: Newsroom) -> None:
    drifted.click("snooze")
    drifted.post(1)
    drifted.clock.advance(4 * 3600 + 60)
    drifted.remind()
    drifted.post()
    assert [line.splitlines()[0] for line in drifted.thread()] == [
        "Snoozed by ada until 2026-11-23 16:01 UTC.",
        "The snooze is over, and it is still so.",
    ]


def test_what_nobody_takes_is_escalated_to_another_channel(newsroom: Newsroom) -> None:
    route = replace(ROUTE, escalation=Escalation(timedelta(hours=2), "bosses", ("<@U0BOSS>",)))
    newsroom.reload(manners=replace(MANNERS, routes=(route,)))
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    newsroom.clock.advance(2 * 3600)
    newsroom.remind()
    newsroom.post()
    (there,) = newsroom.slack.roots("bosses")
    assert "<@U0BOSS>" in words(there)
    assert newsroom.thread() == ["Escalated: nobody has taken it.\n<@U0DUTY>"]


def test_unadopted_families_are_one_digest_and_no_alarm(newsroom: Newsroom) -> None:
    names = [f"web{number}" for number in range(12)]
    for name in names:
        newsroom.by_hand(definition_with(name, image="r/app:old"))
    newsroom.put(*(definition_with(name, image="r/app:1") for name in names))
    newsroom.read()
    newsroom.sweep()
    newsroom.post()
    said = words(newsroom.root())
    assert "12 families live in ECS and differ from Git" in said
    assert [one.kind for one in newsroom.open()] == [Kind.ONBOARDING]


def test_200_families_that_drift_in_one_sweep_are_one_message(newsroom: Newsroom) -> None:
    names = [f"web{number:03}" for number in range(200)]
    newsroom.settle(*(definition_with(name, image="r/app:1") for name in names))
    for name in names:
        newsroom.by_hand(definition_with(name, image="r/app:hand"))
    newsroom.sweep()
    newsroom.post()
    assert "200 families in prod have drifted" in words(newsroom.root())
    assert "and 180 more" in words(newsroom.root())
    for name in names:
        newsroom.by_hand(definition_with(name, image="r/app:1"))
    newsroom.sweep()
    newsroom.post(40)
    assert "200 families in prod are settled" in words(newsroom.root())
    assert newsroom.open() == ()
    assert len(newsroom.thread()) < 5


OTHERS: tuple[dict[str, object], ...] = (
    {"user": "1"},
    {"workingDirectory": "/x"},
    {"stopTimeout": 31},
    {"readonlyRootFilesystem": True},
    {"privileged": False, "dockerLabels": {"a": "b"}},
    {"command": ["x"]},
    {"entryPoint": ["x"]},
)


def test_more_than_a_handful_of_messages_at_once_are_one(newsroom: Newsroom) -> None:
    names = [f"web{number}" for number in range(len(OTHERS))]
    newsroom.settle(*(definition_with(name, image="r/app:1") for name in names))
    for name, other in zip(names, OTHERS, strict=True):
        newsroom.by_hand(definition_with(name, image="r/app:1", **other))
    newsroom.sweep()
    newsroom.post()
    assert "7 families in prod have drifted" in words(newsroom.root())
    assert "They differ in several ways." in words(newsroom.root())


def test_a_handful_of_causes_is_a_message_each(newsroom: Newsroom) -> None:
    names = [f"web{number}" for number in range(9)]
    newsroom.settle(*(definition_with(name, image="r/app:1") for name in names))
    for number, name in enumerate(names):
        newsroom.by_hand(definition_with(name, image="r/app:1", **OTHERS[number % 3]))
    newsroom.sweep()
    newsroom.post()
    assert [words(one).splitlines()[0] for one in newsroom.slack.roots(CHANNEL)] == [
        "🟠 3 families in prod have drifted"
    ] * 3


def test_a_family_that_drifts_for_the_same_reason_joins_the_message(newsroom: Newsroom) -> None:
    newsroom.settle(V1, definition_with("api", user="1000", image="r/app:1"))
    newsroom.drift()
    newsroom.post()
    newsroom.drift(definition_with("api", user="1000", image="r/app:hand"))
    newsroom.post()
    assert "2 families in prod have drifted" in words(newsroom.root())


def test_in_quiet_hours_only_what_is_critical_is_said(newsroom: Newsroom) -> None:
    """It is noon; they last until two."""
    route = replace(ROUTE, quiet=QuietHours(time(9), time(14), "UTC"))
    newsroom.reload(manners=replace(MANNERS, routes=(route,)))
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    assert newsroom.slack.messages(CHANNEL) == []
    newsroom.clock.advance(2 * 3600)
    newsroom.post()
    assert "web in prod has drifted" in words(newsroom.root())


def test_what_is_critical_does_not_wait_for_the_morning(newsroom: Newsroom) -> None:
    route = replace(ROUTE, quiet=QuietHours(time(9), time(14), "UTC"))
    newsroom.reload(manners=replace(MANNERS, routes=(route,)))
    newsroom.settle()
    newsroom.endpoint.deregister(newsroom.made()[-1].arn)
    newsroom.sweep()
    newsroom.post()
    assert "web in prod was deregistered" in words(newsroom.root())


def test_routes_send_by_label_and_urgency(newsroom: Newsroom) -> None:
    shop = replace(ROUTE, channel="shop", families=("shop-*",))
    rest = replace(ROUTE, channel="loud", least=Urgency.CRITICAL)
    newsroom.reload(manners=replace(MANNERS, routes=(shop, rest)))
    newsroom.settle(definition_with("shop-web", image="r/app:1"), definition_with("other", image="r/app:1"))
    newsroom.by_hand(definition_with("shop-web", image="r/app:2"))
    newsroom.by_hand(definition_with("other", image="r/app:2"))
    newsroom.sweep()
    newsroom.post()
    assert "shop-web in prod has drifted" in words(newsroom.slack.roots("shop")[0])
    assert newsroom.slack.roots("loud") == []
    assert len(newsroom.open()) == 2


def test_a_target_that_cannot_be_reached_is_one_incident_and_mutes_its_families(drifted: Newsroom) -> None:
    drifted.by_hand(ROOT)
    drifted.fail("ListTaskDefinitions", "access_denied", times=1000)
    drifted.fail("DescribeTaskDefinition", "access_denied", times=1000)
    for _ in range(3):
        drifted.clock.advance(120)
        drifted.sweep()
        drifted.remind()
        drifted.post(3, 20)
    assert [words(one).splitlines()[0] for one in drifted.slack.roots(CHANNEL)][1:] == ["🔴 prod cannot be observed"]
    drifted.clock.advance(26 * 3600)
    drifted.remind()
    drifted.post(3, 20)
    first = drifted.slack.roots(CHANNEL)[0]
    assert drifted.slack.replies(CHANNEL, first["ts"]) == []
    drifted.endpoint.knobs(fail=[])
    drifted.clock.advance(120)
    drifted.sweep()
    drifted.remind()
    drifted.post(6)
    assert [one.kind for one in drifted.open()] == [Kind.DRIFT]
    assert "prod answers again" in words(drifted.slack.roots(CHANNEL)[1])


def test_a_source_that_is_broken_mutes_drift_and_is_told(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.shelf.broken = "the repository is corrupt"
    newsroom.read()
    newsroom.remind()
    newsroom.drift()
    newsroom.post(6, 10)
    assert "The source cannot be trusted" in words(newsroom.root())
    newsroom.shelf.broken = ""
    newsroom.clock.advance(60)
    newsroom.read()
    newsroom.remind()
    newsroom.post()
    assert [words(one).splitlines()[0] for one in newsroom.slack.roots(CHANNEL)] == [
        "🟢 The source is good again",
        "🟠 web in prod has drifted",
    ]


def test_an_incident_of_a_target_that_is_gone_from_the_settings_ends(drifted: Newsroom) -> None:
    drifted.reload(targets={})
    drifted.remind()
    assert drifted.open() == ()
    assert PROD not in drifted.shell.world.targets
    drifted.post()
    assert "web in prod is no incident any more" in words(drifted.root())
    assert drifted.thread() == ["Resolved. It is not looked at any more: Git or the settings name it no longer."]


def test_a_channel_may_go_by_its_name(newsroom: Newsroom) -> None:
    newsroom.reload(manners=replace(MANNERS, routes=(replace(ROUTE, channel=f"#{CHANNEL}"),)))
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    newsroom.drift(V1)
    newsroom.post()
    assert "web in prod is as Git says again" in words(newsroom.root())
    assert newsroom.thread() == ["Resolved. Revision 3 is what Git says."]


def test_what_drifts_after_another_family_is_settled_is_a_message_of_its_own(newsroom: Newsroom) -> None:
    newsroom.settle(V1, definition_with("api", user="1000", image="r/app:1"))
    newsroom.drift()
    newsroom.post()
    newsroom.drift(V1)
    newsroom.post()
    newsroom.drift(definition_with("api", user="1000", image="r/app:hand"))
    newsroom.post()
    assert [words(one).splitlines()[0] for one in newsroom.slack.roots(CHANNEL)] == [
        "🟢 web in prod is as Git says again",
        "🟠 api in prod has drifted",
    ]
