"""Verbs that only read a spec answer at once: nothing that they do not need is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tests.builders.definitions import as_text, definition_with

if TYPE_CHECKING:
    from pathlib import Path

HEAVY: Final = {
    "boto3",
    "botocore",
    "urllib3",
    "sqlalchemy",
    "pydantic",
    "apscheduler",
    "dulwich",
    "slack_sdk",
    "starlette",
}
"""Each takes a good part of the 0.3 s that the first output may take."""
SCRIPT: Final = """
import json, sys
from plumbrule.cli import main
try:
    main(prog_name="plumbrule")
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
VERBS: Final = {
    "explain a field": ("explain", "healthCheck"),
    "explain a topic": ("explain", "ヘルスチェック", "--lang", "ja"),
    "convert a Dockerfile": ("convert", "dockerfile", "Dockerfile"),
    "convert a command line": ("convert", "docker-run", "docker run -p 80:80 nginx:1.27"),
    "docker": ("docker", "web.json"),
    "compose": ("docker", "web.json", "--compose"),
    "iam": ("iam", "web.json"),
    "cost": ("cost", "web.json", "--region", "eu-west-1"),
    "new": ("new", "web", "--image", "a/b:1", "--account-id", "123456789012", "--region", "eu-west-1"),
    "validate": ("validate", "web.json"),
}


ALONE: Final = {"dockerfile_parse": {"convert a Dockerfile"}, "plumbrule.comparing": set[str]()}
"""What only some of these verbs need."""


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_about_specs_draws_in_no_library_for_aws_or_the_daemon(verb: str, tmp_path: Path) -> None:
    drawn_in = _drawn_in(verb, tmp_path)
    assert {name.partition(".")[0] for name in drawn_in} & HEAVY == set()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_waits_for_nothing_that_another_one_needs(verb: str, tmp_path: Path) -> None:
    drawn_in = _drawn_in(verb, tmp_path)
    assert {name for name, verbs in ALONE.items() if name in drawn_in and verb not in verbs} == set()


def _drawn_in(verb: str, tmp_path: Path) -> set[str]:
    """Every module that is there when the verb has ended."""
    (tmp_path / "web.json").write_text(as_text(definition_with()))
    (tmp_path / "Dockerfile").write_text("FROM nginx:1.27\nEXPOSE 80\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *VERBS[verb]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout
    return set(json.loads(done.stderr.splitlines()[-1]))
