"""What differs, and what differs and does not count."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from plumbrule.comparing.desired import loaded, meant
from plumbrule.comparing.observed import WRAPPER, as_given, check_context, registered, target_of
from plumbrule.core.canon import CanonContext, Lens, as_counted, canonical_tags
from plumbrule.core.diff import diff, diff_tags, uncounted, uncounted_apart, uncounted_tags
from plumbrule.edge.clock import SystemClock
from plumbrule.loop.told_apart import Sides, apart_of
from plumbrule.model.apart import NOTHING_APART
from plumbrule.model.change import Op
from plumbrule.model.document import Broken
from plumbrule.model.exemption import NO_EXEMPTIONS

if TYPE_CHECKING:
    from plumbrule.model.apart import Apart
    from plumbrule.model.change import Change
    from plumbrule.model.document import Loaded
    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.tree import Object, Tree
    from plumbrule.model.uncounted import Uncounted


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` found.

    Attributes:
        changes: what registering `desired` would change, sorted by path; each has `op`, `path`
            (`containerDefinitions[app].environment[LOG_LEVEL].value`), `pointer` (a JSON pointer into the desired task
            definition; into the template of a manifest), `git`, `live`, and `secret` when its values must not be shown.
    """

    changes: tuple[Change, ...]
    _sides: _Sides = field(repr=False, compare=False)

    @property
    def equal(self) -> bool:
        """Whether both sides mean the same."""
        return not self.changes

    @property
    def not_counted(self) -> tuple[Uncounted, ...]:
        """Every place where the two texts differ and that is no change, with the fact behind it; each kind by path."""
        sides = self._sides
        apart = (*sides.apart.owned, *sides.apart.ignored)
        found = uncounted(sides.git, sides.live, (*self.changes, *apart))
        tags = uncounted_tags(sides.git.get("tags"), sides.live_tags, self.changes)
        return (*found, *uncounted_apart(sides.apart), *tags)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both definitions as they are written, the live one's tags among them where they are known."""

    git: Object
    live: Object
    live_tags: Tree
    apart: Apart


def compare(desired: Object, observed: Object, *, context: Object | None = None) -> Comparison:
    """Compare a task definition with what ECS has registered, aware of everything ECS fills in or reorders.

    Members of `observed` that neither Plumbrule nor `desired` knows are no difference: AWS fills in new fields for
    every revision there is, whoever registered it and whenever.

    What a manifest leaves to others (`owned_elsewhere`, `ignore` rules that last) is no difference either.

    Tags are compared when `observed` has some; live tags that `desired` does not name are no difference.

    Args:
        desired: in any form a spec file may have: RegisterTaskDefinition's own, wrapped in `taskDefinition`, pasted
            Describe output, or a manifest. A manifest is rendered for the account and the region of `observed`;
            overlays by target name count when `context` names the target, or the manifest names only one.
        observed: Describe's `taskDefinition`, or its whole answer.
        context: where it is registered, as far as `observed` has no ARN that says so: `account_id`, `partition`,
            `region`. Without an account, bare role names are compared as they stand.
            For manifests also what the settings say of the target: `target` (its name), `labels`, `variables`.

    Raises:
        ValueError: with a sentence: one of both is no task definition, `desired` cannot be read, needs something of the
            settings that `context` does not say, or `context` has a key it should not have.
    """
    return compare_loaded(loaded(desired), observed, context=context)


def compare_loaded(document: Loaded, observed: Object, *, context: Object | None = None) -> Comparison:
    """`compare` for what `read` made of a file; arguments and errors as there."""
    answer = as_given(observed, "observed")
    theirs = registered(answer)
    known: Object = {} if context is None else context
    check_context(known)
    target = target_of(theirs, known)
    ours = meant(document, target)
    plain = Lens(CanonContext(target.id.account_id or None, target.id.partition)).hearing(ours)
    exemptions, today = _exemptions(document), SystemClock().now().date()
    seen = Sides.of(plain.leaving(exemptions), ours, theirs)
    apart = apart_of(exemptions, Sides.of(plain, ours, theirs), seen, today) if exemptions else NOTHING_APART
    changes = diff(seen.git, as_counted(seen.git, seen.live, exemptions.lasting(today)), original=ours)
    live_tags = answer.get("tags") if WRAPPER in answer else theirs.get("tags") or None
    every = sorted((*changes, *_tag_changes(ours, live_tags)), key=attrgetter("path"))
    return Comparison(tuple(every), _Sides(ours, theirs, live_tags, apart))


def _exemptions(document: Loaded) -> Exemptions:
    return NO_EXEMPTIONS if isinstance(document, Broken) else document.exemptions


def _tag_changes(ours: Object, live_tags: Tree) -> tuple[Change, ...]:
    if live_tags is None:
        return ()
    found = diff_tags(canonical_tags(ours.get("tags")), canonical_tags(live_tags), original=ours)
    return tuple(change for change in found if change.op is not Op.REMOVE)
