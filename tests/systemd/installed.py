"""Plumbrule on such a machine, installed by the how-to's own commands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, Final

from tests.demo.running import CREDENTIALS
from tests.demo.specs import WEB
from tests.docs.pages import ROOT, Page
from tests.systemd.machine import Machine

PAGE: Final = Page(ROOT / "docs" / "how-to" / "run-under-systemd.md")
PYTHON: Final = f"python{sys.version_info.major}.{sys.version_info.minor}"
LOG: Final = "/var/log/plumbrule.log"

PROGRAM: Final = f"""#!/opt/python/bin/{PYTHON}
import sys
sys.path[:0] = ["/usr/src/plumbrule/daemon", "/opt/plumbrule/site"]
from plumbrule.cli import main
main()
"""
# The interpreter may lie anywhere, and its library beside it. The journal's daemon is not there to take the log.
FOR_THE_TEST: Final = f"""[Service]
Environment=LD_LIBRARY_PATH=/opt/python/lib
StandardOutput=append:{LOG}
StandardError=append:{LOG}
"""
AWS: Final = f"""[default]
aws_access_key_id = {CREDENTIALS["AWS_ACCESS_KEY_ID"]}
aws_secret_access_key = {CREDENTIALS["AWS_SECRET_ACCESS_KEY"]}
"""
SETTINGS: Final = """version: 1
instance: unit
source: {{kind: git, path: {repository}, branch: main, poll: 200ms}}
standstill: {standstill}
targets:
- {{name: production, account_id: "123456789012", region: eu-west-1, endpoint_url: "{url}", paths: [{{path: "**"}}]}}
"""


class Installed(Machine):
    """A machine with Plumbrule's program and settings on it, and the source at /usr/src/plumbrule.

    Args:
        root: an empty folder.
        url: of the ECS endpoint, on loopback.
        repository: the source, as the machine sees it.
        standstill: the setting.
        settings: more of them, as YAML.
        hasty: lines for the unit's `[Service]`, after all others.
    """

    def __init__(
        self,
        root: Path,
        url: str,
        *,
        repository: str = "/srv/specs.git",
        standstill: str = "5m",
        settings: str = "",
        hasty: str = "",
    ) -> None:
        site = Path(sysconfig.get_paths()["purelib"])
        shown = {"/opt/python": Path(sys.base_prefix), "/opt/plumbrule/site": site, "/usr/src/plumbrule": ROOT}
        super().__init__(root, shown)
        written = SETTINGS.format(repository=repository, standstill=standstill, url=url) + settings
        self.write("/opt/plumbrule/bin/plumbrule", PROGRAM, 0o755)
        self.write("/etc/plumbrule/plumbrule.yaml", written)
        self.write("/etc/plumbrule/credentials/aws", AWS, 0o600)
        self.write("/etc/systemd/system/plumbrule.service.d/zz-test.conf", FOR_THE_TEST + hasty)
        (self.over / "var/log").mkdir(parents=True)

    def follow(self, heading: str) -> str:
        """Do what the how-to says under a heading, as root in the source's folder; what it printed."""
        section = PAGE.text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        (commands,) = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        return self.run("bash", "-euc", f"cd /usr/src/plumbrule\n{commands}")

    def events(self, event: str) -> list[dict[str, Any]]:
        """The log's lines of one event."""
        lines = [json.loads(line) for line in self.text(LOG).splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]

    def text(self, path: str) -> str:
        """A file's text as root sees it; empty where there is none."""
        return self.run("cat", path, check=False)

    def pid(self) -> int:
        """Of the daemon, on the machine."""
        return int(self.show("plumbrule", "MainPID"))

    def as_user(self, user: str, *words: str, groups: str = "") -> subprocess.CompletedProcess[str]:
        """A command as somebody who is not root."""
        joining = ["--groups", groups] if groups else ["--clear-groups"]
        return self.tried("setpriv", f"--reuid={user}", f"--regid={user}", *joining, "--", *words)


def commit(repository: Path, files: dict[str, str]) -> str:
    """A bare repository with one more commit on main; its id."""
    work = repository.with_suffix(".work")
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]
    if not repository.exists():
        subprocess.run([*git, "init", "--quiet", "--bare", repository], check=True)
        subprocess.run([*git, "clone", "--quiet", repository, work], check=True, capture_output=True)
    for name, text in files.items():
        (work / name).write_text(text)
    for words in (["add", "--all"], ["commit", "--quiet", "-m", "specs"], ["push", "--quiet", "origin", "HEAD:main"]):
        subprocess.run([*git, "-C", work, *words], check=True, capture_output=True)
    found = subprocess.run([*git, "-C", work, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return found.stdout.strip()


def web(level: str = "info") -> dict[str, str]:
    """One spec."""
    return {"shop-web.json": WEB.replace("info", level)}
