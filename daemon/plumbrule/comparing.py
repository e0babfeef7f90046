"""A task definition in any authoring form against what ECS has registered: what `compare` and `diff --file` do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from plumbrule.core.canon import CanonContext, Lens, as_counted, canonical_tags, context_of_arn
from plumbrule.core.diff import diff, diff_tags, uncounted, uncounted_apart, uncounted_tags
from plumbrule.core.load.read import read_tree
from plumbrule.core.render.rendering import render_at
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.clock import SystemClock
from plumbrule.loop.told_apart import Sides, apart_of
from plumbrule.model.apart import NOTHING_APART
from plumbrule.model.change import Op
from plumbrule.model.document import Broken, Manifest
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.finding import Severity
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.regions import partition_of
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, as_object, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.apart import Apart
    from plumbrule.model.change import Change
    from plumbrule.model.document import Document, Loaded
    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.tree import Object, Tree
    from plumbrule.model.uncounted import Uncounted

_WRAPPER: Final = "taskDefinition"
_TEXTS: Final = ("account_id", "partition", "region", "target")
_OBJECTS: Final = ("labels", "variables")


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


def loaded(desired: Object) -> Loaded:
    """`desired` as if it had been read from a file.

    Raises:
        ValueError: it is no object, or no text could hold it.
    """
    try:
        return read_tree(_plain(_object(desired, "desired")), "desired", api_shape())
    except RecursionError as error:
        raise ValueError("desired is nested too deep, or holds itself") from error


def compare_loaded(document: Loaded, observed: Object, *, context: Object | None = None) -> Comparison:
    """`compare` for what `read` made of a file; arguments and errors as there."""
    answer = _object(observed, "observed")
    theirs = _registered(answer)
    known: Object = {} if context is None else context
    _check(known)
    target = _target(theirs, known)
    ours = _meant(document, target)
    plain = Lens(CanonContext(target.id.account_id or None, target.id.partition)).hearing(ours)
    exemptions, today = _exemptions(document), SystemClock().now().date()
    seen = Sides.of(plain.leaving(exemptions), ours, theirs)
    apart = apart_of(exemptions, Sides.of(plain, ours, theirs), seen, today) if exemptions else NOTHING_APART
    changes = diff(seen.git, as_counted(seen.git, seen.live, exemptions.lasting(today)), original=ours)
    live_tags = answer.get("tags") if _WRAPPER in answer else theirs.get("tags") or None
    every = sorted((*changes, *_tag_changes(ours, live_tags)), key=attrgetter("path"))
    return Comparison(tuple(every), _Sides(ours, theirs, live_tags, apart))


def _exemptions(document: Loaded) -> Exemptions:
    content = None if isinstance(document, Broken) else document.content
    return content.exemptions if isinstance(content, Manifest) else NO_EXEMPTIONS


def _object(given: Object, name: str) -> Object:
    if not isinstance(given, Mapping):
        raise ValueError(f"{name} is {type(given).__name__}, not an object")  # noqa: TRY004 - one kind of error for callers
    return given


def _plain(tree: Tree) -> Tree:
    """Dicts and lists in place of any other mappings and sequences."""
    if isinstance(tree, Mapping):
        if not all(map(_is_text, tree)):
            raise ValueError("desired has a key that is not text")
        return {key: _plain(value) for key, value in tree.items()}
    return [_plain(item) for item in tree] if isinstance(tree, list | tuple) else tree


def _is_text(key: object) -> bool:
    return isinstance(key, str)


def _registered(answer: Object) -> Object:
    inner = answer.get(_WRAPPER, answer)
    if not isinstance(inner, Mapping):
        raise ValueError(f"observed has a `{_WRAPPER}` that is {type(inner).__name__}, not an object")  # noqa: TRY004 - as above
    if "family" not in inner and "containerDefinitions" not in inner:
        raise ValueError("observed is no task definition: it has neither `family` nor `containerDefinitions`")
    return inner


def _check(context: Object) -> None:
    unknown = context.keys() - {*_TEXTS, *_OBJECTS}
    if unknown:
        takes = "account_id, partition and region, and for manifests target, labels and variables"
        raise ValueError(f"context takes {takes}, not {', '.join(sorted(map(str, unknown)))}")
    for name in _TEXTS:
        if not isinstance(context.get(name) or "", str):
            raise ValueError(f"context's {name} is {type(context[name]).__name__}, not text")  # noqa: TRY004 - as above
    for name in _OBJECTS:
        found = context.get(name)
        if found is not None and not isinstance(found, Mapping):
            raise ValueError(f"context's {name} is {type(found).__name__}, not an object")


def _target(observed: Object, context: Object) -> Target:
    """Where `observed` is registered: its ARN is believed before the context."""
    given = {name: str(context.get(name) or "") for name in _TEXTS}
    where = TargetId(given["partition"] or partition_of(given["region"]), given["account_id"], given["region"])
    arn = as_text(observed.get("taskDefinitionArn")) or ""
    try:
        found = context_of_arn(arn)
    except ValueError:
        pass
    else:
        where = TargetId(found.partition, found.account_id or "", arn.split(":")[3])
    labels = {name: str(value) for name, value in as_object(context.get("labels")).items()}
    variables = {
        name: value
        for name, value in as_object(context.get("variables")).items()
        if isinstance(value, str | int | bool)
    }
    return Target(TargetName(given["target"]), where, labels, variables)


def _meant(document: Loaded, target: Target) -> Object:
    """What the document says there.

    Raises:
        ValueError: it cannot be read, or only settings can tell what it means.
    """
    if isinstance(document, Broken):
        first = next(found for found in document.findings if found.severity is Severity.ERROR)
        raise ValueError(f"desired cannot be understood: {first.message}")  # noqa: TRY004 - one kind of error for callers
    there = _named(document, target)
    variant = render_at(document, there, api_shape())
    for text in _opaque(variant.definition):
        needed = brief(text if "${" in text else f"${{{text}}}")
        raise ValueError(f"desired needs what only settings or `context` can say of the target: {needed}")
    if isinstance(document.content, Manifest):
        for found in (*document.findings, *variant.findings):
            if found.severity is Severity.ERROR:
                raise ValueError(f"desired is a manifest that cannot be understood: {found.message}")
    return variant.definition


def _named(document: Document, target: Target) -> Target:
    """`target` with the one name that the manifest knows, where nobody says which it is."""
    selectors = document.content.targets or () if isinstance(document.content, Manifest) else ()
    names = {selector.target for selector in selectors}
    if not selectors or None in names:
        return target
    if target.name and target.name not in names:
        raise ValueError(f"desired is a manifest that does not mean the target {brief(target.name)}")
    (only, *others) = names
    named = target.name or (only if only is not None and not others else TargetName(""))
    return Target(named, target.id, target.labels, target.variables)


def _opaque(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Opaque):
        yield tree.text
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from _opaque(value)
    elif isinstance(tree, list | tuple) and is_list(tree):
        for item in tree:
            yield from _opaque(item)


def _tag_changes(ours: Object, live_tags: Tree) -> tuple[Change, ...]:
    if live_tags is None:
        return ()
    found = diff_tags(canonical_tags(ours.get("tags")), canonical_tags(live_tags), original=ours)
    return tuple(change for change in found if change.op is not Op.REMOVE)
