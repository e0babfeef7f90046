"""Everybody but the daemon, as a state machine: authors, operators, AWS's bad days, crashes and clocks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from plumbrule.model.event import Event, Level
from tests.faults.scene import PLAN
from tests.faults.seeds.ledger import File, Ledger
from tests.faults.seeds.rest import UNSEEN, wrong
from tests.faults.seeds.scenario import DESCRIBE, LIST, REGISTER
from tests.faults.seeds.stage import definition, image_of

if TYPE_CHECKING:
    from tests.laws.machine.ground import Ground

LAG_SECONDS: Final = 200.0
"""Well below the daemon's bound of five minutes."""
REST_ROUNDS: Final = 6
HOUR, DAY = 3600.0, 86400.0

FAMILIES: Final = ("web", "api", "job")
READS: Final = ("throttled", "http_500", "lost_answer", "reset", "access_denied", "expired_token")
CONCURRENT: Final = "concurrent_revision"
families = st.sampled_from(FAMILIES)
of_reads = st.sampled_from(READS)
of_register = st.sampled_from([None, None, None, "lost_answer", "lost_answer", "lost_answer", *READS, CONCURRENT])
then = st.sampled_from(["nothing", "due", "sweep", "minute", "a day"])


class People(RuleBasedStateMachine):
    """Does things in any order; after each of them the endpoint's log has to be in order.

    Args:
        ground: a fresh one.
    """

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground
        self.ledger = Ledger()
        self.images = 0
        self.seen = 0
        self.lagging = False
        self.fresh: dict[tuple[str, int], float] = {}
        self.behind = 0.0

    @initialize(lagging=st.booleans())
    def begin(self, lagging: bool) -> None:  # noqa: FBT001 - a drawn value
        """An empty repository is no source: every life begins with files, and now and then with reads that lag."""
        for family in FAMILIES:
            self._write(family, self._fresh_image())
        self._lag(lagging=lagging)

    # Authors.

    @rule(family=families, trouble=of_register, then=then)
    def edit(self, family: str, trouble: str | None, then: str) -> None:
        self._write(family, self._fresh_image())
        if trouble:
            self.ground.endpoint.fail(REGISTER, trouble)
        self._work(then)

    @rule(family=families, then=then)
    def take_over_what_is_live(self, family: str, then: str) -> None:
        if (live := self.ledger.lines[family].live) is not None:
            self._write(family, live)
        self._work(then)

    @rule(family=families, then=then)
    def revert(self, family: str, then: str) -> None:
        line = self.ledger.lines[family]
        if contents := [one for one in line.contents.values() if one in line.ever]:
            self._write(family, contents[0])
        self._work(then)

    @rule(family=families, content=st.sampled_from(File), then=then)
    def break_or_remove_the_file(self, family: str, content: File, then: str) -> None:
        there = {name for name, line in self.ledger.lines.items() if line.file is not File.GONE}
        if family in there and (content is File.BROKEN or len(there) > 1):
            self._write(family, content)
        self._work(then)

    # Operators.

    @rule(family=families, what=st.sampled_from(["own", "git", "rollback"]), then=then)
    def register_by_hand(self, family: str, what: str, then: str) -> None:
        line = self.ledger.lines[family]
        earlier = next(iter(line.contents.values()), None)
        wanted = {"git": line.file, "rollback": earlier}.get(what)
        image = wanted if isinstance(wanted, str) else self._fresh_image()
        number = self.ground.by_hand(definition(family, image))
        self.seen += 1
        self.ledger.by_hand(family, number, image)
        self.fresh[family, number] = 0.0
        self._work(then)

    @rule(family=families, then=then)
    def deregister(self, family: str, then: str) -> None:
        if (top := self.ledger.lines[family].top) is not None:
            self.ground.endpoint.deregister(_arn(family, top))
            self.ledger.deregistered(family, top)
        self._work(then)

    # AWS, the machine, the clock.

    @rule(operation=st.sampled_from([DESCRIBE, LIST, "GetCallerIdentity"]), kind=of_reads, after=st.integers(0, 3))
    def fail(self, operation: str, kind: str, after: int) -> None:
        self.ground.endpoint.fail(operation, kind, 2, after=after)

    @rule(lagging=st.booleans(), then=then)
    def lag(self, lagging: bool, then: str) -> None:  # noqa: FBT001 - a drawn value
        self._lag(lagging=lagging)
        self._work(then)

    @rule(then=then)
    def restart(self, then: str) -> None:
        self.ground.restart()
        self._work(then)

    @rule(then=then)
    def set_the_clock_back(self, then: str) -> None:
        self.ground.clock.step(-HOUR)
        self.behind += HOUR
        self._work(then)

    @rule(seconds=st.sampled_from([1.0, 6.0, 70.0, 210.0]))
    def time_passes(self, seconds: float) -> None:
        self.ground.pass_seconds(seconds)
        self.fresh = {moved: age + seconds for moved, age in self.fresh.items()}

    # The daemon.

    @rule()
    def one_thing(self) -> None:
        self.ground.one()
        self._read_log()

    # What must hold.

    @invariant()
    def nothing_is_doubled_overwritten_or_made_up(self) -> None:
        assert self.ledger.faults == []

    def teardown(self) -> None:
        """Quiet: then everything comes to rest, and a sweep more changes nothing and says nothing."""
        try:
            self._come_to_rest()
        finally:
            self.ground.close()

    def _come_to_rest(self) -> None:
        self.ground.endpoint.knobs(fail=[], visibility_seconds=0)
        self.lagging = False
        self.time_passes(self.behind + HOUR)
        for _ in range(REST_ROUNDS):
            self._sweep()
            self.time_passes(400.0)
        self.nothing_is_doubled_overwritten_or_made_up()
        self._stand_as_they_should()
        self._stand_still()

    def _stand_as_they_should(self) -> None:
        for family, line in self.ledger.lines.items():
            settled, state = self.ground.settled(family), self.ground.state(family)
            gates = [gate.value for gate in settled.gates] if settled else []
            said = UNSEEN if state is None else state.value
            assert (family, wrong(line, said, gates, asked=False)) == (family, None)

    def _stand_still(self) -> None:
        self.ground.heard.forget()
        calls = self.ground.endpoint.calls().count(REGISTER)
        self.ground.poll_and_sweep()
        said = [one for one in self.ground.heard.notices if one.event is not Event.SWEEP_FINISHED]
        assert [one for one in said if one.level is not Level.DEBUG] == []
        assert self.ground.endpoint.calls().count(REGISTER) == calls

    # Bookkeeping.

    def _work(self, then: str) -> None:
        """The daemon's turn: what is due; a sweep; a minute more; or a minute in which the wall clock jumps a day."""
        if then == "due":
            self.ground.all()
        if then in ("sweep", "minute", "a day"):
            self._sweep()
        self._read_log()
        if then == "a day":
            self.ground.clock.step(DAY)
        for _ in range(6 if then in ("minute", "a day") else 0):
            self.time_passes(10.0)
            self.ground.all()
            self._read_log()

    def _sweep(self) -> None:
        """Afterwards the daemon believes what the files say now."""
        self.ground.poll_and_sweep()
        self._read_log()
        for family in self.ledger.lines:
            self.ledger.git_was_read(family)

    def _lag(self, *, lagging: bool) -> None:
        self.lagging = lagging
        self.ground.endpoint.knobs(visibility_seconds=LAG_SECONDS if lagging else 0)

    def _fresh_image(self) -> str:
        self.images += 1
        return f"nginx:{self.images}"

    def _write(self, family: str, content: str | File) -> None:
        path = f"specs/{family}.json"
        text = json.dumps(definition(family, content)) if isinstance(content, str) else '{"family": '
        self.ground.shelf.files[path] = text
        if content is File.GONE:
            del self.ground.shelf.files[path]
        self.ledger.git_says(family, content)

    def _read_log(self) -> None:
        for one in self.ground.endpoint.log()[self.seen :]:
            self.seen += 1
            if PLAN in one.tags:
                unseen = frozenset(
                    number
                    for (family, number), age in self.fresh.items()
                    if self.lagging and family == one.family and age < LAG_SECONDS
                )
                self.ledger.registered(one.family, one.revision, image_of(one.definition), one.tags[PLAN], unseen)


def _arn(family: str, number: int) -> str:
    return f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{family}:{number}"
