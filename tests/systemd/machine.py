"""A machine with a real systemd as its PID 1, in namespaces of this one: files are laid over, loopback is shared.

Only units of the test's own folder exist there, so nothing of the host is started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

Found = TypeVar("Found")

SYSTEMD: Final = Path("/lib/systemd/systemd")
BOOT: Final = Path(__file__).with_name("boot.sh")
SECONDS: Final = 180.0
STUBS: Final = ("sysinit", "basic", "network-online", "multi-user", "timers", "shutdown", "umount", "final")
"""Targets that units name; here they are reached at once."""


@cache
def why_not() -> str:
    """What keeps this machine from running another systemd; empty where nothing does."""
    if os.geteuid() != 0:
        return "only root may make the namespaces"
    missing = [name for name in ("unshare", "nsenter", "pivot_root", "mount", "git") if shutil.which(name) is None]
    if not SYSTEMD.exists() or shutil.which("systemctl") is None or missing:
        return f"not installed: {', '.join(missing) or 'systemd'}"
    words = ["unshare", "--pid", "--fork", "--mount", "--ipc", "--uts", "--cgroup", "bash", "-c"]
    tried = subprocess.run(
        [*words, "mount --make-rprivate / && mount -t cgroup2 cgroup2 /sys/fs/cgroup && mount -t tmpfs tmpfs /mnt"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"no namespaces or no cgroup2 here: {tried.stderr.strip()}"


class Machine:
    """One such machine.

    Args:
        root: an empty folder; what is below `over` in it becomes the machine's files.
        shown: folders of the host that appear there, by where.
    """

    def __init__(self, root: Path, shown: Mapping[str, Path]) -> None:
        self.over = root / "over"
        self._work = root / "work"
        self._shown = shown
        self._log = root / "boot.log"
        self._cgroup = _cgroups() / f"plumbrule-test-{os.getpid()}-{time.monotonic_ns()}"
        self._outer: subprocess.Popen[bytes] | None = None
        self._init = 0
        for folder in (self.over, self._work):
            folder.mkdir()
        for name in STUBS:
            self.write(f"/etc/systemd/system/{name}.target", "[Unit]\nDefaultDependencies=no\nDescription=a stub\n")

    def write(self, path: str, text: str, mode: int = 0o644) -> None:
        """A file of the machine, before it starts."""
        file = self.over / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)

    def start(self) -> Self:
        """Boot, and wait until its systemd answers."""
        self._cgroup.mkdir()
        words = [
            "unshare",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount",
            "--ipc",
            "--uts",
            "--cgroup",
            "bash",
            str(BOOT),
        ]
        pairs = [str(word) for where, what in self._shown.items() for word in (what, where)]
        with self._log.open("wb") as log:
            self._outer = subprocess.Popen(
                [*words, str(self._work), str(self.over), *pairs],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=self._enter_cgroup,  # noqa: PLW1509 - before the namespaces, or its root is the host's
            )
        self._init = self.until("a first process", self._first)
        self.until(
            "systemd answers", lambda: self.systemctl("is-system-running", check=False) in {"running", "degraded"}
        )
        return self

    def tried(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command on the machine, as root."""
        inside = ["nsenter", "-t", str(self._init), "-m", "-p", "-u", "-i", "-C", "-r", "-w", "--"]
        return subprocess.run([*inside, *words], capture_output=True, text=True, timeout=SECONDS, check=False)

    def run(self, *words: str, check: bool = True) -> str:
        """What such a command printed."""
        done = self.tried(*words)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def systemctl(self, *words: str, check: bool = True) -> str:
        """`systemctl` on the machine."""
        return self.run("systemctl", "--no-pager", *words, check=check)

    def show(self, unit: str, name: str) -> str:
        """One property of a unit."""
        return self.systemctl("show", "--value", f"--property={name}", unit)

    def until(self, what: str, happened: Callable[[], Found], seconds: float = SECONDS) -> Found:
        """Ask until there is something."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := happened():
                return found
            if self._outer is not None and self._outer.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"this did not happen: {what}\n{self._log.read_text()}")

    def stop(self) -> None:
        """End everything on it at once; nothing is left of it but the folder."""
        if self._outer is not None:
            if self._init:
                os.kill(self._init, signal.SIGKILL)
            self._outer.kill()
            self._outer.wait()
        for folder in sorted(self._cgroup.rglob("*"), reverse=True):
            if folder.is_dir():
                _gone(folder)
        _gone(self._cgroup)

    def _first(self) -> int:
        assert self._outer is not None
        children = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children").read_text().split()
        return int(children[0]) if children else 0

    def _enter_cgroup(self) -> None:
        (self._cgroup / "cgroup.procs").write_text("0")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _cgroups() -> Path:
    """Where the host's own cgroup of version 2 is."""
    unified = Path("/sys/fs/cgroup/unified")
    base = unified if unified.is_dir() else Path("/sys/fs/cgroup")
    (own,) = (line[3:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))
    return base / own.lstrip("/")


def _gone(folder: Path) -> None:
    until = time.monotonic() + 5
    while folder.exists():
        try:
            folder.rmdir()
        except OSError:
            assert time.monotonic() < until, f"processes are left in {folder}"
            time.sleep(0.02)
