from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.demo", *words], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )


def test_every_step_happens_and_is_told_in_plain_words() -> None:
    done = _demo()

    assert (done.returncode, done.stderr) == (0, "")
    assert "services/mailer.yaml:9:5  R006  ECS knows no `esential`" in done.stdout
    assert "drift in shop-web:2: containerDefinitions[web].environment[LOG_LEVEL].value" in done.stdout
    assert "registered by arn:aws:sts::123456789012:assumed-role/Admin/mallory" in done.stdout
    assert "shop-worker:2 from commit" in done.stdout
    assert "🟠 shop-web in production has drifted" in done.stdout
    assert "🟢 shop-web in production is as Git says again  (edited)" in done.stdout
    assert "none twice" in done.stdout


def test_it_fails_and_says_why_when_a_step_does_not_happen() -> None:
    done = _demo("--report-only", "--seconds", "45")

    assert done.returncode == 1
    assert "this did not happen: four registrations reach the endpoint" in done.stderr
    assert "Traceback" not in done.stderr
