"""Which state a family is in: the table of design.md section 7, from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.revision import NoActive, Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case
    from plumbrule.model.ids import Digest
    from plumbrule.model.record import Agreed
    from plumbrule.model.revision import Observed


def state_of(case: Case) -> State:
    """The state of one observed family; `unknown` never comes from here, it is what a failed observation leaves."""
    if case.spec is None:
        return State.ORPHAN
    if isinstance(case.observed, NoActive):
        return State.WITHDRAWN if case.agreed else State.MISSING
    if case.sides.judged == case.sides.desired:
        return State.IN_SYNC
    if case.agreed is None:
        return State.UNADOPTED
    return _against(case.agreed, case, case.spec.input_digest)


def _against(agreed: Agreed, case: Case, authored: Digest) -> State:
    sides = case.sides
    if _older(case.observed, agreed):
        return State.WITHDRAWN
    if sides.judged == sides.agreed:
        return State.UNEXPLAINED if authored == agreed.input_digest else State.SPEC_AHEAD
    return State.OUT_OF_BAND if sides.desired == sides.agreed else State.DIVERGED


def _older(observed: Observed, agreed: Agreed) -> bool:
    return isinstance(observed, Revision) and observed.number < agreed.number
