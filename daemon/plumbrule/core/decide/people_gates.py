"""Gates about permission: what people and policy say. `gates.py` has them in its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.decide.approving import missing_approvals
from plumbrule.model.ballot import HaltKind
from plumbrule.model.policy import Consent
from plumbrule.model.record import Ending
from plumbrule.model.state import Gate, Refusal

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case
    from plumbrule.model.ballot import Halt
    from plumbrule.model.permits import Wave
    from plumbrule.model.state import State


def rejected(case: Case, _: State) -> Refusal | None:
    """Somebody said no to this very plan, or the policy says no to what it changes."""
    if case.permits.rejections:
        no = case.permits.rejections[-1]
        return Refusal(Gate.REJECTED, f"{no.person} rejected it: {no.reason or 'no reason given'}")
    if case.permits.demand.consent is Consent.REFUSE:
        return Refusal(Gate.REJECTED, f"the policy refuses {case.permits.demand.because}")
    return None


def suspended(case: Case, _: State) -> Refusal | None:
    """The author asked for hands off, or somebody suspended the family, its target, or everything."""
    wish = case.spec.suspend if case.spec else None
    if wish:
        return Refusal(Gate.SUSPENDED, f"the spec says suspend: {wish.reason or 'no reason given'}")
    return next((_halted(Gate.SUSPENDED, one) for one in case.permits.halts if one.kind is HaltKind.SUSPEND), None)


def held(case: Case, _: State) -> Refusal | None:
    """Somebody holds the family, and its spec is still the one that was held."""
    for one in case.permits.halts:
        if one.kind is HaltKind.HOLD and case.spec and one.input_digest == case.spec.input_digest:
            return _halted(Gate.HELD, one)
    return None


def _halted(gate: Gate, halt: Halt) -> Refusal:
    until = f" until {halt.until:%Y-%m-%d %H:%M} UTC" if halt.until else ""
    done = "suspended" if halt.kind is HaltKind.SUSPEND else "holds"
    what = halt.family or halt.target or "everything"
    return Refusal(gate, f"{halt.person} {done} {what}{until}: {halt.reason or 'no reason given'}", until=halt.until)


def unsigned(case: Case, _: State) -> Refusal | None:
    """Commits have to be signed, and this one is not, or not by anybody who is trusted."""
    words = case.permits.unsigned
    return Refusal(Gate.UNSIGNED, words) if words else None


def frozen(case: Case, _: State) -> Refusal | None:
    """A freeze window is open; breaking glass passes it."""
    window = case.permits.window
    if window is None or case.permits.glass:
        return None
    why = f": {window.freeze.reason}" if window.freeze.reason else ""
    return Refusal(Gate.FROZEN, f"frozen until {window.until:%Y-%m-%d %H:%M} UTC{why}", until=window.until)


def not_ready(case: Case, _: State) -> Refusal | None:
    """The same file has not been in sync for long enough where it has to be first."""
    waits = case.permits.upstreams
    return Refusal(Gate.NOT_READY, waits[0].words, until=waits[0].until) if waits else None


def backing_off(case: Case, _: State) -> Refusal | None:
    """The last attempts made nothing; the next one waits longer each time, until Git says something else."""
    failures, until = case.permits.failures, case.permits.back_off
    if until is None or until <= case.now:
        return None
    times = len(failures)
    message = f"tried {times} time{'' if times == 1 else 's'} without success, last: {failures[0].words}"
    return Refusal(Gate.BACKING_OFF, message, {"failures": times}, until)


def limited(case: Case, _: State) -> Refusal | None:
    """The commit would register more families than may go without asking: then none of them goes."""
    wave = case.permits.wave
    if wave is None or wave.families + wave.open <= wave.limit or case.permits.glass:
        return None
    if wave.released:
        return _canary(wave) if wave.waits_for else None
    numbers: dict[str, int | str] = {"families": wave.families, "limit": wave.limit}
    if wave.families <= wave.limit:
        return Refusal(Gate.LIMITED, "how many families the commit changes is known when all were compared", numbers)
    commit = f"plumbrule approve --commit {case.commit[:12]}" if case.commit else "raising blast_radius in the policy"
    message = f"the commit changes {wave.families} families, more than {wave.limit}; {commit} lets them go"
    return Refusal(Gate.LIMITED, message, numbers)


def _canary(wave: Wave) -> Refusal:
    return Refusal(Gate.LIMITED, f"the commit is approved; {wave.waits_for} goes first and has not settled yet")


def raced(case: Case, _: State) -> Refusal | None:
    """Somebody registered while we did: nothing follows by itself until people looked at it."""
    newest = case.registered
    if newest is None or newest.ending is not Ending.REGISTERED or not newest.between or case.permits.approvals:
        return None
    between = ", ".join(map(str, newest.between))
    message = f"revision {between} was registered by somebody else while revision {newest.number} was made"
    return Refusal(Gate.RACED, message, {"revision": newest.number, "between": between})


def awaiting_approval(case: Case, state: State) -> Refusal | None:
    """Not everybody who has to said yes."""
    lacking = missing_approvals(case, state)
    return Refusal(Gate.AWAITING_APPROVAL, "; ".join(lacking)) if lacking else None
