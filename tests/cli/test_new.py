"""`plumbrule new`: what it prints is good as it is."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

import plumbrule
from plumbrule.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.0.0"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["new", "web", *words], catch_exceptions=False)


WISHES: dict[str, tuple[str, ...]] = {
    "as it comes": (),
    "without a port": ("--port", "0"),
    "another port": ("--port", "80"),
    "for ARM": ("--arch", "ARM64"),
    "larger": ("--cpu", "1024", "--memory", "2048"),
    "with a check of its own": ("--health", "pg_isready || exit 1"),
    "without a check": ("--health", "none"),
    "with variables": ("--env", "LOG_LEVEL=info", "--env", "EMPTY="),
    "with a secret": (
        "--secret",
        "DB_PASSWORD=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::",
    ),
    "as JSON": ("--output", "json"),
    "as a manifest": ("--output", "manifest"),
}


@pytest.mark.parametrize("case", WISHES)
def test_it_validates_without_a_warning(case: str) -> None:
    done = run("--image", IMAGE, *WISHES[case])
    assert done.exit_code == 0, done.stderr
    findings = plumbrule.validate(yaml.safe_load(done.stdout))
    assert [str(one) for one in findings if one.severity.value != "info"] == []


def test_it_is_small_logged_checked_and_read_only() -> None:
    spec = yaml.safe_load(run("--image", IMAGE).stdout)
    (container,) = spec["containerDefinitions"]
    assert (spec["cpu"], spec["memory"]) == ("512", "1024")
    assert container["logConfiguration"]["options"]["awslogs-group"] == "/ecs/web"
    assert container["healthCheck"]["command"] == ["CMD-SHELL", "curl -f http://localhost:8080/ || exit 1"]
    assert (container["readonlyRootFilesystem"], container["mountPoints"][0]["sourceVolume"]) == (True, "tmp")
    assert spec["executionRoleArn"] != spec["taskRoleArn"]


def test_what_it_needs_beside_it_is_said_apart_from_it() -> None:
    done = run("--image", IMAGE)
    assert "then: make the log group /ecs/web in eu-west-1\n" in done.stderr
    assert "then:" not in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--image", IMAGE, "--memory", "511"), "R0"),
        (("--image", "web"), "R065"),
        ((), "say --image"),
        (("--image", IMAGE, "--env", "A"), "A: write NAME=VALUE"),
        (("--image", IMAGE, "--env", "DB_PASSWORD=hunter2"), "R"),
    ],
)
def test_what_would_be_no_good_start_is_told_instead(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code in {1, 2}
    assert said in done.stderr
    assert (done.stdout, "hunter2" in done.stderr) == ("", False)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "web.json"
    assert run("--image", IMAGE, "--output", "json", "--file", str(file)).exit_code == 0
    kept = file.read_text()
    assert json.loads(kept)["family"] == "web"
    again = run("--image", IMAGE, "--file", str(file))
    assert (again.exit_code, "File exists" in again.stderr, file.read_text()) == (1, True, kept)


def test_without_a_terminal_and_a_name_it_says_what_to_say() -> None:
    done = CliRunner().invoke(main, ["new"], catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (1, "plumbrule: nobody can be asked here: say FAMILY\n")


def test_on_a_terminal_it_asks() -> None:
    outside, inside = pty.openpty()
    command = [sys.executable, "-m", "plumbrule.cli", "new"]
    with subprocess.Popen(command, stdin=inside, stderr=inside, stdout=subprocess.PIPE, text=True) as process:
        os.close(inside)
        os.write(outside, f"web\n{IMAGE}\n9000\n111122223333\n\n".encode())
        printed, _ = process.communicate(timeout=60)
    os.close(outside)
    spec = yaml.safe_load(printed)
    assert spec["containerDefinitions"][0]["portMappings"] == [{"containerPort": 9000, "protocol": "tcp"}]
    assert (spec["family"], spec["taskRoleArn"]) == ("web", "arn:aws:iam::111122223333:role/web-task")
