"""The whole product with Slack: a drift is told, a click in Slack mends it, and the message says who did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS
from tests.edge.notify.received import Receiver
from tests.faults.scene import target
from tests.faults.seeds.stage import definition
from tests.loop.telling.newsroom import words
from tests.world.client import World
from tests.world.slack import APP_TOKEN, BOT_TOKEN, Slack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
CHANNEL = "alerts"
ACCOUNT, REGION = "123456789012", "eu-west-1"
POLICY = """version: 1
clauses: [{consent: approve}]
people:
  - {name: ada, slack: [U0ADA]}
blast_radius: {families: 1000000, share: 1, floor: 1000000}
"""


class Installation:
    """A daemon with a repository, an ECS, a Slack and a webhook of its own."""

    def __init__(self, root: Path, world: World, slack: Slack, hook: str) -> None:
        self.root, self.world, self.slack = root, world, slack
        self.publisher = Publisher(root)
        for name, text in (("bot", BOT_TOKEN), ("app", APP_TOKEN), ("url", hook), ("policy.yaml", POLICY)):
            (root / name).write_text(text)
        (root / "plumbrule.yaml").write_text(json.dumps(self._settings()))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, **CREDENTIALS, "AWS_ACCESS_KEY_ID": f"AKIA{ACCOUNT}E2E0"}
        command = [sys.executable, "-m", "plumbrule.cli", "run", "--config", str(self.root / "plumbrule.yaml")]
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(by)
        return self.process.wait(30)

    def lines(self) -> list[dict[str, Any]]:
        whole, _, _ = (self.root / "log").read_text().rpartition("\n")  # the last line may still be on its way
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def publish(self, image: str) -> None:
        self.publisher.commit({"web.json": json.dumps(definition("web", image))}, image)
        self.publisher.publish()

    def by_hand(self, image: str) -> None:
        self.world.register_by_hand(definition("web", image), account=ACCOUNT, region=REGION)

    def _settings(self) -> dict[str, Any]:
        slack = {
            "name": "slack",
            "kind": "slack",
            "token_file": str(self.root / "bot"),
            "app_token_file": str(self.root / "app"),
            "api_url": self.slack.api,
        }
        return {
            "version": 1,
            "instance": "e2e",
            "source": {"kind": "link", "path": str(self.publisher.link), "poll": "200ms"},
            "targets": [target(self.world.url, region=REGION, account_id=ACCOUNT)],
            "journal": {"path": str(self.root / "journal.sqlite")},
            "policy": str(self.root / "policy.yaml"),
            "notify": {
                "sinks": [slack, {"name": "hook", "kind": "webhook", "url_file": str(self.root / "url")}],
                "routes": [{"sink": "slack", "channel": CHANNEL, "goes_on": True}, {"sink": "hook"}],
                "group_wait": "0s",
            },
            "sweep": "1s",
            "log": {"format": "json", "level": "debug"},
        }


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as found:
        yield found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        yield found


@pytest.fixture
def installed(tmp_path: Path, slack: Slack, receiver: Receiver) -> Iterator[Installation]:
    with World.start() as world:
        found = Installation(tmp_path, world, slack, receiver.url)
        yield found
        if found.process is not None and found.process.poll() is None:
            found.process.kill()
            found.process.wait()


def test_a_drift_is_told_and_a_click_in_slack_mends_it(
    installed: Installation, slack: Slack, receiver: Receiver
) -> None:
    installed.by_hand("nginx:1")
    installed.publish("nginx:1")
    installed.start()
    slack.wait(lambda: slack.sockets, 30)
    slack.wait(lambda: any(one["event"] == "sweep_finished" for one in installed.lines()))
    installed.by_hand("nginx:hand")
    slack.wait(lambda: slack.roots(CHANNEL))
    (message,) = slack.roots(CHANNEL)
    assert "web in production has drifted" in words(message)
    assert '- "nginx:hand"\n+ "nginx:1"' in words(message)
    slack.click(CHANNEL, message, "plumbrule:approve", "U0ADA")
    slack.wait(lambda: "\N{LARGE GREEN CIRCLE}" in slack.roots(CHANNEL)[0]["text"])
    assert "Registered as revision 3." in words(slack.roots(CHANNEL)[0])
    ours = [one for one in installed.world.log() if "plumbrule:plan" in one.tags]
    assert [one.definition["containerDefinitions"][0]["image"] for one in ours] == ["nginx:1"]
    slack.wait(lambda: len(receiver.received) >= 2)
    assert [json.loads(one.body)["data"]["incidents"][0]["status"] for one in receiver.received[-2:]][-1] == "resolved"
    assert installed.stop() == 0


def test_what_was_not_said_when_it_was_killed_is_said_after_the_next_start(
    installed: Installation, slack: Slack
) -> None:
    installed.by_hand("nginx:1")
    installed.publish("nginx:1")
    slack.fail("http_503", times=None)
    installed.start()
    slack.wait(lambda: any(one["event"] == "sweep_finished" for one in installed.lines()), 30)
    installed.by_hand("nginx:hand")
    slack.wait(lambda: any(one["event"] == "sink_failed" for one in installed.lines()))
    installed.stop(signal.SIGKILL)
    slack.heal()
    installed.start()
    slack.wait(lambda: slack.roots(CHANNEL), 30)
    assert "web in production has drifted" in words(slack.roots(CHANNEL)[0])
    assert installed.stop() == 0


def test_no_secret_of_the_settings_is_logged(installed: Installation, slack: Slack, receiver: Receiver) -> None:
    receiver.status = 500
    slack.fail("slack_error", times=None, error="invalid_auth")
    installed.by_hand("nginx:1")
    installed.publish("nginx:2")
    installed.start()
    slack.wait(lambda: sum(one["event"] in {"sink_failed", "clicks_failed"} for one in installed.lines()) >= 3, 30)
    installed.stop()
    log = (installed.root / "log").read_text()
    assert not [secret for secret in (BOT_TOKEN, APP_TOKEN, "s3cr3t-path") if secret in log]


def test_a_sink_without_its_secret_silences_no_other_and_speaks_after_a_reload(
    installed: Installation, slack: Slack, receiver: Receiver
) -> None:
    secret = installed.root / "bot"
    secret.rename(installed.root / "elsewhere")
    installed.by_hand("nginx:1")
    installed.publish("nginx:2")
    installed.start()
    slack.wait(lambda: receiver.received, 30)
    failed = [one for one in installed.lines() if one["event"] == "sink_failed"]
    assert [(one["sink"], one["message"]) for one in failed] == [
        ("slack", f"{secret}: the secret cannot be read: No such file or directory")
    ]
    assert slack.roots(CHANNEL) == []
    (installed.root / "elsewhere").rename(secret)
    assert installed.process is not None
    installed.process.send_signal(signal.SIGHUP)
    slack.wait(lambda: slack.roots(CHANNEL), 20)
    slack.wait(lambda: slack.sockets)
    assert installed.stop() == 0
