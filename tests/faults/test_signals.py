"""SIGTERM, a second one, and SIGHUP, at inconvenient moments."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.faults.scene import REGISTER, SECONDS, Scene, definition, happened, quiet

if TYPE_CHECKING:
    from tests.demo.running import RunningDaemon

pytestmark = pytest.mark.slow

MANIFEST = """apiVersion: plumbrule.dev/v1
kind: TaskDefinition
metadata: {name: web}
spec:
  targets: [production]
  template:
    requiresCompatibilities: [FARGATE]
    networkMode: awsvpc
    cpu: "256"
    memory: "512"
    containerDefinitions:
      - {name: app, image: "nginx:${var.version}"}
"""


def send(daemon: RunningDaemon, number: signal.Signals) -> None:
    """Send one signal."""
    assert daemon.process is not None
    daemon.process.send_signal(number)


def ended(daemon: RunningDaemon) -> int:
    """Wait for the end: the exit code, or the signal's number below zero."""
    assert daemon.process is not None
    return daemon.process.wait(SECONDS)


def image(scene: Scene) -> str:
    """The newest registered image."""
    return str(scene.newest().definition["containerDefinitions"][0]["image"])


def test_sigterm_while_ecs_answers_waits_for_the_answer_and_keeps_it(scene: Scene) -> None:
    scene.world.fail(REGISTER, "slow", seconds=3)
    scene.commit(definition())
    daemon = scene.run()
    daemon.wait_for("ECS has it and holds the answer back", scene.world.log, 30)
    send(daemon, signal.SIGTERM)
    assert ended(daemon) == 0
    assert [line["clean"] for line in daemon.events("daemon_stopped")] == [True]
    assert len(daemon.events("revision_registered")) == 1
    again = scene.run()
    quiet(again)
    assert again.stop() == 0
    assert again.events("registration_found") == []
    assert list(scene.plans().values()) == [1]


def test_a_second_sigterm_ends_it_at_once_with_143(scene: Scene) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        scene.policy(endpoint_url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        scene.commit(definition())
        daemon = scene.run()
        silent.settimeout(SECONDS)
        with closing(silent.accept()[0]):
            send(daemon, signal.SIGTERM)
            happened(daemon, "stop_requested")
            send(daemon, signal.SIGTERM)
            assert ended(daemon) == 143
    assert daemon.events("daemon_stopped") == []


def test_sigterm_before_the_start_is_complete_ends_it_without_a_word(scene: Scene) -> None:
    scene.commit(definition())
    daemon = scene.run()
    send(daemon, signal.SIGTERM)
    # A shell shows the death by signal 15 as 143.
    assert ended(daemon) in {-signal.SIGTERM, 143}
    assert daemon.log.read_text() == ""
    assert scene.world.log() == ()


def test_sighup_with_a_good_file_registers_what_it_changes(scene: Scene) -> None:
    scene.policy(variables={"version": "1.27"})
    scene.publisher.commit({"web.yaml": MANIFEST}, "a manifest")
    daemon = scene.run()
    quiet(daemon)
    scene.policy(variables={"version": "1.28"})
    scene.write_settings()
    send(daemon, signal.SIGHUP)
    happened(daemon, "settings_reloaded", changed=True)
    daemon.wait_for("the new variable is registered", lambda: image(scene) == "nginx:1.28", SECONDS)
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1, 1]


def test_sighup_with_a_broken_file_tells_every_mistake_and_the_old_settings_work_on(scene: Scene) -> None:
    scene.commit(definition())
    daemon = scene.run()
    quiet(daemon)
    scene.policy(account_id="12", regoin="eu-west-1")
    scene.write_settings()
    send(daemon, signal.SIGHUP)
    (refused,) = happened(daemon, "reload_refused")
    assert len(refused["mistakes"]) == 2
    scene.commit(definition(image="nginx:1.28"))
    daemon.wait_for("the old settings still register", lambda: image(scene) == "nginx:1.28", SECONDS)
    assert daemon.stop() == 0
    assert daemon.events("settings_reloaded") == []


def test_sighup_without_a_change_says_so_and_looks_at_nothing_again(scene: Scene) -> None:
    scene.commit(definition())
    daemon = scene.run()
    quiet(daemon)
    send(daemon, signal.SIGHUP)
    happened(daemon, "settings_reloaded", changed=False)
    assert daemon.stop() == 0
    assert len(scene.world.log()) == 1
