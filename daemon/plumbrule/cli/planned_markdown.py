"""A survey as Markdown: a comment for the pull request that asks for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plumbrule.cli.difference_markdown import blocks
from plumbrule.cli.page import Block, code, page, table
from plumbrule.cli.plan_cost import cost_words
from plumbrule.cli.planned import BASE_UNKNOWN, base_unknown, families, latest, registered_by
from plumbrule.cli.planned_running import is_behind, running_view
from plumbrule.model.event import Event
from plumbrule.model.revision import Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.app import Survey
    from plumbrule.core.cost.prices import Prices
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.event import Notice
    from plumbrule.model.ids import Target

_EVENTS: Final = {Event.SPEC_REFUSED: "refused", Event.SPEC_ADVISED: "advice"}


def as_markdown(survey: Survey, prices: Prices) -> str:
    """The sum, findings, then each target with its counts and the families that are not in sync."""
    standings = latest(survey.standings)
    away = sum(one.state is not State.IN_SYNC for one in standings)
    told = [Block((f"## Plumbrule: {families(len(standings))} looked at, {away} not in sync", ""), tail=())]
    told += _findings(survey.notices)
    for name, ports in survey.shell.world.targets.items():
        told += _target(survey, ports.target, [one for one in standings if one.key.target == name], prices)
        lost = [f"- gone: {code(key.family)}, which Git names no more" for key in survey.gone if key.target == name]
        told += [Block((), tuple(lost))] if lost else []
    return page(told)


def _findings(notices: Sequence[Notice]) -> Iterator[Block]:
    found = [notice for notice in notices if notice.event in _EVENTS and notice.fields.get("severity") != "info"]
    if found:
        rows = [(_EVENTS[one.event], code(_place(one)), code(str(one.fields["rule"])), _message(one)) for one in found]
        yield Block(("### Findings", ""), tail=())
        yield table(("", "where", "rule", "what"), rows, summary=f"{len(rows)} findings")


def _place(notice: Notice) -> str:
    said = notice.fields
    return f"{said['file']}:{said['line']}:{said['column']}" if said.get("line") else str(said["file"])


def _message(notice: Notice) -> str:
    return code(str(notice.fields["message"]))


def _target(survey: Survey, target: Target, standings: Sequence[Standing], prices: Prices) -> Iterator[Block]:
    counts = Counter(one.state.value for one in standings)
    sums = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    heading = f"### {code(target.name)} ({target.id.account_id}, {target.id.region})"
    yield Block((heading, "", sums or "no family is meant for this target", ""), tail=())
    for one in standings:
        if one.state is not State.IN_SYNC or one.refusals or is_behind(survey, one):
            yield from _family(survey, one, prices)


def _family(survey: Survey, one: Standing, prices: Prices) -> Iterator[Block]:
    live = one.observed if isinstance(one.observed, Revision) else None
    name = f"{one.key.family}:{live.number}" if live else one.key.family
    lines = [f"#### {code(name)}: {one.state.value}", ""]
    if author := registered_by(one):
        lines += [code(author), ""]
    if base_unknown(one):
        lines += [BASE_UNKNOWN, ""]
    yield Block(tuple(lines), tail=())
    yield from blocks(one.changes)
    said = [f"- cost: {words}" for words in cost_words(one, prices)]
    said += [f"- {no.gate.value}: {code(no.message)}" for no in one.refusals]
    if is_behind(survey, one):
        view = running_view(survey, one)
        said += [f"- {view.running}: {code(line)}" for line in (*view.runs, *view.commands)]
    if one.plan and not one.refusals:
        said.append(f"- would be registered by `plumbrule run` as plan {code(one.plan.id[:12])}")
    yield Block((), tuple(said))
