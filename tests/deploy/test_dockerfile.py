"""The Dockerfile and what it is given: no engine is needed to see these."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.docs.pages import ROOT

TEXT: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LINES: Final = re.sub(r"(?m)^ *#.*\n", "", TEXT).replace("\\\n", " ").splitlines()
FINAL: Final = "\n".join(LINES[[n for n, line in enumerate(LINES) if line.startswith("FROM ")][-1] :])
DOCKERFILES: Final = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "deploy").rglob("Dockerfile"))
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    let_through = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    copied = {
        word for line in LINES if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    }
    assert copied == let_through
    assert all((ROOT / name).exists() for name in copied)


def test_the_wheel_has_all_that_its_metadata_name() -> None:
    project = PROJECT["project"]
    for name in ("pyproject.toml", project["readme"], *project["license-files"]):
        assert re.search(rf"^COPY .*\b{re.escape(name)}\b", TEXT, re.MULTILINE), name


def test_whatever_comes_from_an_index_comes_by_its_hash() -> None:
    installs = re.findall(r"\bpip (?:--python \S+ )?install ([^&\n\\]+)", TEXT)
    assert len(installs) == 3
    assert all("--require-hashes" in options or "--no-index" in options for options in installs)


def test_no_index_has_its_address_in_it() -> None:
    assert "://" not in re.sub(r"(?m)^#.*$", "", TEXT)


def test_the_services_that_the_code_calls_keep_their_models() -> None:
    (kept,) = re.findall(r'^ARG SERVICES="(.+)"$', TEXT, re.MULTILINE)
    sources = (ROOT / "daemon" / "plumbrule" / "edge" / "aws").rglob("*.py")
    called = {name for source in sources for name in re.findall(r'client\(\s*"([\w-]+)"', source.read_text())}
    assert {"ecs", "sts", "sns", "ecr", "iam"} <= called
    assert called <= set(kept.split("|"))
    assert {"sts", "sso", "sso-oidc", "signin"} <= set(kept.split("|")), "credentials come from these"


def test_the_entry_point_is_the_console_script_in_exec_form() -> None:
    assert "plumbrule" in PROJECT["project"]["scripts"]
    assert re.findall(r"^(?:ENTRYPOINT|CMD) .*$", FINAL, re.MULTILINE) == [
        'ENTRYPOINT ["/opt/plumbrule/bin/plumbrule"]',
        'CMD ["run"]',
    ]


def test_the_user_is_a_number_and_owns_the_journal_only() -> None:
    (user,) = re.findall(r"^USER (\d+):\d+$", FINAL, re.MULTILINE)
    assert int(user) > 0
    assert f"--owner {user} --group {user} --mode 0700 /var/lib/plumbrule" in TEXT
    assert "\nVOLUME /var/lib/plumbrule\n" in FINAL
    assert "--chown" not in TEXT


def test_the_health_check_starts_no_shell() -> None:
    (check,) = re.findall(r"^HEALTHCHECK .*$", FINAL, re.MULTILINE)
    assert check.endswith(' CMD ["/opt/plumbrule/bin/plumbrule", "health"]')


@pytest.mark.parametrize("file", ["Dockerfile", *DOCKERFILES])
def test_hadolint_finds_nothing(file: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), "--no-color", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
