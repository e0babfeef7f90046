"""What is wrong as a whole, beside single families: source, targets, breakers, halts, and families to be adopted.

All of it is looked at anew each time, so that an incident ends even when the daemon was restarted in between.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.concerns import LEFT
from plumbrule.core.tell.routing import escalates_after, routes_of
from plumbrule.core.tell.telling import due, judged, noted
from plumbrule.loop.fleet.concerns import rollout_concerns
from plumbrule.loop.incidents import entries_of, is_muted, new_id, write
from plumbrule.loop.onboarding import onboarding
from plumbrule.loop.reminding import waiting_for
from plumbrule.loop.starting import starting
from plumbrule.model.digest import sha256_hex
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.incident import Concern, Kind, Urgency
from plumbrule.model.outbox import Forgotten
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plumbrule.core.tell.telling import Step
    from plumbrule.loop.shell import Shell
    from plumbrule.model.ballot import Approval, Halt
    from plumbrule.model.incident import Incident
    from plumbrule.model.tree import Object

SOURCES: Final = ("the source", "the source's silence")
"""Under which names the loop keeps the source's trouble."""


TO_PASTE: Final = " If it is a new default of AWS, put this into the settings:"


def take_census(shell: Shell) -> None:
    """Judge every whole, end what nobody judges any more, and say what time has to say. Raises JournalError."""
    world = shell.world
    now = world.clock.now()
    with world.incidents.lock:
        for subject, concern in _judgements(shell, now):
            before = world.journal.incident(subject)
            step = judged(before, concern, now, world.manners, new_id())
            if step is not None and concern is None and _is_gone(shell, step.incident):
                step = _left(step)
            write(world, () if step is None else entries_of(world, step, now))
        for approval in world.journal.glass(now - world.manners.keep):
            concern = _of_glass(approval)
            noted_step = noted(world.journal.incident(concern.subject), concern, now, new_id())
            write(world, () if noted_step is None else entries_of(world, noted_step, now))
        _of_time(shell, now)
        if shell.standings.moved("what is forgotten", now.date().isoformat()):
            world.journal.record(Forgotten(now - world.manners.keep, now))


def _left(step: Step) -> Step:
    """Nobody judges the family any more: that it is over says nothing of how it stands."""
    incident = step.incident
    facts = {**incident.concern.facts, **LEFT}
    return replace(step, incident=replace(incident, concern=replace(incident.concern, facts=facts)))


def troubled(incidents: tuple[Incident, ...]) -> frozenset[str]:
    """Subjects that mute others."""
    return frozenset(one.concern.subject for one in incidents if one.kind in {Kind.TARGET, Kind.SOURCE, Kind.BREAKER})


def _of_time(shell: Shell, now: datetime) -> None:
    world, every = shell.world, shell.world.journal.incidents()
    mute = troubled(every)
    for incident in every:
        if is_muted(incident, mute):
            continue
        after = escalates_after(routes_of(world.manners, incident.concern))
        step = due(incident, now, world.manners, after)
        write(world, () if step is None else entries_of(world, step, now))


def _judgements(shell: Shell, now: datetime) -> Iterator[tuple[str, Concern | None]]:
    yield from _of_source(shell)
    for target in shell.world.targets:
        yield from _of_target(shell, target, now)
        yield from rollout_concerns(shell, target, now)
    halts = {f"halt/{halt.id}": halt for halt in shell.world.journal.halts()}
    for subject, halt in halts.items():
        yield subject, _of_halt(shell, halt, now)
    for incident in shell.world.journal.incidents():
        if (incident.kind is Kind.HALT and incident.concern.subject not in halts) or _is_gone(shell, incident):
            yield incident.concern.subject, None


