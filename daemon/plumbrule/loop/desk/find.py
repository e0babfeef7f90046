"""Plans, commits and families by what people type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from plumbrule.errors import Declined
from plumbrule.model.ids import Family, Key, TargetName

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.standings import Remembered
    from plumbrule.model.ballot import Planned
    from plumbrule.model.plan import Plan

PLAN_DIGITS: Final = 12
COMMIT_DIGITS: Final = 7
_PLAN: Final = re.compile(rf"[0-9a-f]{{{PLAN_DIGITS},64}}")
_COMMIT: Final = re.compile(rf"[0-9a-f]{{{COMMIT_DIGITS},64}}")


class Open(NamedTuple):
    """A family's plan that can be approved now."""

    key: Key
    plan: Plan
    remembered: Remembered


def open_plans(shell: Shell, *, target: str = "", family: str = "") -> tuple[Open, ...]:
    """Every open plan, by target and family."""
    found = (
        Open(key, remembered.plan, remembered)
        for key, remembered in shell.standings.all().items()
        if remembered.plan is not None and target in {"", key.target} and family in {"", key.family}
    )
    return tuple(sorted(found, key=lambda one: one.key))


def open_plan(shell: Shell, prefix: str) -> Open:
    """The open plan whose id begins so. Raises Declined: none does, several do, or it was superseded."""
    planned = planned_as(shell, prefix)
    found = next((one for one in open_plans(shell) if one.plan.id == planned.plan), None)
    if found is not None:
        return found
    after = shell.world.journal.followed(planned)
    by = f", superseded by {after.plan[:PLAN_DIGITS]}" if after and after.plan else ""
    why = f": {after.because}" if after and after.because else ""
    raise Declined(f"plan {prefix[:PLAN_DIGITS]} of {planned.key} is no more{by}{why}", why="superseded")


def planned_as(shell: Shell, prefix: str) -> Planned:
    """The plan, open or not. Raises Declined: none begins so, or several do."""
    if not _PLAN.fullmatch(prefix):
        raise Declined(f"a plan is named by {PLAN_DIGITS} or more hex digits", why="wrong")
    found = shell.world.journal.plans(prefix)
    if not found:
        raise Declined(f"there is no plan {prefix}", why="no_such_plan")
    if len({one.plan for one in found}) > 1:
        raise Declined(f"several plans begin with {prefix}: give more digits", why="ambiguous")
    return found[0]


def commit_at(shell: Shell, prefix: str) -> str:
    """The commit that is read now, if its id begins so. Raises Declined."""
    if not _COMMIT.fullmatch(prefix):
        raise Declined(f"a commit is named by {COMMIT_DIGITS} or more hex digits", why="wrong")
    commit = shell.intake.commit if shell.intake else None
    if commit is None or not commit.startswith(prefix):
        raise Declined(f"{prefix} is not the commit that is read now, which is {commit}", why="no_such_commit")
    return commit


def key_of(shell: Shell, target: str, family: str) -> Key:
    """A family that we look at. Raises Declined: the target, or a family of that name in it, is not known."""
    name = target_of(shell, target)
    key = Key(name, Family(family))
    if key not in shell.standings.all():
        raise Declined(f"no family {key} is looked at: neither Git nor the journal names it", why="no_such_family")
    return key


def target_of(shell: Shell, target: str) -> TargetName:
    """A target of the settings. Raises Declined."""
    if target not in shell.world.targets:
        known = ", ".join(shell.world.targets)
        raise Declined(f"there is no target {target}; the settings have {known}", why="no_such_family")
    return TargetName(target)
