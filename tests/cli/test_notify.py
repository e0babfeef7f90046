"""`plumbrule notify test`: what people will see, before anything has happened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import plumbrule.cli.notify as verb
from plumbrule.cli import main
from plumbrule.core.tell.samples import samples
from tests.settings.texts import GOOD
from tests.world.slack import BOT_TOKEN, Slack
from tests.world.slack.checks import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slack]:
    monkeypatch.setattr(verb, "PACE", 0.0)
    with Slack() as found:
        yield found


def settings(folder: Path, slack: Slack, channel: str = "alerts") -> Path:
    token = folder / "token"
    token.write_text(f"{BOT_TOKEN}\n")
    notify = {
        "sinks": [{"name": "slack", "kind": "slack", "token_file": str(token), "api_url": slack.api}],
        "routes": [{"sink": "slack", "channel": channel}, {"sink": "slack", "channel": channel, "targets": ["x"]}],
    }
    file = folder / "plumbrule.yaml"
    file.write_text(f"{GOOD}\nnotify: {json.dumps(notify)}\n")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["notify", "test", *words], catch_exceptions=False)


def test_a_sample_of_each_message_goes_to_each_channel_once(slack: Slack, tmp_path: Path) -> None:
    done = run("--config", str(settings(tmp_path, slack)))
    assert done.exit_code == 0
    assert len(slack.messages("alerts")) == len(dict(samples()))
    assert done.stdout.count("sent ") == len(dict(samples()))
    assert BOT_TOKEN not in done.output


def test_one_sample_is_sent_alone(slack: Slack, tmp_path: Path) -> None:
    done = run("--config", str(settings(tmp_path, slack)), "--only", "drift")
    assert done.stdout == "sent    slack/alerts: payments-api in prod has drifted\n"


def test_what_cannot_be_sent_is_told_with_what_to_do(slack: Slack, tmp_path: Path) -> None:
    slack.channel("alerts", "not_in_channel")
    done = run("--config", str(settings(tmp_path, slack)), "--only", "drift")
    assert done.exit_code == 2
    assert "failed  slack/alerts: payments-api in prod has drifted" in done.stdout
    assert "invite the app to the channel" in done.stdout


def test_without_a_route_there_is_nobody_to_tell(slack: Slack, tmp_path: Path) -> None:
    done = run("--config", str(settings(tmp_path, slack)), "--sink", "pager")
    assert (done.exit_code, "no route leads to pager" in done.stderr) == (1, True)


def test_a_secret_that_is_not_there_is_the_operators(slack: Slack, tmp_path: Path) -> None:
    file = settings(tmp_path, slack)
    (tmp_path / "token").unlink()
    done = run("--config", str(file))
    assert (done.exit_code, "the secret cannot be read: No such file" in done.stderr) == (1, True)


def test_printed_blocks_are_what_slack_takes() -> None:
    done = run("--print", "json")
    found = json.loads(done.stdout)
    assert list(found) == list(dict(samples()))
    for one in found.values():
        check(one["blocks"])


def test_printed_text_needs_neither_settings_nor_network() -> None:
    done = run("--print", "text", "--only", "drift")
    assert done.stdout.startswith("── drift ──\n🟠 payments-api in prod has drifted\n")


def test_both_forms_are_printed_when_none_is_named() -> None:
    done = run("--only", "drift", "--print")
    assert "🟠 payments-api in prod has drifted\n" in done.stdout
    assert '"type": "header"' in done.stdout


def test_a_sample_that_is_not_there_is_refused() -> None:
    done = run("--print", "text", "--only", "nothing")
    assert (done.exit_code, "there is no sample nothing; there are drift," in done.stderr) == (1, True)
