"""Plumbrule's own spec: it holds to what Plumbrule says to others."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from plumbrule.cli import VERBS, main
from tests.deploy.own_spec import FOLDER, SETTINGS, SPEC, settings, variables


def validated(*words: str) -> dict[str, Any]:
    asked = ["validate", str(SPEC), "--root", str(FOLDER), "--fail-on", "warning", "-o", "json", *words]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def containers() -> dict[str, dict[str, Any]]:
    template = yaml.safe_load(SPEC.read_text(encoding="utf-8"))["spec"]["template"]
    return {one["name"]: one for one in template["containerDefinitions"]}


@pytest.mark.parametrize("words", [(), ("--config", str(SETTINGS))], ids=["offline", "for its target"])
def test_the_spec_has_neither_an_error_nor_a_warning(words: tuple[str, ...]) -> None:
    found = validated(*words)
    assert {one["severity"] for one in found["findings"]} <= {"info"}


def test_the_settings_report_only_and_read_what_git_sync_publishes() -> None:
    read = settings()
    (target,) = read.targets
    assert target.policy.auto == frozenset()
    command = containers()["git-sync"]["command"]
    text = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["source"]
    assert {"--root=/git", "--link=current", f"--touch-file={text['touch_file']}"} <= set(command)
    assert text["path"] == "/git/current"


def test_every_variable_of_the_spec_has_a_value_and_no_value_is_unused() -> None:
    text = SPEC.read_text(encoding="utf-8")
    assert {name for name in variables() if f"${{var.{name}}}" in text} == variables().keys()
    assert text.count("${var.") == len(variables())


def test_every_container_is_fenced_in_and_none_needs_a_shell() -> None:
    for name, one in containers().items():
        assert one["readonlyRootFilesystem"] is True, name
        assert int(one["user"].split(":")[0]) > 0, name
        assert one["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}, name
        assert one["healthCheck"]["command"][0] == "CMD", name
        assert one["stopTimeout"] <= 120, name


def test_the_daemon_has_time_to_stop() -> None:
    page = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    (seconds,) = re.findall(r"SIGTERM stops it within (\d+) seconds", page)
    assert containers()["plumbrule"]["stopTimeout"] > int(seconds)


def test_the_daemon_only_reads_what_git_sync_writes() -> None:
    mounts = {name: {at["containerPath"]: at for at in one["mountPoints"]} for name, one in containers().items()}
    assert mounts["plumbrule"]["/git"]["readOnly"] is True
    assert not mounts["git-sync"]["/git"].get("readOnly")
    writable = {path for path, at in mounts["plumbrule"].items() if not at.get("readOnly")}
    assert writable == {"/var/lib/plumbrule"}


def test_the_images_declare_every_place_that_is_written_to() -> None:
    text = (FOLDER / "git-sync" / "Dockerfile").read_text(encoding="utf-8")
    (declared,) = [json.loads(line.removeprefix("VOLUME ")) for line in text.splitlines() if line.startswith("VOLUME ")]
    assert set(declared) == {at["containerPath"] for at in containers()["git-sync"]["mountPoints"]}
    assert "\nVOLUME /var/lib/plumbrule\n" in (FOLDER.parents[1] / "Dockerfile").read_text(encoding="utf-8")


def test_the_health_check_is_the_image_s_own() -> None:
    words = containers()["plumbrule"]["healthCheck"]["command"]
    assert f"CMD {json.dumps(words[1:])}" in (FOLDER.parents[1] / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.skipif("health" not in VERBS, reason="the verb health is not there yet")
def test_the_health_check_calls_a_verb() -> None:
    verb = containers()["plumbrule"]["healthCheck"]["command"][-1]
    assert CliRunner().invoke(main, [verb, "--help"]).exit_code == 0
