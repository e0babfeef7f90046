"""The units that bring a bare repository up to date, and Plumbrule reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.systemd.installed import Installed, commit, web

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

REPOSITORY: Final = "/var/lib/plumbrule-fetch/specs.git"
# Nobody waits for a minute here; an empty value forgets both of the timer's own.
HASTY: Final = """[Timer]
OnUnitInactiveSec=
OnActiveSec=0
OnUnitInactiveSec=500ms
RandomizedDelaySec=0
AccuracySec=1ms
"""


def taken(machine: Installed) -> list[str]:
    """The commits that the daemon took in, in order."""
    return [line["commit"] for line in machine.events("snapshot_taken")]


def give(machine: Installed, repository: str) -> None:
    """Make the fetching user the owner: Git believes no repository of somebody else's."""
    machine.run("systemd-sysusers", "/usr/src/plumbrule/deploy/systemd/sysusers.d/plumbrule-fetch.conf")
    machine.run("chown", "-R", "plumbrule-fetch:", repository)


def test_the_timer_fetches_and_plumbrule_reads_what_nobody_else_may(installed: Callable[..., Installed]) -> None:
    machine = installed(repository=REPOSITORY)
    remote = machine.over / "srv/remote.git"
    first, second = commit(remote, web()), commit(remote, web("debug"))
    (remote / "refs/heads/main").write_text(f"{first}\n")
    machine.write("/etc/plumbrule/fetch.env", "REMOTE=/srv/remote.git\nBRANCH=main\n")
    machine.write("/etc/systemd/system/plumbrule-fetch.timer.d/hasty.conf", HASTY)
    machine.start()
    give(machine, "/srv/remote.git")
    machine.follow("Install")
    machine.follow("Fetch without git-sync")
    assert taken(machine) == [first]
    assert machine.as_user("daemon", "ls", REPOSITORY).returncode != 0
    assert "Read-only" in machine.tried("nsenter", "-t", str(machine.pid()), "-m", "touch", f"{REPOSITORY}/x").stderr

    move = ["git", "-C", "/srv/remote.git", "update-ref", "refs/heads/main", second]
    assert machine.as_user("plumbrule-fetch", *move).returncode == 0
    machine.until("the next commit", lambda: taken(machine) == [first, second])
    assert machine.show("plumbrule-fetch", "Result") == "success"


def test_a_remote_that_is_gone_is_a_failed_fetch_and_the_next_one_mends_it(installed: Callable[..., Installed]) -> None:
    machine = installed(repository=REPOSITORY)
    found = commit(machine.over / "srv/remote.git", web())
    machine.write("/etc/plumbrule/fetch.env", "REMOTE=/srv/elsewhere.git\nBRANCH=main\n")
    machine.write("/etc/systemd/system/plumbrule-fetch.timer.d/hasty.conf", HASTY)
    machine.start()
    give(machine, "/srv/remote.git")
    machine.follow("Install")
    machine.follow("Fetch without git-sync")
    machine.until("a failure", lambda: machine.show("plumbrule-fetch", "Result") == "exit-code")
    assert machine.show("plumbrule", "ActiveState") == "active"
    machine.run("mv", "/srv/remote.git", "/srv/elsewhere.git")
    machine.until("the commit", lambda: taken(machine) == [found])
