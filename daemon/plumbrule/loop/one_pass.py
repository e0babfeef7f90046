"""One pass: the whole story of one family, from what Git says to what is said about it.

    source → load → render → validate → observe → canon → diff → decide → act → tell → settle

The first four happened when the snapshot was taken in (`intake/reading.py`), once per file content.
A pass is level-triggered: it looks at everything anew and never at why it was queued.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.decide.decision import decide
from plumbrule.core.tell.speak import speak
from plumbrule.loop.act import act
from plumbrule.loop.callers import attributed
from plumbrule.loop.fingerprint import fingerprint
from plumbrule.loop.gather import gather
from plumbrule.loop.observe import observe
from plumbrule.loop.permits import permitted
from plumbrule.loop.rollout import left_behind, who_runs
from plumbrule.loop.settle import not_ours, nothing_new, settle
from plumbrule.loop.stand import stand

if TYPE_CHECKING:
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.outcome import PassOutcome


def one_pass(world: World, intake: Intake, standings: Standings, key: Key) -> PassOutcome:
    """Look at one family once. Raises what the ports raise; `workers.py` contains it."""
    now = world.clock.now()
    ports = world.targets[key.target]
    before = standings.of(key)

    spec = intake.spec(key, world.journal)  # source → load → render → validate
    if spec is None and world.journal.agreed(key) is None and world.journal.pending(key) is None:
        return not_ours(standings, key)
    observed = observe(world, ports, standings, key)  # observe
    seen = f"{fingerprint(world, intake, key, spec, observed)}:{standings.doubts(key)}"
    if before.fingerprint == seen:
        return nothing_new(world, key, before)

    case = gather(world, ports, key, spec, observed, intake.commit, now)  # canon → diff
    case = permitted(world, intake, standings, case)  # what people and policy say
    decision = decide(case)  # decide
    acted = act(world, ports, case, decision)  # act
    services, runs = left_behind(world, ports, key, acted), who_runs(world, key)
    standing = stand(case, decision, acted, world.registrants, services, runs)
    standing = attributed(world.callers, world.journal, standing)
    notices = speak(before.told, standing)  # tell
    # What stood in for a lagging answer may have been deregistered: only ECS's own answer need not be judged again.
    judged = seen if case.observed is observed else None
    return settle(world, standings, standing, notices, judged, now)  # settle
