"""What every journal must do, whatever engine holds it: a class per engine gives the `journal` fixture."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import JournalError
from plumbrule.model.ids import PlanId, TargetName
from plumbrule.model.record import Ending, Pending, Released, TagEnding
from plumbrule.model.state import Gate, State
from tests.edge.journal.entries import KATHMANDU, T0, agreed, applied, intent, key, look, result, retagged, settled

if TYPE_CHECKING:
    from plumbrule.model.record import Entry
    from plumbrule.ports import Journal

WORKERS = 16


class JournalContract:
    def test_a_new_journal_knows_nothing(self, journal: Journal) -> None:
        assert journal.agreed(key()) is None
        assert journal.agreed_families(TargetName("prod")) == frozenset()
        assert journal.pending(key()) is None
        assert journal.registered(key()) is None
        assert journal.ended(PlanId("p1")) is None
        assert journal.sent(key()) is None
        assert journal.retagged(key(), T0) == journal.retags(TargetName("prod"), 3) == ()
        assert journal.settled(key()) is None
        assert journal.applied("git /srv/specs") is None
        assert len(journal.id) == 32

    @pytest.mark.parametrize(
        "entry",
        [agreed(), dataclasses.replace(agreed(), input_digest=None, definition={})],
        ids=["full", "read back from tags"],
    )
    def test_an_agreement_comes_back_as_it_was(self, entry: Entry, journal: Journal) -> None:
        journal.record(entry)
        assert journal.agreed(key()) == entry

    def test_the_newest_agreement_replaces_the_one_before(self, journal: Journal) -> None:
        journal.record(agreed(number=7))
        journal.record(agreed(number=8), agreed(key("other")))
        assert journal.agreed(key()) == agreed(number=8)
        assert journal.agreed(key("other")) == agreed(key("other"))

    def test_a_released_family_is_agreed_no_longer_and_may_be_agreed_again(self, journal: Journal) -> None:
        journal.record(agreed(), agreed(key("other")), agreed(key(target="test")))
        journal.record(Released(key(), T0))
        assert journal.agreed(key()) is None
        assert journal.agreed_families(TargetName("prod")) == {"other"}
        assert journal.agreed_families(TargetName("test")) == {"web"}
        journal.record(agreed(number=9))
        assert journal.agreed(key()) == agreed(number=9)

    def test_releasing_what_was_never_agreed_changes_nothing(self, journal: Journal) -> None:
        journal.record(Released(key(), T0))
        assert journal.agreed_families(TargetName("prod")) == frozenset()

    def test_targets_and_families_do_not_mix(self, journal: Journal) -> None:
        journal.record(agreed(key("a", "b")), settled(key("a", "b")))
        assert journal.agreed(key("b", "a")) is None
        assert journal.settled(key("b", "a")) is None

    def test_an_intent_is_pending_until_it_has_a_result(self, journal: Journal) -> None:
        journal.record(intent())
        assert journal.pending(key()) == Pending(intent())
        journal.record(look(intent(), 5), look(intent(), 6))
        assert journal.pending(key()) == Pending(intent(), (look(intent(), 5).at, look(intent(), 6).at))
        journal.record(result(intent()))
        assert journal.pending(key()) is None

    @pytest.mark.parametrize("ending", list(Ending))
    def test_every_ending_ends_an_intent(self, ending: Ending, journal: Journal) -> None:
        journal.record(intent(), result(intent(), ending, words="their words"))
        assert journal.pending(key()) is None
        assert journal.ended(PlanId("p1")) == result(intent(), ending, words="their words")

    def test_the_newest_open_intent_is_pending_with_its_own_looks(self, journal: Journal) -> None:
        first, second, third = intent("i1"), intent("i2"), intent("i3")
        journal.record(first, look(first, 1), second, look(second, 2), third, result(third, Ending.NOT_SENT))
        assert journal.pending(key()) == Pending(second, (look(second, 2).at,))
        journal.record(result(second, Ending.LOST))
        assert journal.pending(key()) == Pending(first, (look(first, 1).at,))

    def test_families_with_an_open_intent_are_listed_until_the_last_one_has_a_result(self, journal: Journal) -> None:
        journal.record(intent("i1"), intent("i2"), intent("i3", of=key("api")), intent("i4", of=key("job", "test")))
        journal.record(result(intent("i1")), result(intent("i3", of=key("api")), Ending.LOST))
        assert journal.pending_families(TargetName("prod")) == {"web"}
        assert journal.pending_families(TargetName("test")) == {"job"}
        journal.record(result(intent("i2"), Ending.NOT_SENT))
        assert journal.pending_families(TargetName("prod")) == frozenset()

    def test_order_is_that_of_writing_even_when_the_clock_goes_back(self, journal: Journal) -> None:
        later, earlier = T0, T0 - timedelta(hours=1)
        journal.record(intent("i1", at=later), intent("i2", at=earlier))
        found = journal.pending(key())
        assert found is not None
        assert found.intent.id == "i2"
        journal.record(result(intent("i1"), number=7, at=later), result(intent("i2"), number=8, at=earlier))
        assert journal.registered(key()) == result(intent("i2"), number=8, at=earlier)
        assert journal.ended(PlanId("p1")) == result(intent("i2"), number=8, at=earlier)

    def test_only_results_that_registered_count_as_registered(self, journal: Journal) -> None:
        journal.record(intent("i1"), result(intent("i1"), number=7))
        journal.record(intent("i2", plan="p2"), result(intent("i2", plan="p2"), Ending.REJECTED))
        assert journal.registered(key()) == result(intent("i1"), number=7)
        assert journal.ended(PlanId("p1")) == result(intent("i1"), number=7)
        assert journal.ended(PlanId("p2")) == result(intent("i2", plan="p2"), Ending.REJECTED)

    def test_what_was_lost_may_be_found_later(self, journal: Journal) -> None:
        journal.record(intent(), result(intent(), Ending.LOST))
        journal.record(result(intent(), Ending.REGISTERED))
        assert journal.ended(PlanId("p1")) == result(intent())
        assert journal.registered(key()) == result(intent())

    def test_settling_keeps_the_newest_with_its_gates_in_order(self, journal: Journal) -> None:
        journal.record(settled(None, State.SPEC_AHEAD, Gate.FROZEN, Gate.AWAITING_APPROVAL))
        assert journal.settled(key()) == settled(None, State.SPEC_AHEAD, Gate.FROZEN, Gate.AWAITING_APPROVAL)
        journal.record(settled(None, State.IN_SYNC))
        assert journal.settled(key()) == settled(None, State.IN_SYNC)

    def test_the_intent_behind_the_newest_registration_comes_back(self, journal: Journal) -> None:
        journal.record(intent("i1"), result(intent("i1")), intent("i2", plan="p2"), intent("i3", key("other")))
        assert journal.sent(key()) == intent("i1")
        journal.record(result(intent("i2", plan="p2"), Ending.REJECTED))
        assert journal.sent(key()) == intent("i1")
        journal.record(result(intent("i2", plan="p2"), Ending.REGISTERED, 8))
        assert journal.sent(key()) == intent("i2", plan="p2")
        assert journal.sent(key("other")) is None

    @pytest.mark.parametrize("ending", list(TagEnding))
    def test_what_was_done_about_tags_comes_back_as_it_was(self, ending: TagEnding, journal: Journal) -> None:
        entry = retagged(ending=ending, words="their words")
        journal.record(entry)
        assert journal.retagged(key(), T0) == journal.retags(TargetName("prod"), 1) == (entry,)

    def test_what_was_done_about_tags_is_listed_newest_first_from_a_moment_on(self, journal: Journal) -> None:
        old, first, second = (retagged(at=T0 + timedelta(seconds=seconds)) for seconds in (-1, 0, 1))
        other, elsewhere = retagged(key("other")), retagged(key("web", "test"))
        journal.record(old, first, second, other, elsewhere)
        assert journal.retagged(key(), T0.astimezone(KATHMANDU)) == (second, first)
        assert journal.retags(TargetName("prod"), 2) == (other, second)
        assert journal.retags(TargetName("prod"), 9) == (other, second, first, old)

    def test_of_each_source_the_last_commit_is_remembered(self, journal: Journal) -> None:
        journal.record(applied(), applied("link /srv/current", "b"))
        assert journal.applied("git /srv/specs") == applied()
        journal.record(applied(letter="c", at=T0 - timedelta(hours=1)))
        assert journal.applied("git /srv/specs") == applied(letter="c", at=T0 - timedelta(hours=1))
        assert journal.applied("link /srv/current") == applied("link /srv/current", "b")
        assert journal.applied("git /srv") is None

    def test_times_keep_their_moment_and_come_back_in_utc(self, journal: Journal) -> None:
        at = T0.astimezone(KATHMANDU)
        journal.record(agreed(at=at))
        found = journal.agreed(key())
        assert found is not None
        assert found.at == at
        assert found.at.utcoffset() == timedelta(0)

    def test_nothing_of_a_refused_record_is_written(self, journal: Journal) -> None:
        with pytest.raises(JournalError):
            journal.record(agreed(), settled(), intent("i1"), intent("i1"))
        assert journal.agreed(key()) is None
        assert journal.settled(key()) is None
        assert journal.pending(key()) is None
        journal.record(agreed())
        assert journal.agreed(key()) == agreed()

    @pytest.mark.parametrize(
        "entry",
        [
            result(intent("never written")),
            look(intent("never written"), 1),
            agreed(at=datetime(2026, 11, 23)),  # noqa: DTZ001 - a time without a zone is the point
            dataclasses.replace(agreed(), definition={"a": float("nan")}),
            dataclasses.replace(agreed(), definition={"a": "\ud800"}),
            dataclasses.replace(agreed(), number=2**70),
        ],
        ids=["a result of nothing", "a look at nothing", "no time zone", "NaN", "a lone surrogate", "over 64 bits"],
    )
    def test_what_cannot_be_kept_is_refused_and_harms_nothing(self, entry: Entry, journal: Journal) -> None:
        with pytest.raises(JournalError):
            journal.record(entry)
        journal.record(agreed(number=3))
        assert journal.agreed(key()) == agreed(number=3)

    def test_no_value_reaches_the_text_of_an_error(self, journal: Journal) -> None:
        journal.record(intent("hunter2"))
        with pytest.raises(JournalError) as caught:
            journal.record(intent("hunter2"))
        assert "hunter2" not in str(caught.value)
        assert "hunter2" not in str(caught.value.__cause__)

    def test_hostile_text_is_only_text(self, journal: Journal) -> None:
        name = "x'; DROP TABLE agreed; --\"\n%s :target"
        journal.record(agreed(key(name)), settled(key(name)))
        assert journal.agreed(key(name)) == agreed(key(name))
        assert journal.agreed_families(TargetName("prod")) == {name}

    def test_recording_nothing_is_allowed(self, journal: Journal) -> None:
        journal.record()
        assert journal.agreed(key()) is None

    def test_nothing_is_lost_when_every_worker_writes_and_reads_at_once(self, journal: Journal) -> None:
        together = threading.Barrier(WORKERS)

        def work(worker: int) -> None:
            together.wait(30)
            for number in range(1, 11):
                mine, attempt = key(f"f{worker}-{number}"), intent(f"{worker}-{number}", key("shared"))
                journal.record(agreed(mine, number), settled(key("shared")), attempt)
                assert journal.agreed(mine) == agreed(mine, number)
                journal.record(result(attempt, number=number), look(attempt, number))

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(WORKERS)))
        assert len(journal.agreed_families(TargetName("prod"))) == WORKERS * 10
        assert journal.pending(key("shared")) is None
        assert journal.registered(key("shared")) is not None

    def test_after_closing_twice_everything_is_refused_in_plain_words(self, journal: Journal) -> None:
        journal.close()
        journal.close()
        with pytest.raises(JournalError, match="closed"):
            journal.record(agreed())
        with pytest.raises(JournalError, match="closed"):
            journal.agreed(key())
