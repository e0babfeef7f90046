"""One file's load → render → validate, once for each content: what it came to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render
from plumbrule.core.validate.judging import Candidate, judge
from plumbrule.core.validate.rule import Context
from plumbrule.core.validate.scope import rulings
from plumbrule.core.validate.waivers import read_waivers
from plumbrule.model.document import Broken, Document
from plumbrule.model.finding import once
from plumbrule.model.metrics import SPECS_PARSED
from plumbrule.model.packed import pack
from plumbrule.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from plumbrule.loop.intake.intake import Intake
    from plumbrule.loop.world import World
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import BlobId, Key
    from plumbrule.model.spec import SourceFile, Spec
    from plumbrule.model.target_policy import Ruling


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file came to: its specs, and findings about the file itself (its specs carry their own)."""

    blob: BlobId
    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding once, although each target's spec repeats those of the file."""
        return once((*self.findings, *(finding for spec in self.specs for finding in spec.findings)))


def reading_of(world: World, file: SourceFile, before: Intake | None, day: date) -> Reading:
    """What is known of the same content under the same settings; on another day only where that says the same."""
    known = before.readings.get(file.path) if before and before.generation == world.generation else None
    if before is None or known is None or known.blob != file.blob:
        return read_anew(world, file, day)
    if before.day == day:
        return known
    found = read_anew(world, file, day)
    return known if found == known else found


def read_anew(world: World, file: SourceFile, day: date) -> Reading:
    """What a file comes to on `day`, whatever is known of it; its mistakes are findings."""
    world.meter.count(SPECS_PARSED)
    document = read(file, world.bounds, world.shape)
    if isinstance(document, Broken):
        return Reading(file.blob, (), document.findings)
    rendered = render(document, world.addressees, world.shape)
    specs = tuple(_packed(world, file, spec) for spec in _judged(world, document, rendered.specs, day))
    # A document that goes nowhere still has its own findings to tell.
    return Reading(file.blob, specs, rendered.findings if specs else (*document.findings, *rendered.findings))


def _packed(world: World, file: SourceFile, spec: Spec) -> Spec:
    """Small enough to wait for an edit: ten thousand trees, and where each of their values stands, are 400 MB."""
    return replace(spec, definition=pack(spec.definition), locate=partial(_place, world, file, spec.key))


def _place(world: World, file: SourceFile, key: Key, pointer: str) -> Place:
    """Where a value stands; the file is read once more, because hardly any is ever asked for it."""
    document = read(file, world.bounds, world.shape)
    if isinstance(document, Document):
        for spec in render(document, world.addressees, world.shape).specs:
            if spec.key == key and spec.locate:
                return spec.locate(pointer)
    return Place(file.path, pointer=pointer)


def _judged(world: World, document: Document, specs: tuple[Spec, ...], day: date) -> tuple[Spec, ...]:
    candidates = [_candidate(world, document, spec) for spec in specs]
    found = judge(document, candidates, world.shape, day)
    return tuple(
        replace(spec, findings=(*spec.findings, *said), rulings=_rulings(document, spec, candidate, day))
        for spec, candidate, said in zip(specs, candidates, found, strict=True)
    )


def _rulings(document: Document, spec: Spec, candidate: Candidate, day: date) -> Mapping[str, Ruling]:
    """For judging once more what is sent, where that is not what Git says."""
    return rulings(candidate.scope, read_waivers(document, day).by_rule) if spec.exemptions.owned else {}


def _candidate(world: World, document: Document, spec: Spec) -> Candidate:
    ports = world.targets[spec.key.target]
    locate = spec.locate or document.locate
    return Candidate(spec.definition, locate, Context.of(ports.target), ports.policy.scope, spec.key.target)
