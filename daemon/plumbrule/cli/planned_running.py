"""What runs, in a plan: who is behind, and what moves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.shown import running_of
from plumbrule.loop.views import with_rollout
from plumbrule.model.answers import FamilyView
from plumbrule.model.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app import Survey
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.tree import Tree


def running_view(survey: Survey, one: Standing) -> FamilyView:
    """A family's view as far as it says what runs."""
    view = FamilyView(one.key.target, one.key.family, one.state.value)
    return with_rollout(survey.shell.world, one.key, view)


def running_fields(survey: Survey, one: Standing) -> dict[str, Tree]:
    """The same for programs; `running` is None where nothing runs the family, or nobody knows."""
    view = running_view(survey, one)
    return {"running": view.running or None, "runs": list(view.runs), "commands": list(view.commands)}


def is_behind(survey: Survey, one: Standing) -> bool:
    """Whether something runs another content than the latest revision has."""
    return running_view(survey, one).running not in {"", Running.CURRENT}


def running_words(survey: Survey, one: Standing) -> Iterator[str]:
    """Lines for people, the commands last; none where everything is current."""
    view = running_view(survey, one)
    if not is_behind(survey, one):
        return
    yield f"{click.style('runs', dim=True)}: {running_of(view.running)}"
    yield from (f"  {line}" for line in (*view.runs, *view.commands))


def unseen_words(survey: Survey) -> Iterator[str]:
    """Targets whose services could not be asked."""
    for target in survey.shell.world.targets:
        for words in survey.troubles(target):
            yield f"{target}: what runs is not known: {words}"
