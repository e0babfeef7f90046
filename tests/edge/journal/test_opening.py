from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from plumbrule.edge.journal import SqlJournal, engine, memory_journal, migrations, open_journal
from plumbrule.edge.journal.place import file_system
from plumbrule.errors import JournalError
from tests.edge.journal.entries import agreed, intent, key, result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

ROOT = Path(__file__).parents[3]


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@contextlib.contextmanager
def opened(place: Path, *, writable: bool = True) -> Iterator[SqlJournal]:
    journal = open_journal(place, writable=writable)
    try:
        yield journal
    finally:
        journal.close()


def mode(place: Path) -> int:
    return stat.S_IMODE(place.stat().st_mode)


def test_the_directory_and_every_file_are_private(place: Path) -> None:
    before = os.umask(0)
    try:
        with opened(place) as journal:
            journal.record(agreed())
            assert mode(place.parent) == 0o700
            assert {mode(each) for each in place.parent.iterdir()} == {0o600}
            assert {each.suffix for each in place.parent.iterdir()} == {".db", ".db-wal", ".db-shm", ".lock"}
    finally:
        os.umask(before)


def test_the_id_is_made_once_and_stays(place: Path, tmp_path: Path) -> None:
    with opened(place) as first, opened(tmp_path / "other.db") as other:
        made = first.id
        assert other.id != made
    with opened(place) as again, opened(place, writable=False) as beside:
        assert again.id == beside.id == made


def test_what_was_written_is_there_after_opening_again(place: Path) -> None:
    with opened(place) as journal:
        journal.record(agreed())
    with opened(place) as journal:
        assert journal.agreed(key()) == agreed()


def test_two_daemons_never_share_a_journal(place: Path) -> None:
    with opened(place) as journal:
        with pytest.raises(JournalError, match=f"process {os.getpid()}"):
            open_journal(place, writable=True)
        journal.record(agreed())
    with opened(place) as journal:
        assert journal.agreed(key()) == agreed()


