"""`plumbrule convert` and `plumbrule docker` as people meet them."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner, Result

from plumbrule.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LINE = "docker run -d -p 8080:80 --name web -e LOG_LEVEL=info -e DB_PASSWORD=kE3vQ9xLw2mZ example/web:1.4"
FILE = """\
FROM node:24
WORKDIR /app
EXPOSE 8080
USER node
HEALTHCHECK --timeout=5s CMD curl -f http://localhost:8080/
CMD ["node", "x.js"]
"""


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=given, catch_exceptions=False)


def test_a_command_line_becomes_a_spec_and_notes_stand_beside_it() -> None:
    said = run("convert", "docker-run", LINE)
    spec = yaml.safe_load(said.stdout)
    assert (said.exit_code, spec["family"], spec["containerDefinitions"][0]["image"]) == (0, "web", "example/web:1.4")
    assert "note: --publish 8080:80: Fargate does not translate ports" in said.stderr
    assert "kE3vQ9xLw2mZ" not in said.output


def test_a_command_line_is_read_from_standard_input() -> None:
    assert run("convert", "docker-run", "-", given=LINE).stdout == run("convert", "docker-run", LINE).stdout


@pytest.mark.parametrize("form", ["yaml", "json", "manifest"])
def test_what_is_written_validates(form: str, tmp_path: Path) -> None:
    name = tmp_path / ("web.json" if form == "json" else "web.yaml")
    words = ("--family", "shop", "--region", "eu-central-1", "--account-id", "210987654321", "--output", form)
    assert run("convert", "docker-run", LINE, *words, "--file", str(name)).exit_code == 0
    assert run("validate", str(name), "--fail-on", "warning").exit_code == 0
    text = name.read_text()
    assert "arn:aws:iam::210987654321:role/shop-execution" in text
    assert "eu-central-1" in text
    again = run("convert", "docker-run", LINE, "--file", str(name))
    assert (again.exit_code, "cannot be written" in again.stderr) == (1, True)


def test_a_dockerfile_becomes_a_spec_named_after_its_folder(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    path = tmp_path / "shop/Dockerfile"
    path.write_text(FILE)
    said = run("convert", "dockerfile", str(path))
    spec = yaml.safe_load(said.stdout)
    assert spec["family"] == "shop"
    assert spec["containerDefinitions"][0]["healthCheck"]["command"][0] == "CMD-SHELL"
    assert "--image was not said" in said.stderr
    named = run("convert", "dockerfile", "-", "--image", "ghcr.io/team/web:1.2", "--output", "json", given=FILE)
    assert json.loads(named.stdout)["family"] == "web"
    assert named.stderr == ""


def test_what_cannot_be_mended_is_told_and_not_written() -> None:
    said = run("convert", "docker-run", "docker run 'two words'")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "R062" in said.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("docker-run", "ls"), "no `docker run`"),
        (("dockerfile", "/nowhere/Dockerfile"), "cannot be read"),
        (("dockerfile", "/dev/null"), "no FROM"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    said = run("convert", *words)
    assert (said.exit_code, sentence in said.stderr) == (1, True)


def test_what_is_no_text_or_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(b"FROM \xff\n")
    assert "not text in UTF-8" in run("convert", "dockerfile", str(path)).stderr
    path.write_text("#" * 1_000_001)
    assert "longer than 1,000,000 characters" in run("convert", "dockerfile", str(path)).stderr


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "web.json"
    words = ("--image", "example/web:1.4", "--region", "eu-west-1", "--env", "GREETING=it's $5", "--output", "json")
    path.write_text(run("new", "web", *words).stdout)
    return path


def test_the_lines_do_in_a_shell_what_they_say(spec: Path, tmp_path: Path) -> None:
    """A program that only writes down what a shell gives it stands for docker."""
    stand_in = tmp_path / "bin/docker"
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stand_in.chmod(0o755)
    ran = subprocess.run(
        ["sh"],
        input=run("docker", str(spec)).stdout,
        env={"PATH": f"{stand_in.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    given = ran.stdout.splitlines()
    assert given[:2] == ["run", "--detach"]
    assert "GREETING=it's $5" in given
    assert "curl -f http://localhost:8080/ || exit 1" in given
    assert given[-1] == "example/web:1.4"


def test_there_and_back_the_spec_says_the_same(spec: Path) -> None:
    back = run(
        "convert", "docker-run", "-", "--family", "web", "--output", "json", given=run("docker", str(spec)).stdout
    )
    before, after = (json.loads(text)["containerDefinitions"][0] for text in (spec.read_text(), back.stdout))
    assert after == {**before, "memory": 1024}


def test_a_compose_file_is_yaml_or_json(spec: Path) -> None:
    as_yaml = yaml.safe_load(run("docker", str(spec), "--compose").stdout)
    assert as_yaml == json.loads(run("docker", str(spec), "--compose", "--output", "json").stdout)
    assert as_yaml["services"]["web"]["healthcheck"]["test"][0] == "CMD-SHELL"


def test_lines_are_told_to_programs_as_json(spec: Path) -> None:
    said = json.loads(run("docker", str(spec), "--output", "json").stdout)
    assert said["commands"][0].startswith("docker run --detach")


def test_a_spec_that_is_broken_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "web.json"
    path.write_text("{")
    said = run("docker", str(path))
    assert (said.exit_code, "plumbrule validate" in said.stderr) == (1, True)
