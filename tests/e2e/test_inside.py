"""A real daemon from outside: probes over TCP, and the metrics page against the table in code."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Final

import pytest

from plumbrule.model.metric import Kind
from plumbrule.model.metrics import (
    CONTENTS_REUSED,
    DEPENDENCIES_MISSING,
    EVENTS,
    EVENTS_RECEIVED,
    JOURNAL_ERRORS,
    MESSAGES,
    METRICS,
    OUTBOX_DEAD,
    OUTBOX_WAITING,
    PAGES_LISTED,
    SOURCE_HEARD,
    VERIFIED,
)
from plumbrule.model.state import State
from tests.builders.policies import hands_free
from tests.builders.scraped import scraped, value
from tests.demo.publisher import Publisher
from tests.demo.running import RunningDaemon
from tests.demo.specs import BROKEN, SETTINGS, WEB
from tests.edge.admin.conftest import free_port
from tests.edge.admin.doors import ask
from tests.world.client import World

if TYPE_CHECKING:
    from pathlib import Path

SECONDS: Final = 120
NOT_HERE: Final = {
    CONTENTS_REUSED,
    DEPENDENCIES_MISSING,
    VERIFIED,
    MESSAGES,
    OUTBOX_DEAD,
    OUTBOX_WAITING,
    PAGES_LISTED,
    EVENTS_RECEIVED,
    EVENTS,
}
"""Of what this daemon never does: no restart, sinks, queue of events or listing, and nobody asked what tasks need."""


def fetched(place: str) -> str:
    with urllib.request.urlopen(f"http://{place}/metrics", timeout=SECONDS) as answer:
        return str(answer.read().decode())


@pytest.mark.slow
def test_a_daemon_is_watched_from_its_start_to_a_target_that_does_not_answer(tmp_path: Path) -> None:
    publisher, place = Publisher(tmp_path), f"127.0.0.1:{free_port()}"
    publisher.commit({"services/web.json": WEB, "services/mailer.yaml": BROKEN}, "two services")
    publisher.publish()
    path = tmp_path / "plumbrule.yaml"
    with World.start() as world:
        places = {"link": publisher.link, "url": world.url, "journal": tmp_path / "j.sqlite"}
        text = SETTINGS.format(auto="[missing]", policy=hands_free(tmp_path), **places)
        first, staging, last = text.partition("  - name: staging")
        dead = staging + last.replace(world.url, f"http://127.0.0.1:{free_port()}")
        fed = tmp_path / "fed"
        fed.touch()
        first = first.replace("  poll:", f"  touch_file: {fed}\n  poll:")
        path.write_text(f'{first}{dead}admin: {{probes: "{place}"}}\n')
        with RunningDaemon(tmp_path, path) as daemon:

            def page() -> str:
                try:
                    return fetched(place)
                except urllib.error.URLError:
                    return ""

            def registered() -> bool:
                found = scraped(page())
                where = {"target": "production", "state": State.IN_SYNC.value}
                return SOURCE_HEARD.name in found and value(found, "plumbrule_families", **where) == 1

            daemon.wait_for("the registration is seen", registered, SECONDS)
            daemon.wait_for("a sweep", lambda: daemon.events("sweep_finished", target="production"), SECONDS)
            daemon.wait_for("the other target is in trouble", lambda: daemon.events("target_failed"), SECONDS)
            ready, alive, found = ask(place, "/readyz"), ask(place, "/healthz"), scraped(fetched(place))
    assert (ready.status, ready.body["behind"]) == (503, ["staging"])
    assert ready.body["targets"]["production"]["ready"] is True
    assert (alive.status, alive.body["alive"]) == (200, True)
    registering = {"target": "production", "operation": "ecs:RegisterTaskDefinition", "outcome": "ok"}
    assert value(found, "plumbrule_aws_calls_total", **registering) == 1
    nobody = {"target": "staging", "operation": "sts:GetCallerIdentity", "outcome": "no_answer"}
    assert value(found, "plumbrule_aws_calls_total", **nobody) >= 1
    assert value(found, "plumbrule_registrations_total", target="production", ending="registered") == 1
    assert value(found, "plumbrule_findings", severity="error") >= 1
    assert value(found, "plumbrule_notices_total", event="revision_registered") == 1
    assert value(found, "plumbrule_target_troubled", target="staging") == 1
    assert value(found, "plumbrule_last_sweep_timestamp_seconds", target="staging") == 0
    assert value(found, "plumbrule_bucket_level", target="production", bucket="reads") <= 50
    assert value(found, JOURNAL_ERRORS.name) == 0
    names = {name for one in METRICS for name in sample_names(one.name, one.kind)}
    assert set(found) <= names
    missing = {one.name for one in METRICS if not found.keys() & sample_names(one.name, one.kind)}
    assert missing == {one.name for one in NOT_HERE}


def sample_names(name: str, kind: Kind) -> set[str]:
    return {f"{name}_{part}" for part in ("bucket", "sum", "count")} if kind is Kind.HISTOGRAM else {name}
