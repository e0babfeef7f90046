"""`plumbrule doctor` against real parts: everything right, then one thing wrong at a time."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner

from plumbrule.app import real_parts
from plumbrule.app.doctor import Finding, Grade, Ground, examine, examining
from plumbrule.app.doctor.finding import Check
from plumbrule.cli import main
from plumbrule.settings.load import load_settings
from tests.aws.moto import Bus, running_moto
from tests.aws.proxy import Proxy, running_proxy
from tests.aws.stock import ACCOUNT, Stock
from tests.builders.policies import hands_free
from tests.demo.publisher import Publisher
from tests.faults.scene import definition, target
from tests.loop.stage import use_account
from tests.world.slack import BOT_TOKEN, Slack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.world.client import World

STAYS: Final = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
"""A disk that everything lies on and that outlives the process."""
WRITER: Final = f"arn:aws:iam::{ACCOUNT}:role/plumbrule-writer"


@pytest.fixture(scope="session")
def moto_url() -> Iterator[str]:
    with running_moto() as url:
        Stock(url).of("ecs").create_cluster(clusterName="default")
        yield url


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with running_proxy() as made:
        yield made


class Clinic:
    """Settings in which all is right, and what the doctor says of them."""

    def __init__(self, root: Path, world: World, moto: str) -> None:
        self.root, self.world, self.publisher = root, world, Publisher(root)
        self.publisher.commit({"web.json": json.dumps(definition())}, "as laid")
        place = target(world.url, services_url=moto, auto=["missing"], clusters=["default"], running_tasks=True)
        self.settings: dict[str, Any] = {
            "version": 1,
            "instance": "clinic",
            "source": {"kind": "git", "path": str(self.publisher.repository)},
            "targets": [place],
            "journal": {"path": str(root / "journal.sqlite")},
            "policy": str(hands_free(root)),
        }
        self.environ: dict[str, str] = {}
        self.mounts = STAYS

    @property
    def config(self) -> Path:
        """The settings' file, written anew."""
        path = self.root / "plumbrule.yaml"
        path.write_text(json.dumps(self.settings))
        return path

    def all_found(self, *only: str) -> list[Finding]:
        """Everything that is said, or what is said of some parts."""
        ground = Ground(load_settings(self.config, {}), real_parts(), self.environ, self.mounts)
        return list(examine(ground, only))

    def found(self, about: str, *grades: Grade) -> str:
        """What is said of one part, in some grades, with the advice."""
        said = self.all_found("credentials", about) if about == "permissions" else self.all_found(about)
        those = [one for one in said if one.about == about and (not grades or one.grade in grades)]
        assert all(one.advice for one in those if one.grade in {Grade.WRONG, Grade.WARNING})
        return "\n".join(f"{one.where} {one.says}: {one.advice}" for one in those)

    def wrong(self, about: str) -> str:
        """What is wrong with one part, which something has to be."""
        said = self.found(about, Grade.WRONG)
        assert said
        return said

    def place(self, **changes: object) -> None:
        """Change the target."""
        self.settings["targets"][0].update(changes)


