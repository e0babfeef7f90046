"""The one ordered chain of noes. Each check is pure: a case and its state in, a refusal or None out.

Adding a gate means adding one function and one line in `CHAIN`. Gates are monotone: a new finding, a lost approval or a
tighter limit never turns a no into a yes (law 5).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide import people_gates
from plumbrule.core.decide.settling import still_invisible
from plumbrule.model.record import Ending
from plumbrule.model.revision import Revision
from plumbrule.model.state import Gate, Refusal, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.core.decide.case import Case

DENIED_WAIT: Final = timedelta(minutes=5)
"""How long a plan that IAM refused is left alone."""

_DENIED_SECONDS: Final = int(DENIED_WAIT.total_seconds())

NOTHING_TO_REGISTER: Final = frozenset({State.IN_SYNC, State.ORPHAN})

LOST_JOURNAL: Final = Refusal(
    Gate.HELD, "the journal is new, yet ECS has revisions of this instance; set journal.confirmed to its id to go on"
)

CONFLICT_RULE: Final = "conflict"
"""The rule id under which `core/validate` reports two files for one family."""


def invalid(case: Case, _: State) -> Refusal | None:
    """The spec has errors, or ECS refused this very content before."""
    errors = [f for f in case.spec.findings if f.is_error and f.rule != CONFLICT_RULE] if case.spec else []
    if errors:
        return Refusal(Gate.INVALID, f"{errors[0].place}: {errors[0].message}", {"errors": len(errors)})
    if case.unfit:
        message = f"with what its owner set ECS would refuse it: {case.unfit[0].message}"
        return Refusal(Gate.INVALID, message, {"errors": len(case.unfit)})
    if case.permits.refused:
        return Refusal(Gate.INVALID, f"ECS refused this content: {case.permits.refused.words}")
    return None


def conflict(case: Case, _: State) -> Refusal | None:
    """Two files claim the family."""
    found = [f for f in case.spec.findings if f.rule == CONFLICT_RULE] if case.spec else []
    return Refusal(Gate.CONFLICT, found[0].message) if found else None


def held(case: Case, state: State) -> Refusal | None:
    """Somebody holds the family; or the journal is new, but ECS shows revisions of this very instance."""
    return people_gates.held(case, state) if case.journal_trusted else LOST_JOURNAL


def source_stale(case: Case, state: State) -> Refusal | None:
    """Whoever feeds the source has been silent for too long: what it says may be overtaken."""
    return None if state in NOTHING_TO_REGISTER else stale(case)


def stale(case: Case) -> Refusal | None:
    """The same, whatever there is to do."""
    hearing = case.hearing
    if hearing is None or not hearing.is_stale(case.now):
        return None
    most = int(hearing.max_age.total_seconds())
    if hearing.last is None:
        return Refusal(Gate.SOURCE_STALE, "the source gave no sign of life yet", {"max_age_seconds": most})
    age = int((case.now - hearing.last).total_seconds())
    message = f"the source was last heard of at {hearing.last:%Y-%m-%d %H:%M:%S} UTC"
    return Refusal(Gate.SOURCE_STALE, message, {"age_seconds": age, "max_age_seconds": most})


def breaker_open(case: Case, state: State) -> Refusal | None:
    """Many families of the target differ although nobody changed anything, or it is not known yet whether they do."""
    doubt = case.doubt
    if doubt is None or state in NOTHING_TO_REGISTER:
        return None
    numbers: dict[str, int | str] = {"unexplained": doubt.unexplained, "families": doubt.families}
    if doubt.is_open:
        message = f"{doubt.unexplained} of {doubt.families} families differ although neither side's input changed"
        return Refusal(Gate.BREAKER_OPEN, message, numbers)
    if state is not State.SPEC_AHEAD:
        return None  # what ECS does not have cannot have been judged by a fact that is wrong
    message = "whether many families differ by themselves is known when more of them were compared"
    return Refusal(Gate.BREAKER_OPEN, message, numbers)


def settling(case: Case, _: State) -> Refusal | None:
    """A registration is on its way: sent without an answer, or answered and not visible yet."""
    if case.pending:
        return Refusal(Gate.SETTLING, f"a registration sent at {case.pending.intent.at:%H:%M:%S} UTC has no answer yet")
    seen = case.observed.number if isinstance(case.observed, Revision) else 0
    if still_invisible(case.registered, seen, visibility=case.policy.visibility, now=case.now):
        newest = case.registered.number if case.registered else 0
        return Refusal(
            Gate.SETTLING, f"revision {newest} is registered and not visible yet", {"newest": newest, "seen": seen}
        )
    return None


def denied(case: Case, _: State) -> Refusal | None:
    """IAM refused a short while ago, this very plan or registering at all; an operator mends it."""
    if case.permits.stalled:
        return Refusal(Gate.DENIED, case.permits.stalled.words, {"tried_again_after_seconds": _DENIED_SECONDS})
    if case.ended is None or case.ended.ending is not Ending.DENIED or case.now - case.ended.at >= DENIED_WAIT:
        return None
    return Refusal(Gate.DENIED, case.ended.words, {"tried_again_after_seconds": _DENIED_SECONDS})


def owner_unsettled(case: Case, state: State) -> Refusal | None:
    """What is left to others is one thing in the latest revision and another in the one that runs."""
    found = case.unsettled
    if found is None or state in NOTHING_TO_REGISTER:
        return None
    if found.trouble:
        return Refusal(Gate.OWNER_UNSETTLED, f"nobody can tell which revision services run: {found.trouble}")
    running = ", ".join(map(str, found.running))
    message = f"services run revision {running}, where what Git does not own is another than in revision {found.latest}"
    return Refusal(Gate.OWNER_UNSETTLED, message, {"latest": found.latest, "running": running})


def contested(case: Case, state: State) -> Refusal | None:
    """Two writers put their own content on top of each other's: registering once more would only go on with it."""
    contest = case.contest
    if contest is None or state in NOTHING_TO_REGISTER:
        return None
    (last, other), (number, before) = contest.writers, contest.numbers
    message = (
        f"two contents took turns {contest.turns} times within a day: "
        f"revision {number} is by {last}, revision {before} by {other}"
    )
    return Refusal(Gate.CONTESTED, message, {"turns": contest.turns, "revision": number, "other": before})


CHAIN: Final[tuple[Callable[[Case, State], Refusal | None], ...]] = (
    invalid,  # the author mends the file
    conflict,  # the authors agree on one file
    people_gates.rejected,  # who rejected it approves it, or Git or ECS moves
    people_gates.suspended,  # the author, or who suspended it, lifts it
    held,  # somebody resumes it; of a new journal the operator confirms it
    people_gates.unsigned,  # a commit that is signed
    people_gates.frozen,  # time opens it
    source_stale,  # whoever feeds the source does it again
    breaker_open,  # the operator adds a fact, or what changed by itself goes back
    denied,  # the operator mends the policy in IAM
    settling,  # time mends it
    owner_unsettled,  # the owner deploys the latest revision, or goes back
    contested,  # two writers agree on one content, or a day passes
    people_gates.not_ready,  # the target before it is in sync for long enough
    people_gates.backing_off,  # time, or another content
    people_gates.limited,  # somebody approves the commit
    people_gates.raced,  # somebody approves the plan
    people_gates.awaiting_approval,  # somebody has to say yes
)


def refusals(case: Case, state: State) -> tuple[Refusal, ...]:
    """Every no, in the chain's order; none means go."""
    return tuple(no for gate in CHAIN if (no := gate(case, state)) is not None)
