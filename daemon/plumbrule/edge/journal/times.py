"""Times as the journal writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: str) -> datetime:
    """A time as it was written."""
    return datetime.fromisoformat(text)


def moment_text(at: datetime) -> str:
    """A time as it is written: in UTC, so that texts sort as times do.

    Raises:
        ValueError: it has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_or_none(text: str | None) -> datetime | None:
    """The same of a time that may not be there."""
    return None if text is None else moment(text)


def text_or_none(at: datetime | None) -> str | None:
    """The same of a time that may not be there. Raises ValueError."""
    return None if at is None else moment_text(at)
