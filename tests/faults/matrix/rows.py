"""The table: which methods the ports have, which errors their docstrings allow, and who calls what."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from plumbrule import errors, ports
from plumbrule.errors import Throttled
from tests.faults.matrix.failing import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def methods(port: type) -> frozenset[str]:
    """What a port asks of its adapters."""
    return frozenset(name for name in vars(port) if not name.startswith("_"))


PASSES: Final[Mapping[str, frozenset[str]]] = {
    "Source": frozenset({"token", "snapshot", "descends", "last_heard"}),
    "Revisions": frozenset({"identity", "admit", "latest", "listed", "numbered", "highest", "reserve", "register"}),
    "Services": frozenset({"clusters", "services", "of_services"}),
    "Journal": frozenset(
        {
            "agreed",
            "agreed_families",
            "pending",
            "pending_families",
            "registered",
            "sent",
            "ended",
            "settled",
            "applied",
            "record",
            "agreed_inputs",
            "approvals",
            "spent",
            "halts",
            "planned",
            "refused",
            "failures",
            "newest_result",
            "audit_head",
            "glass",
            "incident",
            "incidents",
        }
    ),
    "Notifier": frozenset({"tell"}),
}
"""What workers call: the matrix is played with these."""

DAEMON: Final[Mapping[str, frozenset[str]]] = {
    "Source": frozenset({"watch", "revive", "close"}),
    "Journal": frozenset({"close"}),
}
"""What only the daemon calls, when it starts, looks after itself and ends: `test_daemon_calls.py`."""

MENDING: Final[Mapping[str, frozenset[str]]] = {
    "Revisions": frozenset({"tag", "untag"}),
    "Journal": frozenset({"retagged", "retags"}),
}
"""What only passes call that find other tags: `tests/loop/test_tags.py`."""

KEPT: Final[Mapping[str, frozenset[str]]] = {
    "Desk": methods(ports.Desk),  # asked by people, one at a time: loop/desk, edge/admin
    "Source": frozenset({"touching", "brought", "line", "signed"}),  # only where a policy asks: loop/test_trust.py
    "Services": frozenset({"tasks", "of_tasks"}),  # only where `running_tasks` asks: loop/test_running.py
    # Read once, when the journal is opened; the others where people or a policy ask: loop/desk, loop/test_trust.py
    # The newer ones by postmen, beside the loop: loop/telling.
    "Journal": frozenset({"id", "batch", "plans", "followed", "sent_as", "verdict", "audit"})
    | {"dead", "incidents_named", "letter", "letter_for", "letter_of", "members", "tellings", "untold", "wholes"},
    "Inside": methods(ports.Inside),  # raises nothing: asked by probes, beside the loop
    "Inbox": methods(ports.Inbox),  # read by ears, beside the loop: loop/hear
    "Dependencies": methods(ports.Dependencies),  # asked by the verifier, in threads of its own: loop/test_verifying.py
    "Sink": methods(ports.Sink),  # called by postmen: loop/telling/test_outages.py
    "Contents": frozenset({"known", "revision", "keep", "prune", "close"}),  # raises nothing
    "Clock": frozenset({"now", "monotonic"}),  # the machine's own
    "Meter": frozenset({"count", "time", "read", "readings"}),  # memory
}
"""What cannot fail."""

BROKEN: Final = "RuntimeError"
"""What no port allows: a fault of ours."""

OURS: Final = "Throttled by us"

MAY_BE_DONE: Final = frozenset({("register", "Ambiguous"), ("register", BROKEN), ("record", "JournalError")})
"""What fails here may have happened all the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """One play: a method of a port fails with an error, in some of its calls, before or after doing what it does.

    Attributes:
        often: whether it is played in every run of the tests.
    """

    port: str
    method: str
    error: str
    when: When
    done: bool = False
    often: bool = True

    def __str__(self) -> str:
        return f"{self.port}.{self.method}-{self.error}-{self.when}{'-done' if self.done else ''}"

    def make(self) -> Exception:
        """The error."""
        return made(self.error)


def made(error: str) -> Exception:
    """One error by its name in the table."""
    if error == BROKEN:
        return RuntimeError("a fault of ours")
    if error == OURS:
        return Throttled("our own bucket is empty", after=1.0, ours=True)
    kind: Callable[[str], Exception] = getattr(errors, error)
    return kind("as the test wants it")


def protocols() -> Mapping[str, type]:
    """Every port."""
    return {
        name: found
        for name, found in vars(ports).items()
        if inspect.isclass(found)
        and getattr(found, "_is_protocol", False)
        and found.__module__.startswith(ports.__name__)
    }


def allowed(port: str, method: str) -> tuple[str, ...]:
    """The errors that may leave a method, as the port's docstrings say; throttling by us and by AWS are two."""
    of_port: Any = protocols()[port]
    of_method = inspect.getdoc(vars(of_port)[method]) or ""
    if "Raises nothing" in of_method:
        return ()
    shared = re.search(r"Raises: ([A-Z][\w, ]+)\.", inspect.getdoc(of_port) or "")
    own = re.findall(r"^ {4}(\w+):", of_method.partition("Raises:")[2], re.MULTILINE)
    found = [*(shared[1].split(", ") if shared else ()), *own]
    return tuple(found) + ((OURS,) if "Throttled" in found else ())


def rows() -> Iterator[Row]:
    """Every play of the matrix."""
    in_turn = cycle((When.FIRST, When.SECOND))
    for port, method, error in _failures():
        often = {When.EVERY} | (set() if error in (BROKEN, OURS) else {next(in_turn)})
        for when in When:
            yield Row(port, method, error, when, often=when in often)
            if (method, error) in MAY_BE_DONE:
                yield Row(port, method, error, when, done=True)


def _failures() -> Iterator[tuple[str, str, str]]:
    for port, names in sorted(PASSES.items()):
        for method in sorted(names):
            for error in (*allowed(port, method), BROKEN):
                yield port, method, error