def test_another_process_is_kept_out_as_well(place: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from plumbrule.edge.journal import open_journal\n"
        "try: open_journal(Path(sys.argv[1]), writable=True)\n"
        "except Exception as fault: print(type(fault).__name__, fault)"
    )
    with opened(place):
        ran = subprocess.run(
            [sys.executable, "-c", script, str(place)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "daemon")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.stdout.startswith("JournalError")
    assert "another Plumbrule" in ran.stdout


def test_a_look_beside_the_daemon_sees_what_is_written_and_writes_nothing(place: Path) -> None:
    with opened(place) as journal, opened(place, writable=False) as beside:
        journal.record(agreed())
        assert beside.agreed(key()) == agreed()
        with pytest.raises(JournalError, match="for reading only"):
            beside.record(agreed())


def test_a_look_while_no_daemon_runs_reads_the_file(place: Path) -> None:
    with opened(place) as journal:
        journal.record(agreed())
    with opened(place, writable=False) as alone:
        assert alone.agreed(key()) == agreed()
    with opened(place) as journal:
        assert journal.agreed(key()) == agreed()


def test_a_look_where_there_is_no_file_is_empty_and_makes_none(place: Path) -> None:
    with opened(place, writable=False) as journal:
        assert journal.agreed(key()) is None
    assert not place.parent.exists()


def test_a_file_that_was_made_but_never_filled_is_a_new_journal(place: Path) -> None:
    place.parent.mkdir()
    place.touch()
    with opened(place, writable=False) as journal:
        assert journal.agreed(key()) is None
    with opened(place) as journal:
        journal.record(agreed())


def _not_a_database(place: Path) -> None:
    place.write_text("words, and many more of them " * 100)


def _cut_in_half(place: Path) -> None:
    content = place.read_bytes()
    place.write_bytes(content[: len(content) // 2])


def _scribbled_over(place: Path) -> None:
    content = bytearray(place.read_bytes())
    for at in range(4096 * 2, len(content), 64):
        content[at : at + 32] = b"\xa5" * 32
    place.write_bytes(content)


def _someone_else_s(place: Path) -> None:
    place.unlink()
    with contextlib.closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")


def _newer(place: Path) -> None:
    with contextlib.closing(sqlite3.connect(place)) as other:
        other.execute("UPDATE meta SET value = ? WHERE name = 'version'", [str(migrations.VERSION + 1)])
        other.commit()


def _without_version(place: Path) -> None:
    with contextlib.closing(sqlite3.connect(place)) as other:
        other.execute("DELETE FROM meta WHERE name = 'version'")
        other.commit()


@pytest.mark.parametrize("writable", [True, False], ids=["for the daemon", "for a look"])
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_not_a_database, "not a journal"),
        (_cut_in_half, "damaged"),
        (_scribbled_over, "damaged"),
        (_someone_else_s, "some other program"),
        (_newer, "a newer Plumbrule wrote this journal"),
        (_without_version, "read back"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_and_left_as_it_is(
    *, damage: Callable[[Path], None], words: str, writable: bool, place: Path
) -> None:
    with opened(place) as journal:
        journal.record(*(agreed(key(f"f{number}")) for number in range(50)))
    damage(place)
    before = place.read_bytes()
    with pytest.raises(JournalError, match=words) as caught:
        open_journal(place, writable=writable)
    assert str(caught.value).startswith(str(place))
    assert place.read_bytes() == before
    place.unlink()
    for beside in ("-wal", "-shm"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    with opened(place) as journal:
        journal.record(agreed())


def test_a_path_through_a_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="a file where a directory has to be"):
        open_journal(tmp_path / "file" / "journal.db", writable=True)
    with pytest.raises(JournalError, match="this is a directory"):
        open_journal(tmp_path, writable=True)


def test_a_directory_that_may_not_be_written_is_refused_in_plain_words() -> None:
    """As another user where root runs the tests, since nothing is forbidden to root."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from plumbrule.edge.journal import open_journal\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "for place in sys.argv[1:]:\n"
        "    for writable in (True, False):\n"
        "        try: print('opened', open_journal(Path(place), writable=writable).agreed_families('prod'))\n"
        "        except Exception as fault: print(type(fault).__name__, fault)"
    )
    outer = Path(tempfile.mkdtemp())
    try:
        outer.chmod(0o755)
        with opened(outer / "made.db"):
            pass
        (outer / "made.db").chmod(0o000)
        outer.chmod(0o555)
        ran = subprocess.run(
            [sys.executable, "-c", script, str(outer / "new.db"), str(outer / "made.db")],
            env={**os.environ, "PYTHONPATH": str(ROOT / "daemon")},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        outer.chmod(0o755)
        shutil.rmtree(outer)
    lines = ran.stdout.splitlines()
    assert lines[0] == f"JournalError {outer}/new.db: this user may not read or write it"
    assert lines[1] == "opened frozenset()", "a look where there is no file needs no right to write"
    assert lines[2:] == [f"JournalError {outer}/made.db: this user may not read or write it"] * 2


def test_a_full_disk_loses_nothing_that_was_written(place: Path) -> None:
    with opened(place) as journal:
        journal.record(agreed(key("before")))
        with journal._engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(JournalError, match="the disk is full"):
            journal.record(*(agreed(key(f"f{number}" * 50)) for number in range(500)))
        assert journal.agreed_families(key().target) == {"before"}


def test_a_journal_locked_by_a_stranger_is_told_after_a_bounded_wait(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with opened(place) as journal, contextlib.closing(sqlite3.connect(place, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="keeps the journal locked"):
            journal.record(agreed())
        stranger.execute("ROLLBACK")
        journal.record(agreed())
        assert journal.agreed(key()) == agreed()


@pytest.mark.parametrize("table", ["intents", "results"])
@pytest.mark.parametrize("change", ["UPDATE {} SET plan = 'x'", "DELETE FROM {}"])
def test_intents_and_results_can_only_be_added(change: str, table: str, place: Path) -> None:
    with opened(place) as journal:
        journal.record(intent(), result(intent()))
    with contextlib.closing(sqlite3.connect(place)) as other, pytest.raises(sqlite3.IntegrityError, match="added to"):
        other.execute(change.format(table))


def _add_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE settled ADD COLUMN note TEXT"))


def _fail(connection: Connection) -> None:
    _add_column(connection)
    raise ValueError("on purpose")


def test_an_older_journal_is_brought_forward_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(place) as journal:
        journal.record(agreed())
        known = journal.id
    older = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", older + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", {older: _add_column})
    with pytest.raises(JournalError, match=f"older schema {older}: start the daemon once"):
        open_journal(place, writable=False)
    for _ in range(2):
        with opened(place) as journal:
            assert (journal.id, journal.agreed(key())) == (known, agreed())
    with contextlib.closing(sqlite3.connect(place)) as other:
        assert "note" in [row[1] for row in other.execute("PRAGMA table_info(settled)")]


def test_a_failed_migration_leaves_the_older_journal_whole(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(place) as journal:
        journal.record(agreed())
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", {migrations.VERSION: _fail})
        patched.setattr(migrations, "VERSION", migrations.VERSION + 1)
        with pytest.raises(JournalError):
            open_journal(place, writable=True)
    with opened(place) as journal:
        assert journal.agreed(key()) == agreed()
    with contextlib.closing(sqlite3.connect(place)) as other:
        assert "note" not in [row[1] for row in other.execute("PRAGMA table_info(settled)")]


def test_memory_journals_are_apart() -> None:
    with contextlib.closing(memory_journal()) as one, contextlib.closing(memory_journal()) as two:
        one.record(agreed())
        assert two.agreed(key()) is None
        assert one.id != two.id


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/shared rw,relatime shared:5 - nfs4 10.0.0.1:/ rw,vers=4.1
41 22 0:36 / /mnt/with\\040space rw - cifs //host/x rw
42 40 0:37 / /mnt/shared/local rw - tmpfs tmpfs rw
short line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/x/journal.db", "ext4"),
        ("/mnt/shared/journal.db", "nfs4"),
        ("/mnt/sharedother/journal.db", "ext4"),
        ("/mnt/with space/journal.db", "cifs"),
        ("/mnt/shared/local/journal.db", "tmpfs"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_mount(place: str, kind: str) -> None:
    assert file_system(Path(place), MOUNTS) == kind


def test_a_network_file_system_is_refused_before_anything_is_made(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No such mount can be made here, so the name of this disk's own type stands in for one."""
    own = file_system(place, Path("/proc/self/mountinfo").read_text())
    monkeypatch.setattr("plumbrule.edge.journal.place.NETWORK", frozenset({own}))
    with pytest.raises(JournalError, match=f"network file system \\({own}\\)"):
        open_journal(place, writable=True)
    assert not place.parent.exists()
