"""One seed from its first commit to the verdict."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.demo.running import StepFailed
from tests.faults.seeds.clicks import resume
from tests.faults.seeds.hearing import SILENT, everything_said, heard, incidents_of, repeats
from tests.faults.seeds.judge import ledger_of
from tests.faults.seeds.proof import proved
from tests.faults.seeds.rest import LOST, UNSEEN, wrong
from tests.faults.seeds.scenario import scenario_of
from tests.faults.seeds.stage import GATED, Stage
from tests.faults.seeds.steps import do
from tests.world.client import WorldError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.faults.seeds.forked import Forked
    from tests.faults.seeds.ledger import Ledger
    from tests.faults.seeds.scenario import Round
    from tests.world.client import World

REST_SECONDS: Final = 60.0
QUIET_SECONDS: Final = 0.5
"""For what goes on after a suspension to begin."""
SWEEPS: Final = 2
"""A sweep that was under way when the last snapshot came may still judge what was before."""


@dataclass(frozen=True, slots=True)
class Played:
    """What one seed came to; `converged` in seconds after the world was quiet, None when it never was at rest."""

    seed: int
    kills: int = 0
    registered: int = 0
    doubled: int = 0
    overwritten: int = 0
    lost: int = 0
    incidents: int = 0
    silent: int = 0
    repeated: int = 0
    converged: float | None = None
    faults: tuple[str, ...] = ()


def play(seed: int, world: World, keep: Path | None = None) -> Played:
    """Play one seed; with `keep` everything it wrote stays there."""
    with tempfile.TemporaryDirectory(prefix=f"plumbrule-seed-{seed}-") as folder:
        stage = Stage(keep or Path(folder), world, scenario_of(seed))
        try:
            return _played(stage)
        except (StepFailed, WorldError, subprocess.CalledProcessError) as trouble:
            return Played(seed, faults=(f"not played to its end: {trouble}",))
        finally:
            stage.close()


def _played(stage: Stage) -> Played:
    for step in stage.scenario.before:
        do(stage, step)
    kills = sum(_round(stage, one) for one in stage.scenario.rounds)
    stage.world.knobs(fail=[], **({} if stage.scenario.lag_stays else {"visibility_seconds": 0}))
    daemon, quiet = stage.run(), time.monotonic()
    rested = _at_rest(stage, daemon) and _goes_on(stage, daemon)
    everything_said(stage)
    seconds = time.monotonic() - quiet if rested else None
    code = _stopped(daemon)
    ledger = ledger_of(stage.happened, stage.world.log(), stage.world.calls().recent)
    faults = (*ledger.faults, *_resting(stage, daemon, ledger, rested=rested), *_manners(stage, code), *proved(stage))
    faults = (*faults, *heard(stage, kills))
    return Played(
        seed=stage.scenario.seed,
        kills=kills,
        registered=ledger.counts["registered"],
        doubled=ledger.counts["doubled"],
        overwritten=ledger.counts["overwritten"],
        lost=sum(LOST in fault for fault in faults),
        incidents=incidents_of(stage),
        silent=sum(fault.startswith(SILENT) for fault in faults),
        repeated=repeats(stage),
        converged=seconds,
        faults=faults,
    )


def _round(stage: Stage, part: Round) -> int:
    """One run until its death; 1, for every run here ends with SIGKILL."""
    daemon = stage.run(part.at, part.nth)
    for pause, step in part.steps:
        daemon.dead_within(pause)
        do(stage, step)
    if not daemon.dead_within(part.patience):
        daemon.kill()
    if daemon.exit != -signal.SIGKILL:
        raise StepFailed(f"a run ended with {daemon.exit} instead of SIGKILL: see {daemon.log}")
    return 1


def _at_rest(stage: Stage, daemon: Forked) -> bool:
    """Wait until sweeps over the last commit find nothing to do."""
    head, until = stage.publisher.head(), time.monotonic() + REST_SECONDS
    while time.monotonic() < until and daemon.exit is None:
        lines = daemon.lines()
        taken = [index for index, line in enumerate(lines) if line["event"] == "snapshot_taken"]
        if taken and lines[taken[-1]]["commit"] == head:
            sweeps = [line for line in lines[taken[-1] :] if line["event"] == "sweep_finished"]
            if len(sweeps) >= SWEEPS and sweeps[-1]["families"] == sweeps[-1]["unchanged"]:
                return True
        daemon.dead_within(0.05)
    return False


def _goes_on(stage: Stage, daemon: Forked) -> bool:
    """What was suspended is resumed, once everything else is at rest."""
    resume(stage)
    daemon.dead_within(QUIET_SECONDS)
    return _at_rest(stage, daemon)


def _resting(stage: Stage, daemon: Forked, ledger: Ledger, *, rested: bool) -> Iterator[str]:
    """How the families stand, by the daemon's own last words, against the ledger."""
    if not rested:
        yield f"not at rest within {REST_SECONDS:.0f} s"
        return
    stands = {line["family"]: line for line in daemon.lines() if line["event"] == "pass_settled"}
    lost = {line["family"] for run in stage.runs for line in run.lines() if line["event"] == "registration_lost"}
    for family in stage.scenario.families:
        said = stands.get(family)
        state, gates = (said["state"], said["gates"]) if said and not _let_go(said) else (UNSEEN, ())
        asked = family.startswith(GATED) or (stage.scenario.ask and family in lost)
        if (why := wrong(ledger.lines[family], state, gates, asked=asked)) is not None:
            yield f"{family}: {why}; gates: {', '.join(gates) or 'none'}"


def _let_go(line: Mapping[str, Any]) -> bool:
    """The last word on a family without a file whose one registration never happened: nothing holds it any more."""
    return (line["state"], line["acted"]) == ("orphan", "notdone")


def _manners(stage: Stage, code: int | None) -> Iterator[str]:
    """No traceback, no contained failure, a clean end."""
    if code != 0:
        yield f"the last run ended with {code}"
    for run in stage.runs:
        if "Traceback" in run.log.read_text() or any(line["event"] == "failure_contained" for line in run.lines()):
            yield f"{run.log.name} holds a traceback or a contained failure"


def _stopped(daemon: Forked) -> int | None:
    try:
        return daemon.stop()
    except StepFailed:
        return None
