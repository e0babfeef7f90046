"""The whole way of an event: EventBridge, SQS, the real daemon, a pass, and the line that tells drift."""

from __future__ import annotations

import json
import signal
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.hear import heard
from tests.aws.moto import REGION, Bus, running_moto
from tests.builders.events import ADDRESS, AGENT, call, envelope, registering, revision_arn, tagging
from tests.demo.running import CREDENTIALS
from tests.faults.scene import ACCOUNT, DESCRIBE, SECONDS, Scene, definition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.demo.running import RunningDaemon
    from tests.world.client import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    with running_moto() as url:
        yield url


class Wired:
    """A scene whose sweeps are an hour apart, and a queue that is fed by EventBridge."""

    def __init__(self, root: Path, world: World, moto: str, name: str) -> None:
        self.scene, self.bus = Scene(root, world), Bus(moto, name)
        self.queue = {"queue_url": self.bus.queue_url, "region": REGION, "endpoint_url": moto}
        self.scene.settings["sweep"] = "1h"
        self.scene.settings["events"] = [self.queue]

    def start(self, *families: str) -> RunningDaemon:
        """Start the daemon and let it register what Git says."""
        self.scene.commit(*map(definition, families))
        daemon = self.scene.run(**CREDENTIALS)
        daemon.wait_for("a first sweep", lambda: daemon.events("sweep_finished"), SECONDS)
        for family in families:  # each is looked at once more after it was registered
            looked = partial(daemon.events, "pass_settled", family=family, acted="stood")
            daemon.wait_for(f"{family} at peace", looked, SECONDS)
        return daemon

    def by_hand(self, family: str = "web") -> dict[str, Any]:
        """Somebody registers by hand; the event that CloudTrail makes of it."""
        arn = self.scene.world.register_by_hand(definition(family, "nginx:hand"), account=ACCOUNT, region=REGION)
        return registering(arn)


@pytest.fixture
def wired(tmp_path: Path, running_world: World, moto: str, request: pytest.FixtureRequest) -> Iterator[Wired]:
    running_world.reset()
    made = Wired(tmp_path, running_world, moto, request.node.name[:60])
    yield made
    for daemon in made.scene.runs:
        daemon.stop()
    made.bus.close()


def drift(daemon: RunningDaemon, family: str = "web") -> dict[str, Any]:
    """The line that tells it, as soon as it is there."""
    lines = daemon.wait_for("drift", lambda: daemon.events("drift_found", family=family), SECONDS)
    found: dict[str, Any] = lines[-1]
    return found


def test_an_event_makes_drift_known_long_before_the_next_sweep(wired: Wired) -> None:
    daemon = wired.start("web")
    wired.bus.put(wired.by_hand())
    found = drift(daemon)
    assert (found["state"], found["source_address"], found["user_agent"]) == ("out_of_band", ADDRESS, AGENT)
    assert len(daemon.events("sweep_finished")) == 1
    daemon.wait_for("an empty queue", lambda: wired.bus.left() == 0, SECONDS)


def test_plan_says_from_where_it_was_registered_by_what_the_journal_keeps(wired: Wired) -> None:
    daemon = wired.start("web")
    wired.bus.put(wired.by_hand())
    drift(daemon)
    daemon.wait_for("an incident", lambda: "web" in daemon.verb("incidents"), SECONDS)
    said = wired.scene.verb("plan")
    assert f" from {ADDRESS} with {AGENT}\n" in said.stdout, said.stderr


def test_the_rules_of_the_page_let_through_what_is_heard_and_nothing_else(wired: Wired) -> None:
    service = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/shop/web"
    for event in (
        tagging("TagResource", revision_arn("web", 1)),
        envelope("ECS Deployment State Change", {"eventName": "SERVICE_DEPLOYMENT_COMPLETED"}, service),
        call("RunTask", {"taskDefinition": "web"}),
        envelope("ECS Task State Change", {"group": "service:web"}),
    ):
        wired.bus.put(event)
    bodies = [
        heard(one["Body"])
        for one in wired.bus.sqs.receive_message(QueueUrl=wired.bus.queue_url, MaxNumberOfMessages=10)["Messages"]
    ]
    assert sorted(type(one).__name__ for one in bodies) == ["CallHint", "ServiceHint"]


def test_our_own_registration_comes_back_and_costs_nothing(wired: Wired) -> None:
    daemon = wired.start("web", "api")
    wired.bus.put(registering(wired.scene.newest("web").arn))
    wired.bus.put(wired.by_hand("api"))
    drift(daemon, "api")
    daemon.wait_for("an empty queue", lambda: wired.bus.left() == 0, SECONDS)
    assert [line["family"] for line in daemon.events("call_heard")] == ["api"]
    asked = [one.family for one in wired.scene.world.calls().recent if one.operation == DESCRIBE]
    assert asked.count("api") == asked.count("web") + 1


def test_poison_a_hundred_copies_and_a_late_one_leave_the_state_right(wired: Wired) -> None:
    daemon = wired.start("web", "api")
    event = wired.by_hand()
    for body in (" ", "{", "[]", "null"):
        wired.bus.send(body)
    wired.bus.send_copies(json.dumps(event), 100)
    wired.bus.put(registering(wired.scene.newest("api").arn, eventTime="2026-11-01T00:00:00Z"))
    assert drift(daemon)["revision"] == 2
    daemon.wait_for("an empty queue", lambda: wired.bus.left() == 0, SECONDS)
    assert len(daemon.events("drift_found")) == len(daemon.events("call_heard")) == 1
    assert {line["message"] for line in daemon.events("event_refused")} == {
        "it is no JSON",
        "it is no event of EventBridge",
    }


def test_without_its_queue_polling_goes_on_and_once_it_is_back_events_count_again(wired: Wired) -> None:
    wired.scene.settings["sweep"] = "1s"
    wired.bus.sqs.delete_queue(QueueUrl=wired.bus.queue_url)
    daemon = wired.start("web", "api")
    daemon.wait_for("the trouble is told", lambda: daemon.events("events_failed"), SECONDS)
    wired.by_hand()
    drift(daemon)
    wired.bus.make_queue()
    wired.bus.put(wired.by_hand("api"))
    daemon.wait_for("its end is told", lambda: daemon.events("events_heard"), SECONDS)
    daemon.wait_for("the call is heard", lambda: daemon.events("call_heard", family="api"), SECONDS)
    assert len(daemon.events("events_failed")) == 1


def test_a_queue_can_be_added_by_a_reload_and_a_waiting_call_delays_no_stop(wired: Wired) -> None:
    del wired.scene.settings["events"]
    daemon = wired.start("web")
    wired.scene.settings["events"] = [wired.queue]
    wired.scene.write_settings()
    assert daemon.process is not None
    daemon.process.send_signal(signal.SIGHUP)
    daemon.wait_for("the reload", lambda: daemon.events("settings_reloaded", changed=True), SECONDS)
    wired.bus.put(wired.by_hand())
    drift(daemon)
    began = time.monotonic()
    assert daemon.stop() == 0
    assert time.monotonic() - began < 15
    assert daemon.events("daemon_stopped", clean=True)
