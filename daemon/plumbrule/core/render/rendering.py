"""Render one document: for each target it means, the definition that is to be registered there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from plumbrule.core.render.graft import harvested, origin_of, planted
from plumbrule.core.render.merge import merged
from plumbrule.core.render.remarks import Remarks
from plumbrule.core.render.route import check_overlays, routed
from plumbrule.core.render.variables import Variables
from plumbrule.model.digest import input_digest
from plumbrule.model.document import Manifest
from plumbrule.model.ids import Family, Key
from plumbrule.model.spec import Spec
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plumbrule.core.render.graft import Node
    from plumbrule.model.document import Document, Overlay, Selector
    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import Target
    from plumbrule.model.place import Place
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.target_policy import Addressee
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as it means for the targets.

    Attributes:
        specs: one per target; each carries the document's findings and its own.
        findings: about where the document goes; with the document's own findings only when no spec carries them.
    """

    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A definition as it may come out somewhere, seen without settings.

    Attributes:
        name: whom it is for: a target's name, labels such as `env=prod`, or nothing for the template itself.
        definition: variables in it are opaque.
        locate: the place in the file for a JSON pointer into `definition`.
    """

    name: str
    definition: Object = field(repr=False)
    findings: tuple[Finding, ...]
    locate: Callable[[str], Place] = field(repr=False, compare=False)


def family_of(document: Document) -> Family | None:
    """The family that a document names; None where it names none."""
    if isinstance(document.content, Manifest):
        return document.content.family
    name = as_text(document.content.definition.get("family"))
    return Family(name) if name else None


def render(document: Document, addressees: Sequence[Addressee], shape: ApiShape) -> Rendered:
    """One spec for every target that the document means.

    A document that means no target, or names no family, has no specs and at least one finding of severity error.
    """
    family = family_of(document)
    if family is None:
        return Rendered((), (*document.findings, _no_family(document)))
    remarks = Remarks(document.place)
    targets = routed(document, family, addressees, remarks)
    of_file = Remarks(document.place, [*document.findings])
    check_overlays(document, addressees, of_file)
    left = {each.target.name: each.exemptions_of(family) for each in addressees}
    specs = tuple(_spec(document, family, target, shape, of_file.findings, left[target.name]) for target in targets)
    return Rendered(specs, tuple(remarks.findings if specs else [*of_file.findings, *remarks.findings]))


def render_offline(document: Document, shape: ApiShape) -> tuple[Variant, ...]:
    """Every definition that the document may mean, without knowing any target: variables stay opaque.

    Which labels a target carries is not known either, so overlays by label are seen on their own.
    """
    if not isinstance(document.content, Manifest):
        return (_variant(document, "", (), shape),)
    manifest = document.content
    return tuple(
        _variant(document, str(name or ""), _offline_overlays(manifest, name), shape)
        for name in _offline_names(manifest)
    )


def render_at(document: Document, target: Target, shape: ApiShape) -> Variant:
    """What the document means at `target`, whoever else it means: neither paths nor `targets` are asked.

    What `target` does not know of itself (an empty name, account or region) stays opaque.
    """
    manifest = document.content if isinstance(document.content, Manifest) else None
    overlays = tuple(o for o in manifest.overlays if o.selector.admits(target)) if manifest else ()
    definition, findings, locate = _definition(document, overlays, shape, target)
    return Variant(target.name, definition, findings, locate)


def _no_family(document: Document) -> Finding:
    remarks = Remarks(document.locate)
    remarks.error(
        "R001", "/family", "`family` is missing, so nobody can say what this file is about", "name the family"
    )
    return remarks.findings[0]


def _spec(
    document: Document, family: Family, target: Target, shape: ApiShape, of_file: list[Finding], left: Exemptions
) -> Spec:
    content = document.content
    manifest = content if isinstance(content, Manifest) else None
    overlays = tuple(o for o in manifest.overlays if o.selector.admits(target)) if manifest else ()
    definition, findings, locate = _definition(document, overlays, shape, target)
    exemptions = document.exemptions
    return Spec(
        key=Key(target.name, family),
        path=document.path,
        blob=document.blob,
        definition=definition,
        input_digest=input_digest(_authored(definition, exemptions)),
        findings=(*of_file, *findings),
        suspend=manifest.suspend if manifest else None,
        labels=manifest.labels if manifest else {},
        locate=locate,
        exemptions=exemptions + left,
    )


def _authored(definition: Object, exemptions: Exemptions) -> Object:
    """What the author has said: a definition alone, unless something is left to others, which is authored too."""
    if not exemptions:
        return definition
    ignore = sorted((rule.path, str(rule.until)) for rule in exemptions.ignore)
    return {"definition": definition, "owned_elsewhere": exemptions.owned_paths, "ignore": ignore}


def _variant(document: Document, name: str, overlays: tuple[Overlay, ...], shape: ApiShape) -> Variant:
    definition, findings, locate = _definition(document, overlays, shape, None)
    return Variant(name, definition, findings, locate)


def _definition(
    document: Document, overlays: tuple[Overlay, ...], shape: ApiShape, target: Target | None
) -> tuple[Object, tuple[Finding, ...], Callable[[str], Place]]:
    if not isinstance(document.content, Manifest):
        return document.content.definition, (), document.locate
    manifest = document.content
    remarks = Remarks(document.place)
    root = _grown(document, overlays, remarks) if overlays else None
    locate = _locator(document, overlays) if overlays else document.locate
    body = as_object(harvested(root)) if root else manifest.template
    filled = Variables(target, Remarks(locate, remarks.findings)).filled(body, shape.request)
    return {"family": manifest.family, **as_object(filled)}, tuple(remarks.findings), locate


def _grown(document: Document, overlays: tuple[Overlay, ...], remarks: Remarks) -> Node:
    template = document.content.template if isinstance(document.content, Manifest) else {}
    root = planted(template, document.origins[""])
    for overlay in overlays:
        root = merged(root, planted(overlay.patch, overlay.pointer), remarks)
    return root


def _locator(document: Document, overlays: tuple[Overlay, ...]) -> Callable[[str], Place]:
    """Places through overlays: merged once more when first asked, because most specs are never asked."""
    root = cache(lambda: _grown(document, overlays, Remarks(document.place)))

    def locate(pointer: str) -> Place:
        if pointer in document.origins and pointer:
            return document.locate(pointer)
        return document.place(origin_of(root(), pointer), pointer)

    return locate


def _offline_names(manifest: Manifest) -> list[Selector | None]:
    """Whom the manifest speaks of, each once; None is any other target."""
    chosen = manifest.targets
    any_other = chosen is None or any(selector.target is None for selector in chosen)
    named = [selector for selector in chosen or () if selector.target is not None]
    overlaid = [overlay.selector for overlay in manifest.overlays]
    once = {str(selector): selector for selector in (*named, *overlaid)}
    return [*([None] if any_other or not once else []), *once.values()]


def _offline_overlays(manifest: Manifest, selector: Selector | None) -> tuple[Overlay, ...]:
    if selector is None:
        return ()
    if selector.target is not None:
        return tuple(overlay for overlay in manifest.overlays if overlay.selector.target == selector.target)
    return tuple(
        overlay
        for overlay in manifest.overlays
        if overlay.selector.target is None and overlay.selector.labels.items() <= selector.labels.items()
    )
