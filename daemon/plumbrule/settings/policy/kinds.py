"""The kinds of value that only policies have: consents, risks, states, cron expressions, time zones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import PlainValidator, WithJsonSchema

from plumbrule.model.policy import Consent, SigningMode
from plumbrule.model.risk import Grade, Risk
from plumbrule.model.state import State
from plumbrule.settings.kinds import OneOf, unfit

NEVER_REGISTERED: Final = frozenset({State.UNKNOWN, State.IN_SYNC, State.ORPHAN})
STATES: Final = tuple(state.value for state in State if state not in NEVER_REGISTERED)
RISKS: Final = (*(grade.value for grade in Grade), *(risk.value for risk in Risk))


def read_cron(value: object) -> str:
    """A cron expression of five fields that comes true one day."""
    wanted = 'a cron expression of five fields such as "0 16 * * fri"'
    if not isinstance(value, str) or len(value.split()) != 5:  # noqa: PLR2004 - as the words say
        raise unfit(wanted)
    try:
        next(CronSim(value, datetime(2026, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration) as error:
        raise unfit(f"{wanted} ({str(error) or 'it never comes true'})") from error
    return value


def read_zone(value: object) -> str:
    """An IANA time zone that this machine knows."""
    try:
        return ZoneInfo(value).key if isinstance(value, str) else ZoneInfo("").key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise unfit("an IANA time zone such as Europe/Berlin or UTC") from error


ConsentWord: TypeAlias = Annotated[str, OneOf(tuple(one.value for one in Consent), "what a change needs")]
RiskWord: TypeAlias = Annotated[str, OneOf(RISKS, "a class of risk or a grade of them")]
StateWord: TypeAlias = Annotated[str, OneOf(STATES, "a state in which something may be registered")]
ModeWord: TypeAlias = Annotated[str, OneOf(tuple(one.value for one in SigningMode), "which commits are signed")]
Cron: TypeAlias = Annotated[str, PlainValidator(read_cron), WithJsonSchema({"type": "string"})]
Zone: TypeAlias = Annotated[str, PlainValidator(read_zone), WithJsonSchema({"type": "string"})]
