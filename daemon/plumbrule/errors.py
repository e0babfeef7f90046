"""Everything that can go wrong, by who can mend it.

A class exists only where something treats it differently: `loop/containment.py` turns each into a log line, a back-off
and a time to look again, and `cli/exits.py` into an exit code.
Adapters raise only what their port (in `ports/`) lists; the library's own exception stays as `__cause__`.
"""

from __future__ import annotations

from typing import ClassVar


class PlumbruleError(Exception):
    """The base of all; `code` names the kind for machines, the text tells a person what to do.

    Args:
        message: one sentence in plain words, without secrets.
        place: where to look: a file with line, a setting's path, an ARN or a URL; empty when there is none.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class SettingsError(PlumbruleError):
    """The operator's settings are wrong; `mistakes` holds all of them, each as "place: sentence"."""

    code = "settings_wrong"

    def __init__(self, mistakes: tuple[str, ...], *, place: str = "") -> None:
        super().__init__("\n".join(mistakes), place=place)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return self.message


class SourceError(PlumbruleError):
    """No good snapshot can be had now; the last good one stays. Whoever feeds the directory can mend it."""

    code = "source_broken"


class Unavailable(PlumbruleError):
    """The other side did not answer; nothing is known to have happened. Time mends it."""

    code = "unavailable"


class Ambiguous(PlumbruleError):
    """A call that changes something was sent and its answer was lost: it may have happened. Looking settles it."""

    code = "answer_lost"


class Throttled(PlumbruleError):
    """Fewer calls are wanted; this one did not happen. Time mends it.

    Args:
        after: seconds until it is worth trying again.
        ours: our own bucket was empty, so nothing was sent; else AWS said so.
    """

    code = "throttled"

    def __init__(self, message: str, *, place: str = "", after: float = 1.0, ours: bool = False) -> None:
        super().__init__(message, place=place)
        self.after = after
        self.ours = ours


class Denied(PlumbruleError):
    """Credentials are missing, expired, of another account, or lack a permission. The operator can mend it."""

    code = "denied"


class Rejected(PlumbruleError):
    """ECS refused the definition itself. The author of the spec can mend it; our rules should have found it."""

    code = "rejected"


class JournalError(PlumbruleError):
    """The durable record cannot be read or written. Nothing may be registered without it; the operator can mend it."""

    code = "journal_broken"


class Declined(PlumbruleError):
    """Somebody asked for something they may not have, or that is not there; nothing happened. The asker can mend it.

    Args:
        why: for machines: `nobody`, `not_allowed`, `no_such_plan`, `ambiguous`, `superseded`, `no_such_family`,
            `no_such_incident`, `expired`, `moved`, `wrong`.
    """

    code = "declined"

    def __init__(self, message: str, *, why: str, place: str = "") -> None:
        super().__init__(message, place=place)
        self.why = why
