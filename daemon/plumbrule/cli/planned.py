"""A survey as people and machines read it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.difference_text import change_line as line_of
from plumbrule.cli.plan_cost import cost_fields, cost_words
from plumbrule.cli.planned_running import is_behind, running_fields, running_words, unseen_words
from plumbrule.cli.report.words import printable
from plumbrule.cli.uses import uses
from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.event import Event
from plumbrule.model.revision import Revision
from plumbrule.model.secret import brief
from plumbrule.model.state import DRIFT, MAY_BE_AUTOMATIC, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plumbrule.app import Survey
    from plumbrule.cli.uses import Use
    from plumbrule.core.cost.prices import Prices
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.change import Change
    from plumbrule.model.event import Notice
    from plumbrule.model.ids import Target, TargetName
    from plumbrule.model.tree import Tree


def as_json(survey: Survey, prices: Prices) -> str:
    """One object: families with state, gates, changes and their cost, and the specs' findings."""
    told: dict[str, Tree] = {
        "families": [
            {**_family(one), **running_fields(survey, one), "cost": cost_fields(one, prices)}
            for one in latest(survey.standings)
        ],
        "ignore_rules": [used.fields for used in uses(latest(survey.standings))],
        "findings": [dict(notice.fields) for notice in _of(survey.notices, Event.SPEC_REFUSED, Event.SPEC_ADVISED)],
    }
    if survey.base is not None:
        told |= {"gone": [{"target": key.target, "family": key.family} for key in survey.gone]}
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_text(survey: Survey, prices: Prices) -> str:
    """Refused specs first, then each target with its families, then one line that counts."""
    by_target: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in latest(survey.standings):
        by_target[one.key.target].append(one)
    lines = [*_refused(survey.notices)]
    for name, ports in survey.shell.world.targets.items():
        lines += [_heading(ports.target), *_families(survey, by_target[name], prices), *_gone(survey, name), ""]
    lines += [*unseen_words(survey)]
    lines += _idle(uses(latest(survey.standings)))
    return "\n".join([*lines, _count(survey.standings)])


def _family(one: Standing) -> dict[str, Tree]:
    live = one.observed if isinstance(one.observed, Revision) else None
    return {
        "target": one.key.target,
        "family": one.key.family,
        "state": one.state.value,
        "revision": live.number if live else None,
        "registered_by": live.registered_by if live else None,
        "registered_kind": one.registrant.kind.value if one.registrant else None,
        "registered_name": one.registrant.name if one.registrant else None,
        "source_address": one.caller.address if one.caller else None,
        "user_agent": one.caller.agent if one.caller else None,
        "agreed_revision": one.agreed.number if one.agreed else None,
        "commit": one.commit,
        "plan": one.plan.id if one.plan else None,
        "gates": [{"gate": no.gate.value, "message": no.message} for no in one.refusals],
        "changes": [change_fields(change) for change in one.changes],
        "tag_changes": [change_fields(change) for change in one.tag_changes],
        "extra_tags": [path_of(change) for change in one.extra_tags],
        "owned": [change_fields(change) for change in one.apart.owned],
        "ignored": [change_fields(change) for change in one.apart.ignored],
    }


def _refused(notices: Sequence[Notice]) -> Iterator[str]:
    refused = list(_of(notices, Event.SPEC_REFUSED))
    if refused:
        yield click.style("Refused specs", bold=True)
        for notice in refused:
            said = notice.fields
            place = f"{said['file']}:{said['line']}:{said['column']}" if said["line"] else str(said["file"])
            yield f"  {place}: {click.style(str(said['rule']), fg='red')}: {said['message']}"
        yield ""


def _heading(target: Target) -> str:
    return click.style(f"{target.name}", bold=True) + f"  ({target.id.account_id}, {target.id.region})"


def _families(survey: Survey, standings: Sequence[Standing], prices: Prices) -> Iterator[str]:
    quiet = [one for one in standings if _is_quiet(one) and not is_behind(survey, one)]
    if quiet:
        yield f"  {click.style('in_sync', fg='green')}  {families(len(quiet))}"
    for one in standings:
        if one not in quiet:
            yield from _loud(one)
            yield from (f"      {words}" for words in running_words(survey, one))
            yield from (f"      {click.style('cost', dim=True)}: {words}" for words in cost_words(one, prices))
    if not standings:
        yield "  no family is meant for this target"


