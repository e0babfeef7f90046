"""A survey as people and machines read it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.uses import uses
from plumbrule.core.tell.words import change_fields, path_of, shown
from plumbrule.model.change import Op
from plumbrule.model.event import Event
from plumbrule.model.revision import Revision
from plumbrule.model.state import DRIFT, MAY_BE_AUTOMATIC, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plumbrule.app import Survey
    from plumbrule.cli.uses import Use
    from plumbrule.core.tell.speak import Standing
    from plumbrule.model.change import Change
    from plumbrule.model.event import Notice
    from plumbrule.model.ids import Target
    from plumbrule.model.tree import Tree

SIGNS: Final = {Op.ADD: ("+", "green"), Op.REMOVE: ("-", "red"), Op.REPLACE: ("~", "yellow")}


def as_json(survey: Survey) -> str:
    """One object: families with state, gates and changes, and the specs' findings."""
    told = {
        "families": [_family(one) for one in _sorted(survey.standings)],
        "ignore_rules": [used.fields for used in uses(_sorted(survey.standings))],
        "findings": [dict(notice.fields) for notice in _of(survey.notices, Event.SPEC_REFUSED, Event.SPEC_ADVISED)],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_text(survey: Survey) -> str:
    """Refused specs first, then each target with its families, then one line that counts."""
    by_target: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in _sorted(survey.standings):
        by_target[one.key.target].append(one)
    lines = [*_refused(survey.notices)]
    for name, ports in survey.shell.world.targets.items():
        lines += [_heading(ports.target), *_families(by_target[name]), ""]
    lines += _idle(uses(_sorted(survey.standings)))
    return "\n".join([*lines, _count(survey.standings)])


def _family(one: Standing) -> dict[str, Tree]:
    live = one.observed if isinstance(one.observed, Revision) else None
    return {
        "target": one.key.target,
        "family": one.key.family,
        "state": one.state.value,
        "revision": live.number if live else None,
        "registered_by": live.registered_by if live else None,
        "commit": one.commit,
        "plan": one.plan.id if one.plan else None,
        "gates": [{"gate": no.gate.value, "message": no.message} for no in one.refusals],
        "changes": [change_fields(change) for change in one.changes],
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


def _families(standings: Sequence[Standing]) -> Iterator[str]:
    quiet = [one for one in standings if one.state is State.IN_SYNC and not one.refusals and not _is_apart(one)]
    if quiet:
        yield f"  {click.style('in_sync', fg='green')}  {families(len(quiet))}"
    for one in standings:
        if one not in quiet:
            yield from _loud(one)
    if not standings:
        yield "  no family is meant for this target"


def _loud(one: Standing) -> Iterator[str]:
    live = one.observed if isinstance(one.observed, Revision) else None
    colour = _colour(one.state)
    yield f"  {click.style(one.state.value, fg=colour)}  {one.key.family}" + (f":{live.number}" if live else "")
    if live and live.registered_by and one.state in DRIFT:
        yield f"      registered by {live.registered_by} at {live.registered_at}"
    for change in one.changes:
        yield f"      {change_line(change)}"
    yield from _apart(one)
    for no in one.refusals:
        yield f"      {click.style(no.gate.value, dim=True)}: {no.message}"
    if one.plan and not one.refusals:
        yield f"      would be registered by `plumbrule run` as plan {one.plan.id[:12]}"


def _colour(state: State) -> str:
    if state is State.IN_SYNC:
        return "green"
    return "red" if state in DRIFT else "yellow" if state in MAY_BE_AUTOMATIC else "magenta"


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
    sign, colour = SIGNS[change.op]
    live, git = shown(change.live, secret=change.secret), shown(change.git, secret=change.secret)
    values = {Op.ADD: git, Op.REMOVE: live, Op.REPLACE: f"{live} → {git}"}[change.op]
    return f"{click.style(sign, fg=colour)} {path_of(change)}: {values}"


def _count(standings: Sequence[Standing]) -> str:
    away = sum(one.state is not State.IN_SYNC for one in standings)
    return f"{families(len(standings))} looked at, {away} not in sync"


def families(count: int) -> str:
    """A number of families in words."""
    return f"{count} famil{'y' if count == 1 else 'ies'}"


def _sorted(standings: Iterable[Standing]) -> list[Standing]:
    """Once each: a family that was looked at twice counts as it stood last."""
    latest = {one.key: one for one in standings}
    return [latest[key] for key in sorted(latest)]


def _of(notices: Sequence[Notice], *events: Event) -> Iterator[Notice]:
    return (notice for notice in notices if notice.event in events)
