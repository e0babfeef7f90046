"""Reads a manifest: a definition together with where it is to go and how it differs there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.load.clean import cleaned, cleaned_patch
from plumbrule.core.load.exemptions import read_exemptions
from plumbrule.core.load.notes import at_key
from plumbrule.core.load.section import RULE, Section, kind
from plumbrule.model.document import Manifest, Overlay, Selector
from plumbrule.model.ids import Family, TargetName
from plumbrule.model.secret import brief
from plumbrule.model.spec import Suspend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.load.notes import Notes
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.tree import Object, Tree

API_VERSION: Final = "plumbrule.dev/v1"
KIND: Final = "TaskDefinition"
ORIGINS: Final = {"": "/spec/template", "/family": "/metadata/name"}

MOST_TARGETS: Final = 1000
MOST_OVERLAYS: Final = 64
"""Each is merged into the whole template, for each target."""

MOST_MERGES: Final = 2_000_000
"""Overlays by overlays by values: what it costs to see every combination; seconds, where a manifest means harm."""

_TOP: Final = ("apiVersion", "kind", "metadata", "spec")
_METADATA: Final = ("name", "labels", "annotations")
_SPEC: Final = ("targets", "suspend", "owned_elsewhere", "ignore", "overlays", "template")


def is_manifest(tree: Object) -> bool:
    """Whether a document means to be a manifest; no task definition has these keys."""
    return "apiVersion" in tree or "kind" in tree


def read_manifest(tree: Object, shape: ApiShape, notes: Notes) -> Manifest | None:
    """The manifest, as far as it can be understood; None when it has no known kind, no name or no template."""
    top = Section(tree, "", notes)
    if not _is_ours(top):
        return None
    return _Reader(top, shape, notes).manifest()


def _is_ours(top: Section) -> bool:
    return all([_is(top, "apiVersion", API_VERSION), _is(top, "kind", KIND)])


def _is(top: Section, name: str, wanted: str) -> bool:
    found = top.tree.get(name)
    if found == wanted:
        return True
    if name not in top.tree:
        top.notes.error(RULE, top.at(name), f"`{name}` is missing; a manifest has `{name}: {wanted}`")
        return False
    shown = f"`{brief(found)}`" if isinstance(found, str) else kind(found)
    message = f"this version reads manifests with `{name}: {wanted}`, but found {shown}"
    top.notes.error(RULE, top.at(name), message, did_you_mean(found, [wanted]) if isinstance(found, str) else "")
    return False


@dataclass(frozen=True, slots=True)
class _Reader:
    top: Section
    shape: ApiShape
    notes: Notes

    def manifest(self) -> Manifest | None:
        """Read every part, so that all mistakes are told at once."""
        self.top.only(_TOP)
        metadata, spec = self.top.section("metadata"), self.top.section("spec")
        metadata.only(_METADATA)
        spec.only(_SPEC)
        name = metadata.text("name")
        template = self._template(spec, name)
        labels, annotations = metadata.texts("labels"), metadata.texts("annotations")
        targets, suspend, overlays = self._targets(spec), self._suspend(spec), self._overlays(spec)
        exemptions = read_exemptions(spec)
        if name is None or template is None:
            return None
        return Manifest(Family(name), template, labels, annotations, targets, overlays, suspend, exemptions)

    def _template(self, spec: Section, name: str | None) -> Object | None:
        if "template" not in spec.tree:
            message = "`template` is missing; it holds the task definition"
            self.notes.error(RULE, spec.at("template"), message)
            return None
        if not isinstance(spec.tree["template"], Mapping):
            spec.wrong("template", spec.tree["template"], "an object")
            return None
        template = dict(
            cleaned(
                spec.object("template"), self.shape, self.notes.within(ORIGINS | {"/family": "/spec/template/family"})
            )
        )
        self._family(template.pop("family", name), name)
        return template

    def _family(self, family: Tree, name: str | None) -> None:
        if name is not None and family != name:
            shown = f"`{brief(family)}`" if isinstance(family, str) else kind(family)
            message = (
                f"the template's family is {shown}, but the manifest's name, which is the family, is `{brief(name)}`"
            )
            self.notes.error(RULE, "/spec/template/family", message, "leave `family` out of the template")

    def _targets(self, spec: Section) -> tuple[Selector, ...] | None:
        if "targets" not in spec.tree:
            return None
        targets = Section(
            {str(n): each for n, each in enumerate(self._few(spec, "targets", MOST_TARGETS))},
            spec.at("targets"),
            self.notes,
        )
        if spec.tree["targets"] is None or spec.tree["targets"] == []:
            hint = "leave `targets` out to mean every target that this path may address"
            self.notes.error(RULE, targets.pointer, "`targets` is empty, so the manifest would go nowhere", hint)
        found = (self._target(targets, index) for index in targets.tree)
        return tuple(selector for selector in found if selector is not None)

    def _target(self, targets: Section, index: str) -> Selector | None:
        value = targets.tree[index]
        if isinstance(value, str) and value:
            return Selector(TargetName(value), pointer=targets.at(index))
        if isinstance(value, Mapping):
            inner = targets.section(index)
            inner.only(("labels",))
            return self._by_labels(inner)
        message = f"a target is its name, or an object with `labels`, but this is {kind(value) if value else 'empty'}"
        self.notes.error(RULE, targets.at(index), message)
        return None

    def _by_labels(self, section: Section) -> Selector | None:
        labels = section.texts("labels")
        if labels:
            return Selector(labels=labels, pointer=section.at("labels"))
        if not section.object("labels"):
            self.notes.error(RULE, section.at("labels"), "`labels` must hold at least one label")
        return None

    def _suspend(self, spec: Section) -> Suspend | None:
        value = spec.tree.get("suspend")
        if isinstance(value, bool) or value is None:
            return Suspend() if value else None
        if not isinstance(value, Mapping):
            spec.wrong("suspend", value, "true, false, or an object with `reason`")
            return Suspend()
        inner = spec.section("suspend")
        inner.only(("reason",))
        return Suspend(inner.text("reason") or "")

    def _few(self, spec: Section, name: str, most: int) -> Sequence[Tree]:
        """A list that is read only when it is not far too long."""
        listed = spec.list(name)
        if len(listed) <= most:
            return listed
        self.notes.error(RULE, spec.at(name), f"`{name}` has {len(listed)} items; at most {most} are read")
        return ()

    def _overlays(self, spec: Section) -> tuple[Overlay, ...]:
        listed = self._few(spec, "overlays", MOST_OVERLAYS)
        merges = len(listed) ** 2 * _values_in(spec.tree)
        if merges > MOST_MERGES:
            message = f"{len(listed)} overlays over so large a template are more than is merged"
            self.notes.error(RULE, spec.at("overlays"), message, "split the manifest by target")
            return ()
        overlays = Section({str(n): each for n, each in enumerate(listed)}, spec.at("overlays"), self.notes)
        found = (self._overlay(overlays, index) for index in overlays.tree)
        return tuple(overlay for overlay in found if overlay is not None)

    def _overlay(self, overlays: Section, index: str) -> Overlay | None:
        if not isinstance(overlays.tree[index], Mapping):
            overlays.wrong(index, overlays.tree[index], "an object with `patch`, and `target` or `labels`")
            return None
        inner = overlays.section(index)
        inner.only(("target", "labels", "patch"))
        selector, patch = self._selector(inner), self._patch(inner)
        return Overlay(selector, patch, inner.at("patch")) if selector is not None and patch is not None else None

    def _selector(self, overlay: Section) -> Selector | None:
        if ("target" in overlay.tree) == ("labels" in overlay.tree):
            message = "an overlay says for which targets it is: by `target` (a name) or by `labels`, one of the two"
            self.notes.error(RULE, overlay.pointer, message)
            return None
        if "labels" in overlay.tree:
            return self._by_labels(overlay)
        name = overlay.text("target")
        return None if name is None else Selector(TargetName(name), pointer=overlay.at("target"))

    def _patch(self, overlay: Section) -> Object | None:
        if not isinstance(overlay.tree.get("patch"), Mapping):
            overlay.wrong("patch", overlay.tree.get("patch"), "an object")
            return None
        notes = self.notes.within({"": overlay.at("patch")}, in_file=True)
        patch = cleaned_patch(overlay.object("patch"), self.shape, notes)
        if "family" in patch:
            at = f"{overlay.at('patch')}/family"
            self.notes.error(RULE, at_key(at), "an overlay cannot change the family", "the family is `metadata.name`")
        return {name: value for name, value in patch.items() if name != "family"}


def _values_in(tree: Tree) -> int:
    """How many values there are; without recursion."""
    count, waiting = 0, [tree]
    while waiting:
        inner = waiting.pop()
        count += 1
        if isinstance(inner, Mapping):
            waiting.extend(inner.values())
        elif isinstance(inner, list | tuple):
            waiting.extend(inner)
    return count
