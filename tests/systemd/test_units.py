"""What systemd-analyze says of the units."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
DEPLOY = ROOT / "deploy" / "systemd"
UNITS = ["plumbrule.service", "plumbrule-fetch.service", "plumbrule-fetch.timer"]


def laid_out(folder: Path, *, dropins: bool) -> Path:
    """The units with a program that is there: `verify` looks for it."""
    program = f"{sys.executable} -m plumbrule.cli "
    for unit in UNITS:
        text = (DEPLOY / unit).read_text(encoding="utf-8").replace("/opt/plumbrule/bin/plumbrule ", program)
        (folder / unit).write_text(text, encoding="utf-8")
    if dropins:
        shutil.copytree(DEPLOY / "plumbrule.service.d", folder / "plumbrule.service.d")
    return folder


def analyzed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *map(str, words)], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("dropins", [False, True])
@pytest.mark.parametrize("unit", UNITS)
def test_verify_has_nothing_to_say(tmp_path: Path, unit: str, *, dropins: bool) -> None:
    done = analyzed("verify", "--man=no", laid_out(tmp_path, dropins=dropins) / unit)
    assert (done.returncode, done.stderr) == (0, "")


def test_verify_would_say_something(tmp_path: Path) -> None:
    unit = laid_out(tmp_path, dropins=False) / UNITS[0]
    unit.write_text(unit.read_text().replace("WatchdogSec", "WatchdockSec"))
    assert "WatchdockSec" in analyzed("verify", "--man=no", unit).stderr


@pytest.mark.parametrize(
    ("unit", "dropins", "most"),
    [("plumbrule.service", False, 1.2), ("plumbrule.service", True, 1.4), ("plumbrule-fetch.service", False, 1.2)],
)
def test_what_is_exposed_is_little(tmp_path: Path, unit: str, most: float, *, dropins: bool) -> None:
    """Every drop-in at once is the worst there is."""
    done = analyzed("security", "--offline=true", laid_out(tmp_path, dropins=dropins) / unit)
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= most <= 1.5
