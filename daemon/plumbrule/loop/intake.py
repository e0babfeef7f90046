"""From a snapshot to specs: load → render → validate, once per file content, and the laws about what may vanish.

An intake is immutable.
Files whose content did not change under the same settings are taken over from the one before, so that a sweep over ten
thousand unchanged families parses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render
from plumbrule.core.validate.conflicts import RULE as CONFLICT
from plumbrule.core.validate.conflicts import with_conflicts
from plumbrule.core.validate.judging import Candidate, judge
from plumbrule.core.validate.rule import Context
from plumbrule.core.validate.scope import rulings
from plumbrule.core.validate.waivers import read_waivers
from plumbrule.errors import SourceError
from plumbrule.loop.ancestry import refuse_rewound, remember
from plumbrule.loop.ballots import sorted_out
from plumbrule.model.document import Broken, Document
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.finding import Severity, once
from plumbrule.model.ids import BlobId
from plumbrule.model.metrics import SPECS_PARSED
from plumbrule.model.packed import pack, unpack
from plumbrule.model.place import Place
from plumbrule.model.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from plumbrule.loop.world import World
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import CommitId, Key, PlanId, TargetName
    from plumbrule.model.spec import Snapshot, SourceFile
    from plumbrule.model.target_policy import Ruling
    from plumbrule.model.tree import Tree
    from plumbrule.ports import Journal


MOST_NAMED: Final = 5
"""Families named in one message; the rest is said by number."""

TOLD_AS: Final = {
    Severity.ERROR: (Event.SPEC_REFUSED, Level.ERROR),
    Severity.WARNING: (Event.SPEC_ADVISED, Level.INFO),
    Severity.INFO: (Event.SPEC_ADVISED, Level.DEBUG),
}
"""Advice is for whoever edits a spec and asks `plumbrule validate`; a daemon's log has more urgent things to say."""


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


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything Git says at one moment.

    Attributes:
        generation: of the World it was made for.
        readings: by path.
        specs: by target and family, their definitions packed; a family that two files claim has the first one's, with
            the conflict as a finding.
        trust: the journal the operator confirmed: part of every fingerprint.
        refused: findings of severity error about files that the source did not take, by path.
        follows: False where it cannot be told whether the commit follows the one before.
        ballots: files of the source that approve a plan, by family and plan.
        day: on which everything was judged, in UTC: rules know of dates, and annotations expire.
    """

    generation: str
    snapshot: Snapshot
    readings: Mapping[str, Reading] = field(repr=False)
    specs: Mapping[Key, Spec] = field(repr=False)
    trust: str = ""
    refused: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict, repr=False)
    follows: bool = True
    ballots: Mapping[Key, Mapping[PlanId, SourceFile]] = field(default_factory=dict, repr=False)
    day: date | None = None

    @property
    def commit(self) -> CommitId | None:
        """Where it was read from."""
        return self.snapshot.commit

    @property
    def all_findings(self) -> frozenset[Finding]:
        """Every finding once: about entries of the source, about files, and about families that two files claim."""
        of_files = (found for reading in self.readings.values() for found in reading.all_findings)
        of_families = (found for spec in self.specs.values() for found in spec.findings)
        return frozenset((*self.snapshot.findings, *of_files, *of_families))

    def lacks(self, path: str) -> bool:
        """Whether nothing at all is at `path`, not even something broken."""
        return path not in self.readings and path not in self.refused

    def of_path(self, path: str) -> tuple[Key, ...]:
        """Every family, of whatever target, that the file at `path` is about."""
        reading = self.readings.get(path)
        return tuple(spec.key for spec in reading.specs) if reading else ()

    def votes(self, key: Key) -> list[str]:
        """What files of the source say yes to, as something to compare."""
        return sorted(f"{plan} {file.blob}" for plan, file in self.ballots.get(key, {}).items())

    def keys(self, target: TargetName) -> set[Key]:
        """Every family that Git names for `target`."""
        return {key for key in self.specs if key.target == target}

    def spec(self, key: Key, journal: Journal) -> Spec | None:
        """What Git says of one family; None when its file is gone.

        A file that cannot be read any more keeps the family it had, with the content that was agreed:
        broken is not deleted.
        """
        if (found := self.specs.get(key)) is not None:
            return replace(found, definition=unpack(found.definition))
        agreed = journal.agreed(key)
        reading = self._reading(agreed.path) if agreed else None
        if agreed is None or reading is None or reading.specs or not reading.findings:
            return None
        return Spec(
            key=key,
            path=agreed.path,
            blob=reading.blob,
            definition=agreed.definition,
            input_digest=agreed.input_digest or agreed.digest,
            findings=reading.findings,
            exemptions=agreed.exemptions,
        )

    def is_of(self, world: World) -> bool:
        """Whether it was judged under these settings, and today."""
        return self.generation == world.generation and self.day == world.clock.now().date()

    def _reading(self, path: str) -> Reading | None:
        if path in self.refused:
            return Reading(BlobId(""), findings=self.refused[path])
        return self.readings.get(path)

    def changed_since(self, before: Intake) -> set[Key]:
        """Families whose spec is new, gone, or says or finds something else."""
        return {
            key
            for key in self.specs.keys() | before.specs.keys()
            if _differs(self.specs.get(key), before.specs.get(key))
        } | {key for key in self.ballots.keys() | before.ballots.keys() if self.votes(key) != before.votes(key)}

    def reworded_since(self, before: Intake) -> set[Key]:
        """Families whose file has other content, whether or not it says anything else."""
        both = self.specs.keys() & before.specs.keys()
        return {key for key in both if self.specs[key].blob != before.specs[key].blob}


def take_in(world: World, before: Intake | None) -> Intake:
    """Take a snapshot and understand it.

    Raises:
        SourceError: there is no good snapshot, its commit does not follow the one before, or too many families vanished
            at once; the intake before stays.
        JournalError: the last commit cannot be read or written down.
    """
    snapshot = world.source.snapshot(before.snapshot if before else None)
    follows = refuse_rewound(world, snapshot.commit)
    day = world.clock.now().date()
    ballots, authored = sorted_out(snapshot.files)
    readings = {path: _reading(world, file, before, day) for path, file in authored.items()}
    specs = _by_key(readings.values())
    refused = _refused(snapshot)
    trust = world.confirmed_journal
    intake = Intake(world.generation, snapshot, readings, specs, trust, refused, follows, ballots, day)
    _refuse_vanishing(world, before, intake)
    remember(world, snapshot.commit)
    _tell(world, before, intake)
    return intake


def understood(world: World, snapshot: Snapshot) -> Mapping[Key, Spec]:
    """What another snapshot means under the same settings; nothing is told, and nothing remembers it."""
    day = world.clock.now().date()
    return _by_key([_read(world, file, day) for file in sorted_out(snapshot.files)[1].values()])


def _refused(snapshot: Snapshot) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in snapshot.findings:
        if finding.is_error:
            found[finding.place.file] = (*found.get(finding.place.file, ()), finding)
    return found


def _reading(world: World, file: SourceFile, before: Intake | None, day: date) -> Reading:
    """What is known of the same content under the same settings; on another day only where that says the same."""
    known = before.readings.get(file.path) if before and before.generation == world.generation else None
    if before is None or known is None or known.blob != file.blob:
        return _read(world, file, day)
    if before.day == day:
        return known
    found = _read(world, file, day)
    return known if found == known else found


def _read(world: World, file: SourceFile, day: date) -> Reading:
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


def _by_key(readings: Iterable[Reading]) -> dict[Key, Spec]:
    specs = (spec for reading in readings for spec in reading.specs)
    first_last = sorted(with_conflicts(specs), key=lambda spec: spec.path, reverse=True)
    return {spec.key: spec for spec in first_last}


def _differs(one: Spec | None, other: Spec | None) -> bool:
    if one is None or other is None:
        return one is not other
    return (one.input_digest, one.path, one.findings, one.suspend, one.exemptions) != (
        other.input_digest,
        other.path,
        other.findings,
        other.suspend,
        other.exemptions,
    )


def _refuse_vanishing(world: World, before: Intake | None, now: Intake) -> None:
    """Half of the families gone at once is a broken checkout far more often than a decision."""
    if before is None:
        return
    gone = sorted(str(key) for key in before.specs.keys() - now.specs.keys() if now.lacks(before.specs[key].path))
    most = max(world.pace.vanish_floor, int(len(before.specs) * world.pace.vanish_share))
    if len(gone) > most:
        raise SourceError(
            f"{len(gone)} of {len(before.specs)} families vanished at once, more than the {most} that are believed; "
            "raise vanish.share in the settings if it is meant. "
            f"Gone: {', '.join(gone[:MOST_NAMED])}{' …' if len(gone) > MOST_NAMED else ''}"
        )


def _tell(world: World, before: Intake | None, now: Intake) -> None:
    if _is_news(before, now):
        fields: dict[str, Tree] = {"commit": now.commit, "files": len(now.readings), "families": len(now.specs)}
        world.notifier.tell(Notice(Event.SNAPSHOT_TAKEN, Level.INFO, fields))
    if not now.follows and (before is None or before.follows):
        world.notifier.tell(Notice(Event.ANCESTRY_UNKNOWN, Level.INFO, {"commit": now.commit}))
    for path, reading in sorted(now.readings.items()):
        _tell_reading(world, before.readings.get(path) if before else None, reading)
    known = before.snapshot.findings if before else ()
    _tell_findings(world, [finding for finding in now.snapshot.findings if finding not in known])
    _tell_findings(world, _conflicts(now) - (_conflicts(before) if before else set()))


def _is_news(before: Intake | None, now: Intake) -> bool:
    """A new day alone makes no new snapshot."""
    if before is None or before.generation != now.generation:
        return True
    return before.day == now.day or before.snapshot != now.snapshot


def _tell_reading(world: World, before: Reading | None, now: Reading) -> None:
    """Everything about a new content; of one that was judged anew, only what was not said of it before."""
    if now is before:
        return
    known = set(before.all_findings) if before and before.blob == now.blob else set()
    _tell_findings(world, [finding for finding in now.all_findings if finding not in known])


def _conflicts(intake: Intake) -> set[Finding]:
    return {found for spec in intake.specs.values() for found in spec.findings if found.rule == CONFLICT}


def _tell_findings(world: World, findings: Iterable[Finding]) -> None:
    for finding in findings:
        event, level = TOLD_AS[finding.severity]
        fields: dict[str, Tree] = {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "pointer": finding.pointer,
            "message": finding.message,
            "hint": finding.hint,
        }
        world.notifier.tell(Notice(event, level, fields))
