"""Endpoints that do not answer and credentials that are not right: one clear line each, and nobody else waits."""

from __future__ import annotations

import os
import socket
from contextlib import closing

import pytest

from tests.faults.scene import ACCOUNT, DESCRIBE, REGISTER, SECONDS, Scene, definition, happened, quiet, target
from tests.world.client import World

pytestmark = pytest.mark.slow

CREDENTIALS = {
    "wrong": ({"AWS_ACCESS_KEY_ID": "BADKEY"}, ["sts:GetCallerIdentity", "InvalidClientTokenId"]),
    "of another account": ({"AWS_ACCESS_KEY_ID": "AKIA999999999999OTHER"}, ["account 999999999999", "123456789012"]),
    "missing": (
        {
            "AWS_ACCESS_KEY_ID": "",
            "AWS_SECRET_ACCESS_KEY": "",
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_CONFIG_FILE": os.devnull,
        },
        ["no usable AWS credentials"],
    ),
}


def closed_port() -> int:
    """A port of loopback where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_an_endpoint_that_comes_up_later_is_reached_and_its_absence_told_once(scene: Scene) -> None:
    port = closed_port()
    scene.policy(endpoint_url=f"http://127.0.0.1:{port}")
    scene.commit(definition())
    daemon = scene.run()
    happened(daemon, "target_failed")
    with World.start(port=port) as late:
        happened(daemon, "target_recovered", target="production")
        quiet(daemon)
        assert len(late.log()) == 1
        assert daemon.stop() == 0
    (told,) = daemon.events("target_failed")
    assert str(port) in told["message"]


@pytest.mark.parametrize("kind", CREDENTIALS)
def test_credentials_that_are_not_right_stall_the_target_with_one_line_and_nothing_is_asked_of_ecs(
    kind: str, scene: Scene
) -> None:
    environment, words = CREDENTIALS[kind]
    scene.commit(definition())
    daemon = scene.run(**environment)
    happened(daemon, "target_stalled")
    scene.commit(definition(image="nginx:1.28"))
    daemon.wait_for("the next commit is read", lambda: len(daemon.events("snapshot_taken")) == 2, 30)
    assert daemon.stop() == 0
    (told,) = daemon.events("target_stalled")
    assert [word for word in words if word not in told["message"]] == []
    calls = scene.world.calls()
    assert (calls.count(DESCRIBE), calls.count(REGISTER), calls.count("ListTaskDefinitions")) == (0, 0, 0)


@pytest.mark.parametrize("kind", CREDENTIALS)
def test_plan_with_credentials_that_are_not_right_ends_with_one_sentence(kind: str, scene: Scene) -> None:
    environment, words = CREDENTIALS[kind]
    scene.commit(definition())
    planned = scene.verb("plan", environment)
    assert (planned.returncode, planned.stdout) == (1, "")
    (sentence,) = planned.stderr.splitlines()
    assert [word for word in words if word not in sentence] == []


def test_plan_against_an_endpoint_that_is_not_there_ends_with_one_sentence(scene: Scene) -> None:
    port = closed_port()
    scene.policy(endpoint_url=f"http://127.0.0.1:{port}")
    scene.commit(definition())
    planned = scene.verb("plan")
    assert (planned.returncode, planned.stdout) == (1, "")
    (sentence,) = planned.stderr.splitlines()
    assert str(port) in sentence


@pytest.mark.parametrize("how", ["refuses", "is silent"])
def test_a_target_in_trouble_delays_no_other(how: str, scene: Scene) -> None:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        if how == "is silent":
            door.listen()
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        scene.settings["targets"].insert(0, target(url, "elsewhere", region="eu-central-1"))
        families = [f"web-{number}" for number in range(8)]
        scene.commit(*(definition(family) for family in families))
        daemon = scene.run()
        happened(daemon, "sweep_finished", target="production")
        quiet(daemon, families=len(families))
        assert sorted(one.family for one in scene.world.log()) == families
        assert daemon.events("sweep_finished", target="elsewhere") == []
        assert daemon.process is not None
        daemon.process.terminate()
        happened(daemon, "stop_requested")
        if how == "is silent":
            daemon.process.terminate()  # it may hold a call for 20 s; whoever does not want to wait asks again
        assert daemon.process.wait(SECONDS) == (143 if how == "is silent" else 0)


def test_a_target_whose_role_may_not_be_assumed_delays_no_other(scene: Scene) -> None:
    role = "arn:aws:iam::222222222222:role/plumbrule"
    scene.world.knobs(external_ids={role: "another"})
    elsewhere = {"account_id": "222222222222", "role_arn": role, "external_id": "wrong"}
    scene.settings["targets"].insert(0, target(scene.world.url, "elsewhere", **elsewhere))
    families = [f"web-{number}" for number in range(8)]
    scene.commit(*(definition(family) for family in families))
    daemon = scene.run()
    quiet(daemon, families=len(families))
    assert sorted((one.account, one.family) for one in scene.world.log()) == [(ACCOUNT, name) for name in families]
    (told,) = daemon.events("target_stalled")
    assert (told["where"], told["code"]) == ("elsewhere", "denied")
    assert daemon.stop() == 0


def test_a_writer_that_may_not_be_assumed_ends_registering_and_not_looking(scene: Scene) -> None:
    writer = f"arn:aws:iam::{ACCOUNT}:role/plumbrule-writer"
    scene.world.knobs(external_ids={writer: "another"})
    scene.policy(writer_role_arn=writer, writer_external_id="wrong")
    scene.commit(definition())
    daemon = scene.run()
    happened(daemon, "registration_refused", family="web")
    happened(daemon, "sweep_finished", target="production", families=1)
    assert (scene.world.log(), daemon.events("target_stalled")) == ((), [])
    assert scene.world.calls().count(DESCRIBE) > 0
    assert daemon.stop() == 0