@pytest.fixture
def clinic(tmp_path: Path, world: World, moto_url: str, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    use_account(monkeypatch, ACCOUNT)
    world.put_services("default", [], account=ACCOUNT, region="eu-west-1")
    return Clinic(tmp_path, world, moto_url)


def test_where_all_is_right_each_part_says_so_and_nothing_was_changed(clinic: Clinic) -> None:
    said = clinic.all_found()
    bad = [one for one in said if one.grade in {Grade.WRONG, Grade.WARNING}]
    assert [(one.about, one.says) for one in bad] == [("sinks", "nobody is told anything but the log")]
    parts = ["settings", "source", "clock", "credentials", "permissions", "sinks", "journal", "admin"]
    assert list(dict.fromkeys(one.about for one in said)) == parts
    permitted = clinic.found("permissions", Grade.OK)
    for action in ("ecs:DescribeTaskDefinition", "ecs:DescribeTasks", "iam:GetRole", "secretsmanager:DescribeSecret"):
        assert action in permitted
    assert "ecs:RegisterTaskDefinition" in clinic.found("permissions", Grade.NOT_TRIED)
    assert (clinic.world.log(), (clinic.root / "journal.sqlite").exists()) == ((), False)


def test_text_and_json_say_the_same_and_the_exit_code_says_whether_something_is_wrong(clinic: Clinic) -> None:
    text = CliRunner().invoke(main, ["doctor", "--config", str(clinic.config)], catch_exceptions=False)
    plain = CliRunner().invoke(main, ["doctor", "--config", str(clinic.config), "--output", "json"])
    found = json.loads(plain.stdout)["findings"]
    assert (text.exit_code, plain.exit_code) == (0, 0)
    assert all(one["says"] in text.stdout and one["advice"] in text.stdout for one in found)
    clinic.place(account_id="210987654321")
    again = CliRunner().invoke(main, ["doctor", "--config", str(clinic.config)], catch_exceptions=False)
    assert again.exit_code == 2
    assert "wrong      credentials production: they are of 123456789012" in again.stdout
    assert "1 wrong" in again.stdout.splitlines()[-1]


def test_settings_that_are_wrong_end_it_with_78(clinic: Clinic) -> None:
    clinic.settings["instance"] = "not a name"
    ran = CliRunner().invoke(main, ["doctor", "--config", str(clinic.config)])
    assert (ran.exit_code, ran.stdout) == (78, "")


# Credentials and permissions.


def test_credentials_that_do_not_work_are_told_once_and_nothing_more_is_asked(clinic: Clinic) -> None:
    clinic.world.knobs(bad_keys=[f"AKIA{ACCOUNT}"])
    assert "sts:GetCallerIdentity" in clinic.wrong("credentials")
    assert "the credentials do not work" in clinic.found("permissions", Grade.NOT_TRIED)
    assert {one.operation for one in clinic.world.calls().recent} == {"GetCallerIdentity"}


def test_an_endpoint_that_is_not_there_says_where_to_look(clinic: Clinic) -> None:
    clinic.place(endpoint_url="http://127.0.0.1:1")
    assert "network.proxy" in clinic.wrong("credentials")
    assert "no target's STS" in clinic.found("clock", Grade.NOT_TRIED)


@pytest.mark.parametrize(
    "operation", ["DescribeTaskDefinition", "ListTaskDefinitions", "ListServices", "DescribeTasks"]
)
def test_each_permission_that_is_missing_is_named_alone(operation: str, clinic: Clinic) -> None:
    clinic.world.fail(operation, "access_denied", 99)
    said = clinic.wrong("permissions")
    assert f"ecs:{operation} is refused" in said
    assert "deploy/iam/detector.json" in said
    assert f"ecs:{operation}" not in clinic.found("permissions", Grade.OK)


def test_a_writer_that_may_not_be_assumed_is_told_beside_a_reader_that_may(clinic: Clinic) -> None:
    clinic.place(writer_role_arn=WRITER, writer_external_id="wrong")
    clinic.world.knobs(external_ids={WRITER: "right"})
    assert "the writer: AWS does not allow sts:AssumeRole" in clinic.wrong("credentials")
    assert "as stated" in clinic.found("credentials", Grade.OK)
    clinic.world.knobs(external_ids={WRITER: "wrong"})
    assert "the writer's role can be assumed" in clinic.found("credentials", Grade.OK)


@pytest.mark.parametrize(
    ("date", "grade", "words"),
    [
        ("Fri, 01 Jan 2100 00:00:00 GMT", Grade.WRONG, "behind AWS's"),
        ("Wed, 01 Jan 2025 00:00:00 GMT", Grade.WRONG, "ahead of AWS's"),
        ("", Grade.OK, "is AWS's"),
        ("yesterday", Grade.NOT_TRIED, "no target's STS says"),
    ],
)
def test_a_clock_that_is_off_is_told_by_the_date_of_an_answer(
    date: str, grade: Grade, words: str, clinic: Clinic, proxy: Proxy
) -> None:
    proxy.date = date
    clinic.settings["network"] = {"proxy": proxy.url}
    assert words in clinic.found("clock", grade)


# The source.


def test_a_repository_that_is_not_there(clinic: Clinic) -> None:
    clinic.settings["source"]["path"] = str(clinic.root / "nowhere")
    assert "nowhere" in clinic.wrong("source")


def test_what_looks_like_a_spec_and_is_not_read_is_named(clinic: Clinic) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"
    clinic.publisher.commit({"big.yaml": pointer}, "a pointer")
    assert "big.yaml: a Git LFS pointer stands here" in clinic.wrong("source")


def test_a_folder_without_specs_is_wrong(clinic: Clinic) -> None:
    clinic.publisher.commit({"notes/readme.md": "x"}, "nothing to read")
    clinic.settings["source"]["folder"] = "notes"
    assert "there is no spec file here" in clinic.wrong("source")


def test_a_source_that_nobody_feeds_any_more_is_wrong(clinic: Clinic) -> None:
    touched = clinic.root / "synced"
    touched.touch()
    clinic.settings["source"] |= {"touch_file": str(touched), "max_age": "1m"}
    assert "was last heard" in clinic.found("source", Grade.OK)
    os.utime(touched, (1_600_000_000, 1_600_000_000))
    assert "longer ago than source.max_age, 1m" in clinic.wrong("source")


# Queues and sinks.


def test_a_queue_is_counted_and_one_that_is_not_there_is_wrong(clinic: Clinic, moto_url: str) -> None:
    bus = Bus(moto_url, "doctor")
    queue = {"queue_url": bus.queue_url, "region": "eu-west-1", "endpoint_url": moto_url}
    clinic.settings["events"] = [queue]
    bus.sqs.send_message(QueueUrl=bus.queue_url, MessageBody="{}")
    assert clinic.found("events", Grade.OK) == "doctor it is there; messages that wait: 1: "
    queue["queue_url"] += "-gone"
    assert "doctor-gone" in clinic.wrong("events")
    assert bus.left() == 1
    bus.close()


def test_a_token_is_asked_for_its_owner_and_nothing_is_posted(clinic: Clinic) -> None:
    token = clinic.root / "token"
    with Slack() as slack:
        token.write_text(BOT_TOKEN)
        sink = {"name": "people", "kind": "slack", "token_file": str(token), "api_url": slack.api}
        clinic.settings["notify"] = {"sinks": [sink], "routes": [{"sink": "people", "channel": "C1"}]}
        assert "the token is of U0BOT" in clinic.found("sinks", Grade.OK)
        token.write_text("xoxb-revoked")
        said = clinic.wrong("sinks")
        assert {one.method for one in slack.calls()} == {"auth.test"}
    assert "xoxb-revoked" not in said
    token.unlink()
    assert "cannot be read" in clinic.wrong("sinks")


def test_a_webhook_that_nobody_serves_is_wrong_and_its_address_is_not_shown(clinic: Clinic) -> None:
    secret = clinic.root / "url"
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
        secret.write_text(f"http://127.0.0.1:{port}/hook/hunter2")
        sink = {"name": "hook", "kind": "webhook", "url_file": str(secret)}
        clinic.settings["notify"] = {"sinks": [sink], "routes": [{"sink": "hook"}]}
        assert "listens; nothing was posted" in clinic.found("sinks", Grade.OK)
    said = clinic.wrong("sinks")
    assert f"127.0.0.1:{port} cannot be reached" in said
    assert "hunter2" not in said


# The journal and the socket.


def test_a_journal_that_is_none_is_wrong(clinic: Clinic) -> None:
    (clinic.root / "journal.sqlite").write_bytes(b"this is no journal at all" * 99)
    assert "recover-from-a-lost-journal" in clinic.wrong("journal")


@pytest.mark.parametrize(
    ("kind", "grade", "words"),
    [
        ("nfs4", Grade.WRONG, "a network file system (nfs4)"),
        ("tmpfs", Grade.WARNING, "goes with the machine or the container"),
        ("overlay", Grade.WARNING, "goes with the machine or the container"),
    ],
)
def test_a_journal_on_the_wrong_kind_of_disk(kind: str, grade: Grade, words: str, clinic: Clinic) -> None:
    clinic.mounts = STAYS.replace("ext4", kind)
    assert words in clinic.found("journal", grade)


def test_in_a_task_of_ecs_registering_is_wrong_and_reporting_is_not(clinic: Clinic) -> None:
    clinic.environ = {"ECS_CONTAINER_METADATA_URI_V4": "http://169.254.170.2/v4/x"}
    assert "production registers by itself" in clinic.wrong("journal")
    clinic.place(auto=[])
    assert "it reports only, as it should" in clinic.found("journal", Grade.WARNING)


def test_a_disk_that_is_nearly_full_is_told(clinic: Clinic) -> None:
    disk = clinic.root / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "plumbrule-test", str(disk)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    clinic.settings["journal"]["path"] = str(disk / "journal.sqlite")
    try:
        assert "its disk has 2 MiB left: make room" in clinic.wrong("journal")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_the_socket_says_whether_a_daemon_is_there(clinic: Clinic) -> None:
    place = clinic.root / "admin.sock"
    clinic.settings["admin"] = {"socket": str(place)}
    assert "no daemon listens" in clinic.found("admin", Grade.NOT_TRIED)
    with closing(socket.socket(socket.AF_UNIX)) as door:
        door.bind(str(place))
        assert "nobody answers" in clinic.found("admin", Grade.WARNING)
        door.listen()
        assert "a daemon listens" in clinic.found("admin", Grade.OK)


def test_a_check_that_breaks_keeps_no_other_from_its_turn(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: Ground) -> Iterator[Any]:
        raise ZeroDivisionError

    checks = (Check(0, "broken", breaks), *examining.every_check())
    monkeypatch.setattr(examining, "every_check", lambda: checks)
    assert "by a fault of ours: ZeroDivisionError" in clinic.wrong("broken")
    assert clinic.found("admin")
