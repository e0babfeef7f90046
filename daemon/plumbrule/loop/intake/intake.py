"""Everything Git says at one moment, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plumbrule.loop.intake.reading import Reading
from plumbrule.model.ids import BlobId
from plumbrule.model.packed import unpack
from plumbrule.model.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from plumbrule.loop.world import World
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import CommitId, Key, PlanId, TargetName
    from plumbrule.model.spec import Snapshot, SourceFile
    from plumbrule.ports import Journal


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
