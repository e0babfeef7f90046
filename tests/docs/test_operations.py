"""What the operator's pages promise, tried with real parts."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest

from tests.builders.policies import hands_free
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS, RunningDaemon
from tests.demo.specs import BROKEN, SETTINGS, WEB
from tests.docs.pages import ROOT, Page, plain
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS: Final = 120
ALWAYS: Final = {"event", "level", "timestamp"}


@pytest.fixture
def world() -> Iterator[World]:
    with World.start() as started:
        yield started


def settings(root: Path, world: World, publisher: Publisher, auto: str) -> Path:
    """The demo's settings file."""
    path = root / "plumbrule.yaml"
    places = {"link": publisher.link, "url": world.url, "journal": root / "journal.sqlite", "policy": hands_free(root)}
    path.write_text(SETTINGS.format(auto=auto, **places))
    return path


def plumbrule(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A verb, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "plumbrule.cli", *map(str, words)],
        env=CREDENTIALS,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def described(url: str, family: str) -> dict[str, Any]:
    """What `aws ecs describe-task-definition --include TAGS` prints."""
    ecs = boto3.client(
        "ecs",
        region_name="eu-west-1",
        endpoint_url=url,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key="demo",  # noqa: S106 - the embedded endpoint checks no signature
    )
    answer = ecs.describe_task_definition(taskDefinition=family, include=["TAGS"])
    ecs.close()
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


@pytest.mark.slow
def test_what_ecs_shows_is_a_spec_as_it_comes_and_in_sync(tmp_path: Path, world: World) -> None:
    world.register_by_hand(json.loads(WEB), tags={"team": "shop"}, region="eu-west-1")
    text = json.dumps(described(world.url, "shop-web"), default=str, indent=4)
    publisher = Publisher(tmp_path)
    publisher.commit({"services/shop-web.json": text}, "shop-web as it runs today")
    publisher.publish()
    validated = plumbrule("validate", publisher.link / "services")
    assert validated.returncode == 0, validated.stdout
    assert "R007" in validated.stdout
    planned = plumbrule("plan", "--output", "json", "--config", settings(tmp_path, world, publisher, "[]"))
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert [family["state"] for family in json.loads(planned.stdout)["families"]] == ["in_sync"]


@pytest.mark.slow
def test_every_key_of_every_line_is_in_the_reference_and_no_other(tmp_path: Path, world: World) -> None:
    publisher = Publisher(tmp_path)
    publisher.commit({"services/web.json": WEB, "services/mailer.yaml": BROKEN}, "two services")
    publisher.publish()
    path = settings(tmp_path, world, publisher, "[missing, spec_ahead]")
    with RunningDaemon(tmp_path, path) as daemon:
        daemon.wait_for("registered", lambda: daemon.events("pass_settled", state="in_sync"), SECONDS)
        world.register_by_hand(json.loads(WEB.replace("info", "trace")), region="eu-west-1")
        daemon.wait_for("the drift", lambda: daemon.events("drift_found"), SECONDS)
        publisher.commit({"services/web.json": WEB.replace("info", "trace")}, "as it is")
        publisher.publish()
        daemon.wait_for("its end", lambda: daemon.events("drift_resolved"), SECONDS)
    rows = {plain(row["event"]): row for row in Page(ROOT / "docs" / "reference" / "events.md").table("event")}
    lines = daemon.lines()
    assert {"daemon_stopped", "revision_registered", "spec_refused", "sweep_finished"} <= {
        line["event"] for line in lines
    }
    for line in lines:
        row = rows[line["event"]]
        assert line.keys() - ALWAYS == set(plain(row["keys"]).split(", ")), line
        assert line["level"] in row["level"].split(", "), line


def test_a_lost_journal_holds_everything_until_its_id_is_confirmed(tmp_path: Path, world: World) -> None:
    publisher = Publisher(tmp_path)
    publisher.commit({"services/web.json": WEB}, "web")
    publisher.publish()
    settings, journal = tmp_path / "plumbrule.yaml", tmp_path / "journal.sqlite"
    places = {"link": publisher.link, "url": world.url, "journal": journal, "policy": hands_free(tmp_path)}
    text = SETTINGS.format(auto="[missing, spec_ahead]", **places)
    settings.write_text(text)
    with RunningDaemon(tmp_path, settings) as daemon:
        daemon.wait_for("the first registration", lambda: len(world.log()) == 1, SECONDS)
    for path in tmp_path.glob("journal.sqlite*"):
        path.unlink()
    publisher.commit({"services/web.json": WEB.replace('"info"', '"debug"')}, "web: talk more")
    publisher.publish()

    with RunningDaemon(tmp_path, settings) as daemon:
        (told,) = daemon.wait_for("the new journal is told", lambda: daemon.events("journal_unknown"), SECONDS)
        daemon.wait_for("a sweep after that", lambda: len(daemon.events("sweep_finished")) >= 4, SECONDS)
        assert len(world.log()) == 1

        settings.write_text(text.replace(f"path: {journal}", f'path: {journal}\n  confirmed: "{told["journal"]}"'))
        assert daemon.process is not None
        daemon.process.send_signal(signal.SIGHUP)
        daemon.wait_for("the change is registered", lambda: len(world.log()) == 2, SECONDS)

    held = daemon.events("pass_settled", family="shop-web", state="spec_ahead")
    assert [line["gates"] for line in held] == [["held"]]
