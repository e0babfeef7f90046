"""Reading the file itself, and what a right one becomes."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from plumbrule.errors import SettingsError
from plumbrule.model.event import Level
from plumbrule.model.ids import TargetId
from plumbrule.model.pace import Bounds, Pace, Quiescence, SourceKind
from plumbrule.model.state import State
from plumbrule.model.target_policy import AfterLostAnswer, Route, Ruling, Scope, TargetPolicy
from plumbrule.settings.load import load_settings, parse_settings
from plumbrule.settings.reader import LARGEST_FILE
from plumbrule.settings.values import JournalSettings, LogFormat, LogSettings, Rate, SourceSettings
from plumbrule.settings.values_reach import Network, Reach, RoleSettings
from tests.settings.texts import GOOD, NAME, SECOND, edited

FULL = """\
version: 1
instance: payments-prod
source:
  kind: git
  path: /srv/specs.git
  branch: release
  folder: ecs/
  poll: 500ms
  quiet: 3s
  max_wait: 2m
  accept_rewind: 5b1f0c9a8e7d6c5b4a3928170f6e5d4c3b2a1908
  max_age: 20m
  touch_file: /srv/synced
  bounds: {files: 10, file_bytes: 2048, total_bytes: 4096, depth: 16, nodes: 1000}
targets:
  - name: china
    account_id: 012345678901
    region: cn-north-1
    role_arn: arn:aws-cn:iam::012345678901:role/deploy/plumbrule
    external_id: its-external-id
    role_chain:
      - role_arn: arn:aws-cn:iam::210987654321:role/hub
        external_id: the-hubs
    writer_role_arn: arn:aws-cn:iam::012345678901:role/deploy/plumbrule-writer
    writer_external_id: the-writers
    session_tags: {team: core, cost: platform}
    session_duration: 45m
    fips: true
    dual_stack: true
    sts_url: https://sts.example.internal
    endpoint_url: https://ecs.example.internal:8443/api
    labels: {env: prod}
    variables: {LOG_LEVEL: info, replicas: 2, ratio: 0.5, blue: true}
    paths:
      - path: "prod/**"
        family_prefix: shop-
      - path: "shared/*.yaml"
    auto: [spec_ahead, missing]
    after_lost_answer: retry
    visibility: 90s
    rules: {R259: "off", R257: error, waiver-expired: error}
    waivers: false
    reads_per_second: 15
    writes_per_second: 0.25
    read_burst: 30
    write_burst: 5
