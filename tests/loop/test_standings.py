from __future__ import annotations

import threading

from plumbrule.core.tell.standing import Told
from plumbrule.loop.standings import NOTHING_YET, Remembered, Standings
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.state import State

PROD, TEST = TargetName("prod"), TargetName("test")


def key(family: str = "web", target: TargetName = PROD) -> Key:
    return Key(target, Family(family))


def stood(state: State = State.IN_SYNC) -> Remembered:
    return Remembered(state, "fingerprint", Told("signature", state))


def test_of_a_family_nobody_looked_at_nothing_is_known() -> None:
    assert Standings().of(key()) is NOTHING_YET
    assert (NOTHING_YET.state, NOTHING_YET.fingerprint, NOTHING_YET.told) == (State.UNKNOWN, None, None)


def test_each_family_of_each_target_is_remembered_apart_until_it_is_forgotten() -> None:
    standings = Standings()
    standings.put(key(), stood())
    standings.put(key(target=TEST), stood(State.MISSING))
    assert (standings.of(key()), standings.of(key(target=TEST))) == (stood(), stood(State.MISSING))
    standings.forget(key())
    standings.forget(key("never seen"))
    assert standings.all() == {key(target=TEST): stood(State.MISSING)}


def test_states_are_counted_by_target() -> None:
    standings = Standings()
    for family, state in (("a", State.IN_SYNC), ("b", State.IN_SYNC), ("c", State.ORPHAN)):
        standings.put(key(family), stood(state))
    standings.put(key(target=TEST), stood(State.MISSING))
    assert dict(standings.states(PROD)) == {"in_sync": 2, "orphan": 1}
    assert dict(standings.states(TargetName("none"))) == {}


def test_what_is_given_out_is_a_copy() -> None:
    standings = Standings()
    copied = standings.all()
    standings.put(key(), stood())
    assert copied == {}


def test_trouble_is_news_when_it_comes_when_it_changes_and_when_it_goes() -> None:
    standings = Standings()
    told = [standings.trouble("prod", what) for what in (None, "a", "a", "b", "b", None, None, "b")]
    assert told == [False, True, False, True, False, True, False, True]
    assert standings.trouble("test", "b")


def test_failures_count_in_a_row_and_apart() -> None:
    standings = Standings()
    assert [standings.failed("prod") for _ in range(3)] == [1, 2, 3]
    assert standings.failed("test") == 1
    standings.worked("prod")
    standings.worked("never failed")
    assert (standings.failed("prod"), standings.failed("test")) == (1, 2)


def test_no_failure_is_lost_among_threads() -> None:
    standings = Standings()
    threads = [
        threading.Thread(target=lambda: [standings.failed("prod") for _ in range(500)], daemon=True) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert standings.failed("prod") == 4001