def _loud(one: Standing) -> Iterator[str]:
    live = one.observed if isinstance(one.observed, Revision) else None
    colour = _colour(one.state)
    yield f"  {click.style(one.state.value, fg=colour)}  {one.key.family}" + (f":{live.number}" if live else "")
    if author := registered_by(one):
        yield f"      {author}"
    if base_unknown(one):
        yield f"      {BASE_UNKNOWN}"
    for change in (*one.changes, *one.tag_changes):
        yield f"      {change_line(change)}"
    for change in one.extra_tags:
        yield f"      {click.style('only told', dim=True)}: {path_of(change)}"
    yield from _apart(one)
    for no in one.refusals:
        yield f"      {click.style(no.gate.value, dim=True)}: {no.message}"
    if one.plan and not one.refusals:
        yield f"      would be registered by `plumbrule run` as plan {one.plan.id[:12]}"
    if one.state is State.IN_SYNC and one.tag_changes and not one.refusals:
        yield "      would be mended by `plumbrule run`, without a new revision"


BASE_UNKNOWN: Final = "base unknown: neither a journal nor our tags say which revision was agreed"


def base_unknown(one: Standing) -> bool:
    """Whether nobody can say who moved: the revision that both sides stood on last is not known."""
    return one.agreed is None and isinstance(one.observed, Revision) and one.state is not State.IN_SYNC


def _gone(survey: Survey, target: TargetName) -> Iterator[str]:
    for key in survey.gone:
        if key.target == target:
            yield f"  {click.style('gone', fg='magenta')}  {key.family}: Git names it no more"


def registered_by(one: Standing) -> str:
    """Who registered what drifted, and when; empty where that is no question or nobody knows."""
    live = one.observed if isinstance(one.observed, Revision) else None
    if live is None or not live.registered_by or one.state not in DRIFT:
        return ""
    return author_of(one)


def author_of(one: Standing) -> str:
    """Who registered what is live, as what, when, and from where if an event told it; empty where ECS does not say."""
    live = one.observed if isinstance(one.observed, Revision) else None
    if live is None or not live.registered_by:
        return ""
    kind = f" ({printable(brief(str(one.registrant)))})" if one.registrant else ""
    origin = f" from {one.caller.address} with {one.caller.agent or 'no user agent'}" if one.caller else ""
    return f"registered by {printable(live.registered_by)}{kind} at {live.registered_at}{printable(origin)}"


def _colour(state: State) -> str:
    if state is State.IN_SYNC:
        return "green"
    return "red" if state in DRIFT else "yellow" if state in MAY_BE_AUTOMATIC else "magenta"


def _is_quiet(one: Standing) -> bool:
    return one.state is State.IN_SYNC and not (one.refusals or one.tag_changes or _is_apart(one))


def _is_apart(one: Standing) -> bool:
    return bool(one.apart.owned or one.apart.ignored)


def _apart(one: Standing) -> Iterator[str]:
    """What does not count, in grey."""
    for words, changes in (("owned elsewhere", one.apart.owned), ("ignored", one.apart.ignored)):
        for change in changes:
            yield "      " + click.style(f"{click.unstyle(change_line(change))}  ({words})", dim=True)


def _idle(found: Sequence[Use]) -> Iterator[str]:
    """Rules that keep nothing from counting: nobody needs them, or they are wrong."""
    idle = [one for one in found if not one.hits]
    if idle:
        yield click.style("Ignore rules that matched nothing", bold=True)
        for one in idle:
            yield f"  {one.where}: {one.rule.path}" + ("" if one.lasts else f" (ended with {one.rule.until})")
        yield ""


def change_line(change: Change) -> str:
    """What registering Git's side would change, from live to Git."""
    return line_of(change, path_of(change))


def _count(standings: Sequence[Standing]) -> str:
    away = sum(one.state is not State.IN_SYNC for one in standings)
    tags = sum(one.state is State.IN_SYNC and bool(one.tag_changes) for one in standings)
    other = f", {tags} in sync but for tags" if tags else ""
    return f"{families(len(standings))} looked at, {away} not in sync{other}"


def families(count: int) -> str:
    """A number of families in words."""
    return f"{count} famil{'y' if count == 1 else 'ies'}"


def latest(standings: Iterable[Standing]) -> list[Standing]:
    """Once each: a family that was looked at twice counts as it stood last."""
    found = {one.key: one for one in standings}
    return [found[key] for key in sorted(found)]


def _of(notices: Sequence[Notice], *events: Event) -> Iterator[Notice]:
    return (notice for notice in notices if notice.event in events)
