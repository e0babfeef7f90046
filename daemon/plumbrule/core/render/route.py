"""Which targets a document means: the operator's path map allows, a manifest's `targets` choose among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.render.glob import matches
from plumbrule.model.document import Manifest
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from plumbrule.model.secret import MASK, brief, is_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.render.remarks import Remarks
    from plumbrule.model.document import Document, Selector
    from plumbrule.model.ids import Family, Target
    from plumbrule.model.target_policy import Addressee

_PATH_MAP: Final = "the operator's settings (`paths` of each target) say which files may address which target"


def routed(document: Document, family: Family, addressees: Sequence[Addressee], remarks: Remarks) -> tuple[Target, ...]:
    """The targets that `document` means, in the order of the settings; everything in the way is remarked."""
    reachable = [each for each in addressees if any(matches(route.path, document.path) for route in each.routes)]
    if not reachable:
        message = "no target takes specs from this path, so nothing is registered from it"
        remarks.findings.append(Finding("unrouted", Severity.ERROR, Place(document.path), message, _PATH_MAP))
        return ()
    chosen = _chosen(document, addressees, reachable, remarks)
    return tuple(each.target for each in chosen if _prefix_fits(document, family, each, remarks))


def _chosen(
    document: Document, addressees: Sequence[Addressee], reachable: list[Addressee], remarks: Remarks
) -> list[Addressee]:
    if not isinstance(document.content, Manifest):
        return reachable
    selectors = document.content.targets
    if selectors is None:
        return reachable
    for selector in selectors:
        _check(selector, addressees, reachable, remarks)
    return [each for each in reachable if any(selector.admits(each.target) for selector in selectors)]


def _check(selector: Selector, addressees: Sequence[Addressee], reachable: list[Addressee], remarks: Remarks) -> None:
    if any(selector.admits(each.target) for each in reachable):
        return
    if selector.target is None:
        message = f"no target that this path may address carries the labels {_labels(selector)}"
        remarks.error("no-target", selector.pointer, message, _PATH_MAP)
    elif _is_known(selector, addressees, remarks):
        message = f"the target `{brief(str(selector))}` does not take specs from this path"
        remarks.error("unrouted", selector.pointer, message, _PATH_MAP)


def _labels(selector: Selector) -> str:
    """Labels are the manifest's own words, and may be anything."""
    shown = {brief(name): MASK if is_secret(name, value) else brief(value) for name, value in selector.labels.items()}
    return ", ".join(f"{name}={value}" for name, value in shown.items())


def check_overlays(document: Document, addressees: Sequence[Addressee], remarks: Remarks) -> None:
    """Remark every overlay for a target that does not exist: its patch would silently be missing somewhere."""
    for overlay in document.content.overlays if isinstance(document.content, Manifest) else ():
        if overlay.selector.target is not None:
            _is_known(overlay.selector, addressees, remarks)


def _is_known(selector: Selector, addressees: Sequence[Addressee], remarks: Remarks) -> bool:
    names = [each.target.name for each in addressees]
    if selector.target in names:
        return True
    hint = did_you_mean(str(selector), names)
    remarks.error("unknown-target", selector.pointer, f"there is no target `{brief(str(selector))}`", hint)
    return False


def _prefix_fits(document: Document, family: Family, addressee: Addressee, remarks: Remarks) -> bool:
    routes = [route for route in addressee.routes if matches(route.path, document.path)]
    if any(family.startswith(route.family_prefix) for route in routes):
        return True
    prefixes = " or ".join(f"`{route.family_prefix}`" for route in routes)
    name, found = addressee.target.name, brief(family)
    message = f"in target `{name}` families from this path must begin with {prefixes}, but this one is `{found}`"
    remarks.findings.append(Finding("family-prefix", Severity.ERROR, document.locate("/family"), message, _PATH_MAP))
    return False
