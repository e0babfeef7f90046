"""What one target has registered, for verbs that read it without a sweep."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import click

from plumbrule.app import real_parts
from plumbrule.core.canon import Lens
from plumbrule.edge.clock import SystemClock
from plumbrule.errors import Declined, Throttled, Unavailable
from plumbrule.model.fact import counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from plumbrule.model.ids import Family
    from plumbrule.model.revision import Observed
    from plumbrule.settings.values import Settings, TargetSettings

    T = TypeVar("T")


where_option = click.option(
    "--target", default="", help="Where to read; may be left out where the settings have one target."
)


def chosen_target(settings: Settings, name: str) -> tuple[Settings, TargetSettings]:
    """The target that is named, or the only one. Raises Declined."""
    names = [one.target.name for one in settings.targets]
    found = next((one for one in settings.targets if one.target.name == name), None)
    if found is None and not name and len(names) == 1:
        found = settings.targets[0]
    if found is None:
        hint = f"there is no target {name}; " if name else ""
        raise Declined(f"{hint}say --target: {', '.join(names)}", why="wrong")
    return settings, found


class Live:
    """Reads within the same limits as the daemon, waiting where they are reached.

    Raises:
        Unavailable: the credentials are of another account or Region than the target's, or ECS does not answer.
    """

    def __init__(self, chosen: tuple[Settings, TargetSettings]) -> None:
        settings, target = chosen
        self._revisions = real_parts().revisions(settings, target)
        found = self._revisions.identity()
        if found != target.target.id:
            raise Unavailable(
                f"the credentials are of {found.account_id} in {found.region}, and target {target.target.name} "
                f"is {target.target.id.account_id} in {target.target.id.region}"
            )
        self.lens = Lens.at(target.target.id, counting(settings.facts, SystemClock().now().date()))

    def families(self, prefix: str = "") -> Iterator[Family]:
        """Every family with an ACTIVE revision, by name, each once."""
        seen: dict[Family, None] = {}
        token: str | None = None
        while True:
            page = self._patiently(partial(self._revisions.listed, token))
            seen |= {family: None for family, _, _ in page.revisions if family.startswith(prefix)}
            token = page.token
            if token is None:
                yield from sorted(seen)
                return
            click.echo(f"{len(seen)} families so far", err=True)

    def latest(self, family: Family) -> Observed:
        """What is registered of a family."""
        return self._patiently(partial(self._revisions.latest, family))

    def _patiently(self, call: Callable[[], T]) -> T:
        while True:
            try:
                self._revisions.admit()
                return call()
            except Throttled as error:
                time.sleep(error.after)
