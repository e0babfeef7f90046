"""What is worth knowing of an incident, each thing with its name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.offers import PLAN_DIGITS, SHORT, is_asked
from plumbrule.core.tell.sentences import lead_of
from plumbrule.model.incident import Kind
from plumbrule.model.message import Fact
from plumbrule.model.state import Gate
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.incident import Incident
    from plumbrule.model.tree import Object, Tree

MOST_RUNS: Final = 5
"""Services that one message of drift names."""


def facts_of(incident: Incident) -> Iterator[Fact]:
    """Those of one incident, in the order in which people ask for them; of one that is over, no more than what was."""
    facts = incident.concern.facts
    yield from _of_live(incident, facts)
    if facts.get("path"):
        yield Fact("File", str(facts["path"]))
    if facts.get("commit"):
        yield Fact("Commit", str(facts["commit"])[:SHORT])
    if incident.is_open:
        yield from _of_plan(incident, facts)


def _of_live(incident: Incident, facts: Object) -> Iterator[Fact]:
    if incident.kind is Kind.DRIFT and incident.is_open and facts.get("registered_by"):
        yield from _author(facts)
    if facts.get("revision"):
        agreed = f" (agreed: {facts['agreed']})" if facts.get("agreed") else ""
        yield Fact("Live revision", f"{facts['revision']}{agreed}")
    if incident.kind in {Kind.DRIFT, Kind.ROLLOUT} and incident.is_open:
        yield from (Fact("What runs", str(one)) for one in as_list(facts.get("runs"))[:MOST_RUNS])


def _of_plan(incident: Incident, facts: Object) -> Iterator[Fact]:
    if facts.get("risks"):
        yield Fact("Risk", ", ".join(map(str, as_list(facts["risks"]))))
    if facts.get("plan"):
        yield Fact("Plan", str(facts["plan"])[:PLAN_DIGITS])
    if is_asked(incident):
        yield from (Fact("Waits for", str(one)) for one in as_list(facts.get("lacks")))
    yield from _gates(facts, lead_of(incident))


def _author(facts: Object) -> Iterator[Fact]:
    """Who registered what is live, and when; and from where, if an event has told it."""
    yield Fact("Registered by", str(facts.get("registered_name") or facts["registered_by"]))
    yield Fact("Registered at", _minute_of(facts.get("registered_at")))
    if facts.get("source_address"):
        yield Fact("Registered from", f"{facts['source_address']} with {facts.get('user_agent') or 'no user agent'}")


def _gates(facts: Object, lead: str) -> Iterator[Fact]:
    """What keeps it from being registered beside an approval and what the lead says, which have words of their own."""
    for gate in map(as_list, as_list(facts.get("gates"))):
        if gate[0] != Gate.AWAITING_APPROVAL and gate[1] != lead:
            yield Fact(f"Gate {gate[0]}", str(gate[1]))


def shared_facts(incidents: Sequence[Incident]) -> Iterator[Fact]:
    """What all of them have in common, and who did it."""
    commits = {one.concern.facts.get("commit") for one in incidents}
    if len(commits) == 1 and (commit := commits.pop()):
        yield Fact("Commit", str(commit)[:SHORT])
    names = Counter(str(one.concern.facts.get("registered_name") or "") for one in incidents if one.kind is Kind.DRIFT)
    if names and (name := names.most_common(1)[0][0]):
        others = len(names) - 1
        yield Fact("Registered by", f"{name}{f' and {others} more' if others else ''}")


def _minute_of(moment: Tree) -> str:
    """A time of the facts, which is in UTC, without its seconds."""
    return f"{str(moment)[:16].replace('T', ' ')} UTC"