def _of_source(shell: Shell) -> Iterator[tuple[str, Concern | None]]:
    words = [one for where in SOURCES for one in shell.standings.troubles(where)]
    if words:
        stale = "nobody has fed it for longer than source.max_age" if words == ["silent"] else "; ".join(words)
        facts = {"words": f"Nothing new is taken from Git, and nothing is registered: {stale}."}
        yield "source", _whole("source", Kind.SOURCE, "", Urgency.CRITICAL, facts)
    elif shell.intake is not None:
        yield "source", None


def _of_target(shell: Shell, target: TargetName, now: datetime) -> Iterator[tuple[str, Concern | None]]:
    seen = shell.sweeps.finished(target) > 0
    subject, words = f"target/{target}", shell.standings.troubles(target)
    if words:
        facts = {"words": f"ECS cannot be asked, and nothing is said of its families: {'; '.join(words)}."}
        yield subject, _whole(subject, Kind.TARGET, target, Urgency.CRITICAL, facts, shell)
    elif seen:
        yield subject, None
    if seen:
        yield f"breaker/{target}", _of_breaker(shell, target, now)
        yield f"onboarding/{target}", onboarding(shell, target)
    yield from starting(shell, target)


def _of_breaker(shell: Shell, target: TargetName, now: datetime) -> Concern | None:
    """With what they have in common, and the fact that would explain it."""
    fields = shell.world.breakers.opened(target, now.date())
    if fields is None:
        return None
    paths = ", ".join(f"{path} ({number})" for path, number in as_object(fields["paths"]).items())
    words = (
        f"{fields['unexplained']} of {fields['families']} families differ although neither Git nor ECS changed, most "
        f"of all at {paths}. Nothing is registered there until fewer do.{TO_PASTE if fields['fact'] else ''}"
    )
    facts = {"words": words, "commands": [str(fields["fact"])] if fields["fact"] else []}
    return _whole(f"breaker/{target}", Kind.BREAKER, target, Urgency.CRITICAL, facts, shell)


def _of_halt(shell: Shell, halt: Halt, now: datetime) -> Concern | None:
    """Only one that has lasted and keeps somebody waiting."""
    is_long = halt.lasts(now) and now - halt.at >= shell.world.policy.remind
    if not is_long or not waiting_for(shell.standings, halt):
        return None
    scope = "/".join(part for part in (halt.target, halt.family) if part) or "everything"
    words = f"{halt.person} said {halt.kind.value} for {scope} ({halt.reason or 'no reason given'}): families wait."
    resume = " ".join(("plumbrule resume", *(part for part in (halt.target, halt.family) if part)))
    facts = {"words": words, "commands": [resume]}
    return _whole(f"halt/{halt.id}", Kind.HALT, halt.target or "", Urgency.WARNING, facts, family=halt.family or "")


def _of_glass(approval: Approval) -> Concern:
    key, words = approval.key, f"{approval.person} broke glass: {approval.reason}"
    facts = {"words": words, "plan": approval.plan}
    subject = f"glass/{approval.id}"
    return _whole(subject, Kind.GLASS, key.target, Urgency.CRITICAL, facts, family=key.family)


def _is_gone(shell: Shell, incident: Incident) -> bool:
    """Whether nobody judges it any more: its target is not in the settings, or its family is not ours."""
    concern, world = incident.concern, shell.world
    if concern.target and concern.target not in world.targets:
        return True
    if not incident.kind.is_of_family or shell.intake is None:
        return False
    key = Key(TargetName(concern.target), Family(concern.family))
    ours = key in shell.intake.specs or world.journal.agreed(key) or world.journal.pending(key)
    return not ours


def _whole(
    subject: str,
    kind: Kind,
    target: str,
    urgency: Urgency,
    facts: Object,
    shell: Shell | None = None,
    *,
    family: str = "",
) -> Concern:
    ports = shell.world.targets.get(TargetName(target)) if shell else None
    labels = dict(ports.target.labels) if ports else {}
    return Concern(subject, kind, target, family, sha256_hex(subject), urgency, "", labels, facts)
