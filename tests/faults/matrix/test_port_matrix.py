"""Each method of each port x each error its port allows x the first, the second, every call.

The endpoint's log says that nothing was registered twice, the journal that everything came to rest, the notices that
each trouble and its end were told once.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.sessions import open_clients
from plumbrule.model.event import Event
from tests.faults.deep import DEEP
from tests.faults.matrix.failing import Fault, When
from tests.faults.matrix.rig import ACCOUNT, FAMILIES, REGIONS, SICK, WELL, Rig, key_of
from tests.faults.matrix.rows import BROKEN, DAEMON, KEPT, MENDING, OURS, PASSES, Row, methods, protocols, rows
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from plumbrule.edge.aws.sessions import Clients
    from plumbrule.model.ids import TargetName
    from tests.world.client import World

pytestmark = pytest.mark.slow

ROWS: Final = [row for row in rows() if DEEP or row.often]
"""In every run each method x error with every call failing, and what a port allows with the first or second in turn."""
ENOUGH: Final = 3
"""Failures after which a fault that strikes every call has shown what it does."""

# A family's own troubles, and those that hold a whole target or the source.
ABOUT: Final[Mapping[str, Callable[..., bool]]] = {
    "latest": lambda family: family == "a",
    "numbered": lambda family, _number: family == "b",
    "highest": lambda family: family == "a",
    "register": lambda definition, _tags: definition["family"] == "a",
    "agreed": lambda key: key == key_of(SICK, "a"),
    "pending": lambda key: key == key_of(SICK, "a"),
    "registered": lambda key: key == key_of(SICK, "a"),
    "sent": lambda key: key == key_of(SICK, "a"),
    "settled": lambda key: key == key_of(SICK, "a"),
    "planned": lambda key: key == key_of(SICK, "a"),
    "refused": lambda key, _: key == key_of(SICK, "a"),
    "failures": lambda key, _: key == key_of(SICK, "a"),
    "newest_result": lambda target: target == SICK,
    "incident": lambda subject: subject == f"family/{SICK}/a",
    "agreed_families": lambda target: target == SICK,
    "pending_families": lambda target: target == SICK,
    "record": lambda *entries: any(getattr(entry, "key", None) == key_of(SICK, "a") for entry in entries),
}
BETWEEN: Final = frozenset({"listed", "clusters", "services", "of_services"})
"""Called between passes: a play may be over before the second call."""
OF_A_TARGET: Final = frozenset({"agreed_families", "pending_families", "newest_result"})
OF_EVERYBODY: Final = frozenset({"last_heard", "halts", "ended", "approvals", "spent"})
"""Asked for every family, or by plan, which does not tell whose it is."""
HOLDS_ALL: Final = frozenset({"token", "snapshot", "applied", "descends", "agreed_inputs"}) | OF_EVERYBODY
"""Without the first nothing new is taken in."""


@pytest.fixture(scope="session")
def clients(running_world: World) -> Iterator[Mapping[TargetName, Clients]]:
    with pytest.MonkeyPatch.context() as patch:
        use_account(patch, ACCOUNT)
        opened = {
            name: open_clients(Access(region, "matrix", endpoint_url=running_world.url, connections=4))
            for name, region in REGIONS.items()
        }
    yield opened
    for one in opened.values():
        one.close()


@pytest.fixture
def play(
    running_world: World, clients: Mapping[TargetName, Clients], tmp_path: Path
) -> Iterator[Callable[[str, Fault | None], Rig]]:
    running_world.reset()
    made: list[Rig] = []

    def begin(port: str, fault: Fault | None) -> Rig:
        made.append(Rig(tmp_path, running_world, clients, port, fault))
        return made[-1]

    yield begin
    assert [rig.close() for rig in made] == [True] * len(made)


def bystanders(row: Row) -> tuple[tuple[TargetName, tuple[str, ...]], ...]:
    """Who must come to rest while the fault lasts."""
    if row.method in HOLDS_ALL:
        return ()
    if row.method == "tell" or row.port == "Services":  # no pass waits for a look at what runs
        return ((SICK, FAMILIES), (WELL, FAMILIES))
    contained = row.port == "Journal" or row.error == BROKEN or row.method == "register"
    one_family = contained and row.method in ABOUT and row.method not in OF_A_TARGET
    others = tuple(family for family in FAMILIES if family != ("b" if row.method == "numbered" else "a"))
    return ((WELL, FAMILIES), *(((SICK, others),) if one_family else ()))


def come_to_rest(rig: Rig, row: Row, versions: Mapping[str, int]) -> None:
    """Everything stands in its version, but for content that ECS refused."""

    def rested() -> bool:
        return all(
            rig.in_sync(target, version, family)
            or (row.error == "Rejected" and (target, family) == (SICK, "a") and rig.refused(SICK, "a"))
            for target in REGIONS
            for family, version in versions.items()
        )

    rig.until(f"{row} {dict(versions)}", rested)


def play_out(rig: Rig, row: Row, fault: Fault) -> None:
    """Three commits, with other settings before the second; what strikes every call ends when it has shown itself."""
    late = row.method == "descends"
    rig.edit(1)
    rig.start()
    if row.when is When.EVERY and not late:
        endure(rig, row, fault)
    come_to_rest(rig, row, dict.fromkeys(FAMILIES, 1))
    rig.reload("g2")
    rig.edit(2)
    if row.when is When.EVERY and late:
        endure(rig, row, fault)
    come_to_rest(rig, row, dict.fromkeys(FAMILIES, 2))
    rig.edit(3, "a")
    come_to_rest(rig, row, {"a": 3, "b": 2, "c": 2})
    if row.method in BETWEEN and fault.fired == 0:
        rig.until(f"{row} strikes", lambda: fault.fired > 0)
        come_to_rest(rig, row, {"a": 3, "b": 2, "c": 2})


def endure(rig: Rig, row: Row, fault: Fault) -> None:
    """The fault lasts until it has struck several times and those who have no part in it have come to rest."""
    once = row.error == "Rejected" or (row.method == "register" and row.done)  # what happened is not tried again
    most = 1 if once else ENOUGH
    rig.until(f"{row} strikes", lambda: fault.fired >= most)
    for target, families in bystanders(row):
        rig.until(f"{row}: {families} of {target}", partial(rig.in_sync, target, 1, *families))
    fault.end()


def expected_troubles(row: Row) -> set[tuple[Event, object]] | None:
    """What has to be told of a row, once each; None where it depends on who came first, and only once counts."""
    if row.port == "Notifier" or row.error == OURS or (row.port == "Services" and row.error != BROKEN):
        return set()
    if row.method == "register" and row.error != BROKEN:
        return set()
    if row.error == BROKEN:
        return None
    if row.error == "SourceError":
        return {(Event.SOURCE_FAILED, "source")}
    if row.error == "JournalError":
        return {(Event.FAILURE_CONTAINED, "journal")}
    return {(Event.TARGET_STALLED if row.error == "Denied" else Event.TARGET_FAILED, SICK)}


def comes_back(row: Row) -> bool:
    """Between two failures the family is looked at without any: each is news, minutes apart."""
    gives_up = row.method == "listed"  # and describes everybody, until a later sweep tries again
    return row.when is When.EVERY and (row.done or gives_up or (row.method, row.error) == ("register", BROKEN))


def ended_by(trouble: tuple[Event, object]) -> tuple[Event, object]:
    """What tells the end of a trouble."""
    ends = {Event.SOURCE_FAILED: Event.SOURCE_RECOVERED, Event.FAILURE_CONTAINED: Event.FAILURE_ENDED}
    return ends.get(trouble[0], Event.TARGET_RECOVERED), trouble[1]


def test_the_table_has_every_method_of_every_port_exactly_once() -> None:
    listed = Counter(
        (port, name) for part in (PASSES, DAEMON, MENDING, KEPT) for port, names in part.items() for name in names
    )
    wanted = Counter((port, name) for port, found in protocols().items() for name in methods(found))
    assert listed == wanted


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_whatever_fails_everything_comes_to_rest_and_nothing_is_registered_twice(
    row: Row, play: Callable[[str, Fault | None], Rig]
) -> None:
    fault = Fault(row.method, row.make, row.when, ABOUT.get(row.method, lambda *_: True), row.done)
    rig = play(row.port, fault)
    play_out(rig, row, fault)
    rig.until("every end is told", lambda: len(rig.ends()) >= len(rig.troubles()))
    assert fault.fired > 0, "the fault never struck: the row proves nothing"
    assert set(rig.plans().values()) == {1}
    if row.error != "Rejected":
        assert {family: rig.made(SICK, family) for family in FAMILIES} == {
            "a": ["app:1", "app:2", "app:3"],
            "b": ["app:1", "app:2"],
            "c": ["app:1", "app:2"],
        }
    troubles, expected = rig.troubles(), expected_troubles(row)
    assert expected is None or set(troubles) == expected
    assert comes_back(row) or max(Counter(troubles).values(), default=0) <= 1
    assert Counter(map(ended_by, troubles)) == Counter(rig.ends())
    traces = [one for one in rig.heard.of(Event.FAILURE_CONTAINED) if "traceback" in one]
    assert bool(traces) is (row.error == BROKEN and row.port != "Notifier")


def test_a_play_without_any_fault_tells_of_none(play: Callable[[str, Fault | None], Rig]) -> None:
    rig = play("", None)
    row = Row("", "", "", When.FIRST)
    play_out(rig, row, cast("Any", None))
    assert (rig.troubles(), rig.ends(), set(rig.plans().values())) == ([], [], {1})
