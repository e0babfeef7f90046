"""How a sweep goes on, step by step: which families it has to ask ECS about, and which a listing spares.

A step never waits: an empty bucket queues the next one with a due time, so that no worker sleeps on a target's account.
The law: whatever is spared here, a pass that asked ECS would have found unchanged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Throttled
from plumbrule.loop.fingerprint import mark
from plumbrule.loop.standings import NOTHING_YET
from plumbrule.loop.unknowns import expired_facts
from plumbrule.model.ids import Key
from plumbrule.model.metrics import FAMILIES_SPARED, PAGES_LISTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from plumbrule.loop.intake import Intake
    from plumbrule.loop.listing import Listing
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Family, TargetName
    from plumbrule.model.revision import Kept
    from plumbrule.model.state import State

DAY: Final = timedelta(days=1)
RIPE: Final = DAY / 2
"""A listing says nothing of tags: after so long a family is asked for itself, a share of them in each sweep, so that
everyone's turn comes within a day."""

MOST_FAILURES: Final = 3
"""Of one listing, before the sweep goes on without it."""


def sweep_on(shell: Shell, world: World, intake: Intake, target: TargetName) -> None:
    """Begin a sweep, or read one more page of the one under way. Raises what the ports raise."""
    round_ = _Round(shell, world, intake, target)
    if (listing := shell.listings.of(target)) is not None:
        round_.page(listing)
    elif not shell.sweeps.is_open(target):
        round_.begin()


@dataclass(frozen=True, slots=True)
class _Round:
    """One step of one sweep."""

    shell: Shell
    world: World
    intake: Intake
    target: TargetName

    @property
    def ports(self) -> TargetPorts:
        return self.world.targets[self.target]

    def begin(self) -> None:
        pending = self.world.journal.pending_families(self.target)
        known = self.world.journal.agreed_families(self.target) | pending
        every = self.intake.keys(self.target) | {Key(self.target, family) for family in known}
        keys = {key for key in every if self.world.chosen(key)}
        self.world.contents.prune(self.ports.target.id, frozenset(key.family for key in keys))
        hoped = self._hoped(key for key in keys if key.family not in pending)
        self.shell.sweeps.begin(self.target, keys, self.world.clock.monotonic())
        self.world.breakers.begin(self.target, keys, self.world.footing, self.world.pace)
        for notice in expired_facts(self.world, self.shell.standings):
            self.shell.say(notice)
        if self.shell.listings.begin(self.target, hoped) is None:
            self._queue(keys)
            self._say_end({}, 0)
        else:
            self._queue(key for key in keys if key.family not in hoped)
            self.shell.ask_sweep(self.target)

    def page(self, listing: Listing) -> None:
        """Read one page; the last one ends the listing."""
        try:
            self.ports.revisions.admit()
            listing.add(self.ports.revisions.listed(listing.token))
        except Throttled as error:
            if not error.ours:
                raise
            self.shell.ask_sweep(self.target, after=error.after)
            return
        except Exception:
            listing.failures += 1
            if listing.failures < MOST_FAILURES:
                raise
            listing.give_up()  # it was told before; whether the target answers at all is seen by describing
        else:
            self.world.meter.count(PAGES_LISTED, self.target)
            self.shell.standings.worked(self.target)
        if listing.ended:
            self._end(listing)
        else:
            self.shell.ask_sweep(self.target)

    def _end(self, listing: Listing) -> None:
        if not self.shell.listings.end(self.target, listing):
            return
        kept = self.world.contents.known(self.ports.target.id)
        spared: dict[Key, State] = {}
        asked: list[Key] = []
        for family in listing.hoped:
            key, arn = Key(self.target, family), listing.arn(family)
            before = self.shell.standings.of(key)
            if arn is not None and arn == before.arn and self._same(key, before.fingerprint):
                spared[key] = before.state
                self.world.breakers.seen(key)
                continue
            if arn is not None and family in kept and kept[family].arn == arn and before.arn in {None, arn}:
                self.shell.standings.vouch(key, arn)
            asked.append(key)
        self._queue(asked)
        self.world.meter.count(FAMILIES_SPARED, self.target, by=len(spared))
        self._say_end(spared, listing.pages)

    def _same(self, key: Key, fingerprint: str | None) -> bool:
        """Whether Git and the operator say what they said when the family was settled, and nothing was left open."""
        if fingerprint is None:
            return False
        spec = self.intake.specs.get(key) or self.intake.spec(key, self.world.journal)
        begin, end = mark(self.world, self.intake, key, spec), self.shell.standings.doubts(key)
        return fingerprint.startswith(f"{begin}:") and fingerprint.endswith(f":{end}")

    def _hoped(self, keys: Iterable[Key]) -> frozenset[Family]:
        """Whom a listing may spare: whose latest revision is known, and was asked for not long ago."""
        now, kept = self.world.clock.now(), self.world.contents.known(self.ports.target.id)
        known = {key: at for key in keys if (at := self._checked(key, kept)) is not None and at <= now}
        ripe = sorted((at, key) for key, at in known.items() if now - at >= RIPE)
        due = {key for _, key in ripe[: math.ceil(len(known) * min(1.0, self.world.pace.sweep / (DAY - RIPE)))]}
        return frozenset(key.family for key in known if key not in due)

    def _checked(self, key: Key, kept: Mapping[Family, Kept]) -> datetime | None:
        before = self.shell.standings.of(key)
        if before is NOTHING_YET:
            return kept[key.family].at if key.family in kept else None
        settled = before.fingerprint is not None and before.arn is not None
        return self.shell.standings.checked(key) if settled else None

    def _queue(self, keys: Iterable[Key]) -> None:
        for key in sorted(keys):
            self.shell.queue.put(self.target, key)

    def _say_end(self, spared: Mapping[Key, State], pages: int) -> None:
        summary = self.shell.sweeps.spare(self.target, spared, pages, self.world.clock.monotonic())
        self.shell.end_sweep(self.target, summary)
