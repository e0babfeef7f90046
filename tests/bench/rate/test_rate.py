"""The rates are measured over specs that nothing serious is wrong with, and printed for a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from plumbrule import validate
from tests.bench.rate.specs import YAML, spec, template, written
from tests.world.client import REPOSITORY


def test_what_is_measured_is_sound() -> None:
    assert [str(found) for found in validate(spec(7)) if found.severity != "info"] == []


def test_the_template_says_the_same_with_capitals() -> None:
    properties = template(7)["Resources"]["Task"]["Properties"]
    assert properties["ContainerDefinitions"][0]["LogConfiguration"]["Options"]["awslogs-group"] == "/ecs/service-00007"
    assert {name[0].lower() + name[1:] for name in properties} == spec(7).keys()
    assert "ContainerDefinitions:\n- Name: app" in re.sub(r"\n +", "\n", written(template(7), YAML))


def test_the_table_is_plain_text_in_a_pipe() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "daemon"), str(REPOSITORY)])}
    words = [sys.executable, "-m", "tests.bench.rate", "--specs", "5", "--sample", "0"]
    done = subprocess.run(
        words, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split("  ")[0] for line in done.stdout.splitlines()[2:5]] == ["JSON", "YAML", "unchanged file"]
    assert "errors and warnings found in sound specs: 0" in done.stdout
