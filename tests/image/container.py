"""A container as ECS would run it: read-only root, a number for a user, no capability, no new privilege.

runc is what container engines start; it is given its bundle directly.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.image.programs import IMAGE, buildah

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NAMESPACES: Final = ("pid", "mount", "ipc", "uts")
"""No network of its own: the endpoint that it shall find listens on this host's loopback."""


@dataclass(frozen=True, slots=True)
class Image:
    """What the image says about itself, and where its files are.

    Attributes:
        root: its file system.
        user: the number it runs as, which is its group as well.
        healthcheck: the words of its HEALTHCHECK, CMD first; empty without one.
    """

    root: Path
    user: int
    environment: Sequence[str]
    entrypoint: Sequence[str]
    labels: Mapping[str, str]
    healthcheck: Sequence[str]


def image_at(root: Path) -> Image:
    """What an engine would read of `IMAGE`, whose files are at `root`. Raises CannotBuild."""
    said: dict[str, Any] = json.loads(buildah("inspect", "--type", "image", IMAGE))["Docker"]["config"]
    user = int(said["User"].partition(":")[0])
    health = (said.get("Healthcheck") or {}).get("Test") or []
    return Image(root, user, said["Env"], said["Entrypoint"], said["Labels"], health)


@dataclass(frozen=True)
class Container:
    """One container to be; `state` is the only place that it may write to, `seen` it sees besides, read-only."""

    name: str
    folder: Path
    image: Image
    state: Path
    seen: Path

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run the image's entry point with `words` to its end."""
        self._bundle([*self.image.entrypoint, *words], env or {})
        return subprocess.run(self._command(), capture_output=True, text=True, check=False, timeout=60)

    def python(self, text: str) -> subprocess.CompletedProcess[str]:
        """Run the image's own Python on `text`."""
        self._bundle(["/opt/plumbrule/bin/python", "-c", text], {})
        return subprocess.run(self._command(), capture_output=True, text=True, check=False, timeout=60)

    def start(self, log: Path, *words: str, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start the entry point with `words`; what it says goes into `log`."""
        self._bundle([*self.image.entrypoint, *words], env)
        with log.open("wb") as out:
            return subprocess.Popen(self._command(), stdout=out, stderr=out, stdin=subprocess.DEVNULL)

    def exec(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run something beside it, as a health check is."""
        return subprocess.run(
            ["runc", "exec", self.name, *words], capture_output=True, text=True, check=False, timeout=60
        )

    def signal(self, name: str) -> None:
        """Send its first process a signal."""
        subprocess.run(["runc", "kill", self.name, name], check=True, timeout=60)

    def _command(self) -> list[str]:
        return ["runc", "run", "--bundle", str(self.folder), self.name]

    def _bundle(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        self.folder.mkdir(exist_ok=True)
        text = json.dumps(self._config(words, env))
        (self.folder / "config.json").write_text(text, encoding="utf-8")

    def _config(self, words: Sequence[str], env: Mapping[str, str]) -> dict[str, Any]:
        more = [f"{name}={value}" for name, value in env.items()]
        return {
            "ociVersion": "1.0.2",
            "process": {
                "user": {"uid": self.image.user, "gid": self.image.user},
                "args": list(words),
                "env": [*self.image.environment, *more],
                "cwd": "/",
                "capabilities": {"bounding": [], "effective": [], "permitted": []},
                "noNewPrivileges": True,
            },
            "root": {"path": str(self.image.root), "readonly": True},
            "mounts": [
                {"destination": "/proc", "type": "proc", "source": "proc"},
                {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"]},
                _bound(self.state, "/var/lib/plumbrule", "rw"),
                _bound(self.seen, str(self.seen), "ro"),
            ],
            "linux": {"namespaces": [{"type": name} for name in NAMESPACES]},
        }


def _bound(source: Path, destination: str, mode: str) -> dict[str, Any]:
    return {"destination": destination, "type": "bind", "source": str(source), "options": ["bind", mode, "nosuid"]}
