"""The unit as it is delivered, under a real systemd: its whole life, and its end when nothing gets done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest

from tests.systemd.installed import LOG, Installed, commit, web

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

HASTY: Final = "WatchdogSec=3\nRestartSec=100ms\n"
SOCKET: Final = "admin: {socket: /run/plumbrule/admin.sock, group: plumbrule-operators}\n"
PROGRAM: Final = ("env", "LD_LIBRARY_PATH=/opt/python/lib", "/opt/plumbrule/bin/plumbrule")


def restarts(machine: Installed) -> int:
    """How often systemd has started it again."""
    return int(machine.show("plumbrule", "NRestarts"))


def test_it_starts_when_the_source_was_read_reloads_and_stops(installed: Callable[..., Installed]) -> None:
    machine = installed()
    found = commit(machine.over / "srv/specs.git", web())
    machine.start()
    machine.follow("Install")
    assert [line["commit"] for line in machine.events("snapshot_taken")] == [found]
    machine.until("a status", lambda: found in machine.show("plumbrule", "StatusText"))
    machine.until("AWS took the credential", lambda: machine.events("sweep_finished"))

    changed = machine.show("plumbrule", "StateChangeTimestampMonotonic")
    machine.run("sed", "-i", "s/^standstill: .*/standstill: 6m/", "/etc/plumbrule/plumbrule.yaml")
    machine.systemctl("reload", "plumbrule")
    machine.until("a reload", lambda: machine.events("settings_reloaded"))
    machine.until("its end", lambda: machine.show("plumbrule", "ActiveState") == "active")
    assert machine.show("plumbrule", "StateChangeTimestampMonotonic") != changed
    machine.run("sed", "-i", "s/^standstill: .*/standstill: for ever/", "/etc/plumbrule/plumbrule.yaml")
    machine.systemctl("reload", "plumbrule")
    machine.until("a refusal", lambda: "were refused" in machine.show("plumbrule", "StatusText"))
    assert machine.show("plumbrule", "ActiveState") == "active"

    machine.systemctl("stop", "plumbrule")  # one that takes too long is killed: its result is then `timeout`
    assert (machine.show("plumbrule", "Result"), machine.show("plumbrule", "ExecMainStatus")) == ("success", "0")
    assert [line["clean"] for line in machine.events("daemon_stopped")] == [True]


def test_a_broken_source_is_a_start_and_settings_with_mistakes_are_none(installed: Callable[..., Installed]) -> None:
    machine = installed(hasty=HASTY).start()
    machine.follow("Install")
    machine.until("a word about it", lambda: "source_failed" in machine.show("plumbrule", "StatusText"))
    time.sleep(4)  # longer than the watchdog
    assert (machine.show("plumbrule", "ActiveState"), machine.show("plumbrule", "NRestarts")) == ("active", "0")
    machine.run("sed", "-i", "s/^version: 1/version: 0/", "/etc/plumbrule/plumbrule.yaml")
    machine.systemctl("restart", "plumbrule", check=False)
    machine.until("its end", lambda: machine.show("plumbrule", "ActiveState") == "failed")
    assert (machine.show("plumbrule", "ExecMainStatus"), machine.show("plumbrule", "NRestarts")) == ("78", "0")


def test_it_may_do_nothing_that_it_need_not_and_only_it_reads_its_secrets(installed: Callable[..., Installed]) -> None:
    machine = installed()
    commit(machine.over / "srv/specs.git", web())
    machine.start()
    machine.follow("Install")
    pid = str(machine.pid())
    facts = dict(line.split(":\t", 1) for line in machine.text(f"/proc/{pid}/status").splitlines() if ":\t" in line)
    assert "0" not in facts["Uid"].split()
    assert {facts[name] for name in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")} == {"0" * 16}
    assert (facts["NoNewPrivs"], facts["Seccomp"], facts["Umask"]) == ("1", "2", "0077")

    own = machine.tried("nsenter", "-t", pid, "-m", "cat", "/run/credentials/plumbrule.service/aws")
    assert "aws_access_key_id" in own.stdout
    assert machine.tried("nsenter", "-t", pid, "-m", "ls", "/etc/plumbrule/credentials/aws").returncode != 0
    for path in ("/run/credentials/plumbrule.service/aws", "/etc/plumbrule/credentials/aws"):
        assert "Permission denied" in machine.as_user("daemon", "cat", path).stderr
    for path in ("/etc/plumbrule/x", "/srv/x", "/opt/plumbrule/x"):
        assert "Read-only file system" in machine.tried("nsenter", "-t", pid, "-m", "touch", path).stderr
    assert machine.run("stat", "-c", "%a", "/var/lib/plumbrule/") == "700"
    assert machine.as_user("daemon", "ls", "/var/lib/plumbrule/").returncode != 0


def test_people_of_the_group_come_through_the_socket_and_are_told_apart(installed: Callable[..., Installed]) -> None:
    machine = installed(settings=SOCKET)
    commit(machine.over / "srv/specs.git", web())
    machine.start()
    machine.follow("Install")
    assert [line["place"] for line in machine.events("admin_failed")] == ["/run/plumbrule/admin.sock"]
    machine.follow("Let people use it")
    shown = machine.as_user("daemon", *PROGRAM, "status", groups="plumbrule-operators")
    assert "shop-web" in shown.stdout, shown.stderr
    asked = machine.as_user(
        "daemon", *PROGRAM, "suspend", "--everything", "--reason", "a test", groups="plumbrule-operators"
    )
    assert "socket:daemon" in asked.stderr + asked.stdout
    assert "this user may not use it" in machine.as_user("daemon", *PROGRAM, "status").stderr


def test_the_watchdog_ends_a_process_that_is_frozen_and_one_whose_source_hangs(
    installed: Callable[..., Installed],
) -> None:
    machine = installed(standstill="3s", hasty=HASTY)
    commit(machine.over / "srv/specs.git", web())
    machine.start()
    machine.follow("Install")
    machine.run("kill", "-STOP", str(machine.pid()))
    machine.until("it runs again", lambda: len(machine.events("snapshot_taken")) >= 2)
    before = restarts(machine)
    assert before >= 1

    branch = "/srv/specs.git/refs/heads/main"
    # Whoever opens a pipe waits for a writer: as with a file system whose server is gone.
    machine.run("bash", "-c", f"mv {branch} /srv/main && mkfifo --mode 644 {branch}")
    machine.until("a restart", lambda: restarts(machine) > before)
    machine.run("mv", "--force", "/srv/main", branch)
    assert "a look at the source has been in hand for" in str(machine.events("standstill_found")[-1]["what"])
    log = machine.text(LOG)
    assert "Fatal Python error: Aborted" in log
    assert "plumbrule/edge/source/" in log
    machine.until("it runs again", lambda: len(machine.events("snapshot_taken")) >= 3)
