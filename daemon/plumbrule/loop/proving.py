"""Whose credentials a target has: proved before anything is looked at there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import Denied
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import TargetName


class Proofs:
    """Remembers which targets were proved under which settings; every method may run in any worker."""

    def __init__(self) -> None:
        self._proved: set[tuple[str, TargetName]] = set()

    def prove(self, world: World, ports: TargetPorts) -> Notice | None:
        """Ask whose credentials they are, once for each generation of the settings; what is to be told of it.

        Credentials of another account would find every family missing: nothing happens before they are proved.

        Raises:
            Denied: they belong to another account than the settings state.
            Unavailable, Throttled: as `Revisions.identity` says.
        """
        name, proof = ports.target.name, (world.generation, ports.target.name)
        if proof in self._proved:
            return None
        found, stated = ports.revisions.identity(), ports.target.id
        if found != stated:
            raise Denied(
                f"the credentials belong to account {found.account_id} ({found.partition}), but the settings state "
                f"account {stated.account_id} ({stated.partition}) for target {name}; nothing is done"
            )
        self._proved.add(proof)
        return Notice(Event.TARGET_PROVED, Level.INFO, {"target": name, "id": str(found)})

    def forget(self, target: TargetName) -> None:
        """The credentials of `target` may have changed: ask again before the next pass."""
        self._proved = {proof for proof in self._proved if proof[1] != target}