rules: {R259: error, R260: "off"}
journal: {path: /data/journal.sqlite, confirmed: 0b5f4f3c1d2e4a6f8a9b0c1d2e3f4a5b}
ci_roles: ["*github-actions*"]
network: {proxy: "http://proxy.example.internal:3128", ca_bundle: /etc/ssl/ca.pem}
sweep: 1h
workers: 4
back_off: {first: 1s, most: 1m}
vanish: {share: 0.5, floor: 10}
log: {format: json, level: debug}
"""


def test_every_key_arrives_as_a_value() -> None:
    settings = parse_settings(FULL, NAME, {})
    (target,) = settings.targets
    assert settings.ci_roles == ("*github-actions*",)
    assert settings.source == SourceSettings(
        SourceKind.GIT,
        Path("/srv/specs.git"),
        "release",
        "ecs",
        Quiescence(timedelta(seconds=3), timedelta(minutes=2)),
        "5b1f0c9a8e7d6c5b4a3928170f6e5d4c3b2a1908",
        Path("/srv/synced"),
    )
    assert target.target.id == TargetId("aws-cn", "012345678901", "cn-north-1")
    assert dict(target.target.labels) == {"env": "prod"}
    assert dict(target.target.variables) == {"LOG_LEVEL": "info", "replicas": 2, "ratio": "0.5", "blue": True}
    assert target.policy == TargetPolicy(
        frozenset({State.MISSING, State.SPEC_AHEAD}),
        (Route("prod/**", "shop-"), Route("shared/*.yaml")),
        AfterLostAnswer.RETRY,
        timedelta(seconds=90),
        Scope(
            {"R257": Ruling.ERROR, "R259": Ruling.OFF, "R260": Ruling.OFF, "waiver-expired": Ruling.ERROR},
            waivers=False,
        ),
    )
    assert (target.reads, target.writes) == (Rate(15.0, 30), Rate(0.25, 5))
    assert target.role_arn == "arn:aws-cn:iam::012345678901:role/deploy/plumbrule"
    assert (target.external_id, target.endpoint_url) == ("its-external-id", "https://ecs.example.internal:8443/api")
    assert target.reach == Reach(
        chain=(RoleSettings("arn:aws-cn:iam::210987654321:role/hub", "the-hubs"),),
        writer=RoleSettings("arn:aws-cn:iam::012345678901:role/deploy/plumbrule-writer", "the-writers"),
        tags=(("cost", "platform"), ("team", "core")),
        duration=timedelta(minutes=45),
        sts_url="https://sts.example.internal",
        fips=True,
        dual_stack=True,
    )
    assert settings.network == Network("http://proxy.example.internal:3128", "/etc/ssl/ca.pem")
    assert "the-hubs" not in repr(settings)
    assert "the-writers" not in repr(settings)
    assert settings.journal == JournalSettings(Path("/data/journal.sqlite"), "0b5f4f3c1d2e4a6f8a9b0c1d2e3f4a5b")
    assert settings.bounds == Bounds(10, 2048, 4096, 16, 1000)
    assert settings.pace == Pace(
        timedelta(milliseconds=500),
        timedelta(hours=1),
        timedelta(seconds=1),
        timedelta(minutes=1),
        0.5,
        10,
        timedelta(minutes=20),
    )
    assert (settings.workers, settings.log) == (4, LogSettings(LogFormat.JSON, Level.DEBUG))


def test_what_is_left_out_is_as_the_model_has_it() -> None:
    settings = parse_settings(GOOD, NAME, {})
    (target,) = settings.targets
    assert (settings.version, settings.instance, settings.workers) == (1, "payments-prod", 16)
    assert (settings.pace, settings.bounds, settings.log) == (Pace(), Bounds(), LogSettings())
    assert settings.journal == JournalSettings(Path("/var/lib/plumbrule/journal.sqlite"))
    assert settings.source == SourceSettings(SourceKind.GIT, Path("/srv/specs"))
    assert target.policy == TargetPolicy(routes=(Route("prod/**"),))
    assert (target.role_arn, target.external_id, target.endpoint_url) == (None, None, None)
    assert (target.reach, settings.network) == (Reach(), Network())


def test_a_rule_of_all_targets_holds_in_each_that_says_nothing_else_of_it() -> None:
    text = edited("version: 1", "version: 1\nrules: {R257: warning, R259: error}", GOOD + SECOND)
    text += "    rules: {R259: info}\n"
    prod, test = parse_settings(text, NAME, {}).targets
    assert dict(prod.policy.scope.rules) == {"R257": Ruling.WARNING, "R259": Ruling.ERROR}
    assert dict(test.policy.scope.rules) == {"R257": Ruling.WARNING, "R259": Ruling.INFO}


def test_off_needs_no_quotes() -> None:
    (target,) = parse_settings(f"{GOOD}rules: {{R257: off}}\n", NAME, {}).targets
    assert dict(target.policy.scope.rules) == {"R257": Ruling.OFF}


def test_the_journal_knows_a_source_by_kind_path_and_branch_alone() -> None:
    source = parse_settings(FULL, NAME, {}).source
    assert source.origin == "git /srv/specs.git release"
    assert parse_settings(GOOD, NAME, {}).source.origin == "git /srv/specs"


def test_a_file_is_read_from_disk_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "plumbrule.yaml"
    path.write_text(GOOD, encoding="utf-8")
    plain = load_settings(path, {})
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_settings(path, {}) == plain == parse_settings(GOOD, NAME, {})


def test_a_mistake_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(edited("version: 1", "version: 9"), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path, {})
    assert caught.value.mistakes == (f"{path}:1:10: version: must be 1; found the number 9",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(None, "there is no such file", id="a file that is not there"),
        pytest.param(b"a: \xff", "byte 4 is not UTF-8", id="a file that is not UTF-8"),
        pytest.param(
            b"#" * (LARGEST_FILE + 1),
            f"it is larger than {LARGEST_FILE} bytes, so it is hardly a settings file",
            id="a file far too large",
        ),
    ],
)
def test_an_unreadable_file_is_one_clear_sentence(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "plumbrule.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings(path, {})
    assert caught.value.mistakes == (f"{path}: the settings cannot be read: {reason}",)


def test_a_directory_in_the_files_place_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the settings cannot be read: it is a directory"):
        load_settings(tmp_path, {})


def test_a_path_through_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="the settings cannot be read: not a directory"):
        load_settings(tmp_path / "file" / "plumbrule.yaml", {})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "", "1:1: the file is empty; it must hold the settings, beginning with version: 1", id="an empty file"
        ),
        pytest.param(
            "- version: 1",
            "1:1: the settings must be a group of keys with values, beginning with version: 1",
            id="a list",
        ),
        pytest.param(
            f"{GOOD}---\n{GOOD}",
            "12:1: a second document begins here; the settings are one document",
            id="two documents",
        ),
        pytest.param("log: {level: 'info}", "1:14: the quote that opens here is never closed", id="an open quote"),
        pytest.param(
            "sweep: 1m\nsweep: 2m",
            "2:1: the key `sweep` stands twice; it first stands at line 1, column 1; keep one of the two",
            id="a key that stands twice",
        ),
        pytest.param("[" * 70, "1:65: the document is nested more than 64 levels deep", id="a YAML bomb"),
    ],
)
def test_text_that_is_no_settings_file_is_told_at_its_place(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, NAME, {})
    assert caught.value.mistakes == (f"{NAME}:{told}",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plumbrule.yaml"
    path.touch(mode=0o200)
    with pytest.raises(SettingsError, match="the settings cannot be read: this user may not read it"):
        load_settings(path, {})
