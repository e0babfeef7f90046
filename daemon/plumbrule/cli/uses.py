"""How often each ignore rule keeps a difference from counting; the settings' rules over all families of a target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.apart import Hits
    from plumbrule.model.exemption import IgnoreRule
    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Use:
    """One rule: `where` is the target for the settings' rules, target and family for a manifest's."""

    where: str
    rule: IgnoreRule
    hits: int
    lasts: bool

    @property
    def fields(self) -> dict[str, Tree]:
        """For JSON output."""
        until = self.rule.until.isoformat() if self.rule.until else None
        return {
            "where": self.where,
            "path": self.rule.path,
            "owner": self.rule.owner,
            "reason": self.rule.reason,
            "until": until,
            "lasts": self.lasts,
            "hits": self.hits,
        }


def uses(standings: Sequence[Standing]) -> tuple[Use, ...]:
    """Every rule that was looked at, in the order of the families."""
    found: dict[tuple[str, IgnoreRule], Use] = {}
    for one in standings:
        for hits in one.apart.hits:
            use = _use(one, hits)
            known = found.get((use.where, use.rule))
            found[use.where, use.rule] = replace(use, hits=use.hits + known.hits) if known else use
    return tuple(found.values())


def _use(one: Standing, hits: Hits) -> Use:
    where = str(one.key) if hits.rule.pointer else one.key.target
    return Use(where, hits.rule, hits.count, hits.lasts)
