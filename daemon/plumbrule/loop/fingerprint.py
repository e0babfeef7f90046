"""Everything a pass depends on, as one short text: what is equal was judged already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import RESPONSE_ONLY
from plumbrule.model.digest import CANON, canonical_json, sha256_hex
from plumbrule.model.revision import Revision
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.loop.intake import Intake
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Tree


def fingerprint(world: World, intake: Intake, key: Key, spec: Spec | None, observed: Observed) -> str:
    """Everything a pass depends on, short: equal to the last settled one means that there is nothing to compute."""
    live = observed if isinstance(observed, Revision) else observed.newest
    parts: list[Tree] = [
        isinstance(observed, Revision),
        live.arn if live else None,
        dict(live.tags) if live else {},
        # The content of a revision never changes, but AWS may invent members; the order of lists may be any.
        sorted({*_members(live.definition)}) if live else [],
    ]
    return f"{mark(world, intake, key, spec)}:{sha256_hex(canonical_json(parts))}"


def _members(tree: Tree, path: str = "") -> Iterator[str]:
    """Paths of everything that has a name, without places in lists."""
    for item in as_list(tree):
        yield from _members(item, path)
    for name, value in tree.items() if isinstance(tree, Mapping) else ():
        if path or name not in RESPONSE_ONLY:
            yield f"{path}.{name}"
            yield from _members(value, f"{path}.{name}")


def mark(world: World, intake: Intake, key: Key, spec: Spec | None) -> str:
    """The half of the fingerprint that no call is needed for: what Git and the operator say."""
    parts: list[Tree] = [
        world.footing,
        CANON,
        spec.input_digest if spec else None,
        spec.path if spec else None,
        spec.blob if spec else None,
        intake.votes(key),
        [str(finding) for finding in spec.findings] if spec else [],
        spec.suspend.reason if spec and spec.suspend else None,
        intake.trust,
        # A rule that ends makes the same content count differently.
        [rule.path for rule in spec.exemptions.lasting(world.clock.now().date())] if spec else [],
    ]
    return sha256_hex(canonical_json(parts))
