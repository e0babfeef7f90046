"""One sweep of every target that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plumbrule.app.daemon import STOP_SECONDS
from plumbrule.app.parts import build_world
from plumbrule.edge.source import GitSource
from plumbrule.errors import SourceError, Throttled, Unavailable
from plumbrule.loop.fleet.looking import services_trouble
from plumbrule.loop.intake import understood
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import Workers
from plumbrule.model.event import Event, Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.app.parts import Parts
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.spec import Snapshot
    from plumbrule.ports import Source
    from plumbrule.settings.values import Settings

FATAL_TO_A_SURVEY: Final = frozenset(
    {Event.SOURCE_FAILED, Event.TARGET_STALLED, Event.TARGET_FAILED, Event.FAILURE_CONTAINED}
)


class Survey:
    """One sweep of every target that changes nothing; what `plumbrule plan` and `plumbrule diff` show.

    Args:
        settings: whose targets are swept.
        parts: where the ports come from.
        chosen: which families are looked at; every one when nothing is said.
        looks: whether what services run is asked, too.
        since: a commit; only families whose spec says something else than it said there are looked at.

    Raises:
        SourceError: from the constructor, when there is no such commit, or the source has none.

    Attributes:
        base: what Git said at `since`, by target and family; None where nobody asked.
        standings: every family as it stands.
        notices: everything that was said on the way.
    """

    def __init__(
        self,
        settings: Settings,
        parts: Parts,
        chosen: Callable[[Key], bool] = lambda _: True,
        *,
        since: str | None = None,
        looks: bool = False,
    ) -> None:
        self.standings: list[Standing] = []
        self.notices: list[Notice] = []
        self._journal = parts.journal(settings, False)  # noqa: FBT003 - read only
        heard = replace(parts, notifier=_Collector(self.notices))
        world = replace(build_world(settings, heard, self._journal, may_act=False), looks=looks)
        self.base = None if since is None else understood(world, _snapshot_at(world.source, since))
        world = replace(world, on_settled=self.standings.append, chosen=lambda key: chosen(key) and self._moved(key))
        self.shell = Shell(world, WorkQueue(parts.clock))
        self._workers = Workers(self.shell, settings.workers)

    @property
    def gone(self) -> tuple[Key, ...]:
        """Families that Git named at `since` and names no more."""
        intake = self.shell.intake
        return tuple(sorted((self.base or {}).keys() - intake.specs.keys())) if intake else ()

    def _moved(self, key: Key) -> bool:
        intake = self.shell.intake
        if self.base is None or intake is None:
            return True
        before, now = self.base.get(key), intake.specs.get(key)
        return before is None or now is None or before.input_digest != now.input_digest

    def run(self) -> None:
        """Sweep until every target was seen once.

        Raises:
            Unavailable: with the first trouble that keeps the survey from being whole, in its own words.
        """
        self._workers.start()
        self.shell.ask_source()
        try:
            while any(not self._is_done(target) for target in self.shell.world.targets):
                self._refuse_trouble()
                self.shell.sweeps.wait(0.1)
            self._refuse_trouble()
        finally:
            self._workers.stop(STOP_SECONDS)
            self._journal.close()

    def troubles(self, target: TargetName) -> tuple[str, ...]:
        """Why nobody knows what runs in `target`; empty where it is known, or nobody asked."""
        return self.shell.standings.troubles(services_trouble(target))

    def _is_done(self, target: TargetName) -> bool:
        return self.shell.sweeps.finished(target) > 0 and self.shell.has_looked(target)

    def _refuse_trouble(self) -> None:
        for notice in tuple(self.notices):
            if notice.event in FATAL_TO_A_SURVEY and notice.fields.get("code") != Throttled.code:
                raise Unavailable(str(notice.fields["message"]), place=str(notice.fields.get("where", "")))


def _snapshot_at(source: Source, commit: str) -> Snapshot:
    if not isinstance(source, GitSource):
        raise SourceError("only a source of kind git knows other commits than the present one")
    return source.at(commit)


@dataclass(frozen=True, slots=True)
class _Collector:
    notices: list[Notice]

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)
