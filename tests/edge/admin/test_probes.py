"""Probes and metrics over the doors: who gets them, and what they say when all is not well."""

from __future__ import annotations

import http.client
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.pulse import Beat
from plumbrule.model.state import State
from tests.builders.scraped import scraped, value
from tests.edge.admin.conftest import TOKEN, free_port
from tests.edge.admin.doors import SECONDS, UnixConnection, ask
from tests.loop.stage import PROD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.edge.admin.conftest import House

STANDSTILL = "the main thread did not supervise"


@pytest.fixture
def probed(opened: Callable[..., House]) -> tuple[House, str]:
    place = f"127.0.0.1:{free_port()}"
    return opened(probes=place), place


def page(place: str) -> tuple[str, str]:
    """The metrics, and what they say they are."""
    connection = UnixConnection(place) if place.startswith("/") else http.client.HTTPConnection(place, timeout=SECONDS)
    try:
        connection.request("GET", "/metrics")
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode(), answer.headers["Content-Type"]
    finally:
        connection.close()


def stand_still(house: House) -> None:
    """As if the main thread hung, with a family in a worker's hand."""
    now = house.office.shell.world.clock.monotonic()
    house.office.shell.pulse.beat(Beat.SOURCE, now)
    house.office.shell.pulse.beat(Beat.SUPERVISED, now - 1000)


def alive(house: House) -> None:
    now = house.office.shell.world.clock.monotonic()
    for beat in Beat:
        house.office.shell.pulse.beat(beat, now)


def test_alive_is_said_on_both_doors_and_what_stands_still_only_to_whom_we_know(probed: tuple[House, str]) -> None:
    house, place = probed
    alive(house)
    for door in (house.socket, place):
        answer = ask(door, "/healthz")
        assert (answer.status, answer.body["alive"]) == (200, True)
    stand_still(house)
    known, everybody = ask(house.socket, "/healthz"), ask(place, "/healthz")
    assert (known.status, everybody.status) == (503, 503)
    assert [clause.startswith(STANDSTILL) for clause in known.body["standstills"]] == [True]
    assert everybody.body == {"alive": False, "standstills": 1}


def test_ready_means_that_the_last_sweep_is_not_long_ago(probed: tuple[House, str]) -> None:
    house, place = probed
    after = ask(place, "/readyz")
    assert (after.status, after.body["ready"], after.body["behind"]) == (200, True, [])
    interval = house.office.shell.world.pace.sweep
    house.office.clock.advance(2 * interval.total_seconds())
    late = ask(place, "/readyz")
    assert (late.status, late.body["behind"]) == (503, [PROD])
    assert late.body["targets"][PROD]["age_seconds"] >= late.body["targets"][PROD]["limit_seconds"]


def test_the_door_for_probes_serves_nothing_else_and_the_others_ask_who_it_is(probed: tuple[House, str]) -> None:
    house, place = probed
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for path in ("/v1/status", "/v1/openapi.json", "/v1/plans", "/"):
        assert ask(place, path, headers=bearer).status == 404
    assert ask(place, "/healthz", {}).status == 405
    alive(house)
    for path in ("/healthz", "/readyz"):
        assert ask(house.listen, path).why == "unauthenticated"
    assert ask(house.listen, "/healthz", headers=bearer).status == 200


def test_metrics_say_how_families_stand_and_name_none(probed: tuple[House, str]) -> None:
    house, place = probed
    house.office.sweep()
    text, kind = page(place)
    assert kind == "text/plain; version=0.0.4; charset=utf-8"
    found = scraped(text)
    assert value(found, "plumbrule_families", target=PROD, state=State.MISSING) == 1
    assert value(found, "plumbrule_families", target=PROD, state=State.IN_SYNC) == 0
    assert value(found, "plumbrule_families_held", target=PROD, gate="awaiting_approval") == 1
    assert value(found, "plumbrule_target_ready", target=PROD) == 1
    assert value(found, "plumbrule_registrations_total", target=PROD, ending="registered") == 0
    assert value(found, "plumbrule_pass_duration_seconds_count", target=PROD) >= 1
    assert 'web"' not in text
    house.office.approve()
    again = scraped(page(house.socket)[0])
    assert value(again, "plumbrule_families", target=PROD, state=State.IN_SYNC) == 1
    assert value(again, "plumbrule_registrations_total", target=PROD, ending="registered") == 1


def health(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "plumbrule.cli", "health", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


def test_health_exits_by_what_the_daemon_says(probed: tuple[House, str]) -> None:
    house, place = probed
    alive(house)
    by_socket, by_url = health("--socket", house.socket), health("--url", f"http://{place}")
    assert [(one.returncode, one.stdout) for one in (by_socket, by_url)] == [(0, "alive\n")] * 2
    assert health("--socket", house.socket, "--ready").stdout == "ready\n"
    house.office.clock.advance(3 * house.office.shell.world.pace.sweep.total_seconds())
    late = health("--url", f"http://{place}", "--ready")
    assert (late.returncode, late.stdout.rpartition(" for ")[2]) == (2, f"{PROD}\n")
    stand_still(house)
    by_socket, by_url = health("--socket", house.socket), health("--url", f"http://{place}/")
    assert (by_socket.returncode, by_url.returncode) == (2, 2)
    assert by_socket.stdout.startswith(f"not alive: {STANDSTILL}")
    assert "standstill_found" in by_url.stdout


def test_health_says_that_nobody_answers(probed: tuple[House, str]) -> None:
    house, _ = probed
    for words in (("--socket", "/nowhere/admin.sock"), ("--url", f"http://127.0.0.1:{free_port()}")):
        done = health(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"nobody answers at {words[1]}" in done.stderr
    refused = health("--url", f"http://{house.listen}")
    assert (refused.returncode, refused.stdout) == (1, "prove who you are: with a token, or through the proxy\n")


def test_health_loads_nothing_that_takes_long() -> None:
    code = "import sys, plumbrule.cli.health; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"boto3", "botocore", "pydantic", "yaml", "starlette", "http.client", "ssl", "asyncio"}.intersection(
        loaded
    )
