"""From a snapshot to specs: load → render → validate, once per file content, and the laws about what may vanish.

`taking` is the way in: `reading` says what one file came to, `ancestry` and `vanishing` refuse what cannot be meant,
`saying` tells what is new, and `intake` is what all of it comes to.
An intake is immutable.
Files whose content did not change under the same settings are taken over from the one before, so that a sweep over ten
thousand unchanged families parses nothing.
"""

from __future__ import annotations

from plumbrule.loop.intake.intake import Intake
from plumbrule.loop.intake.taking import take_in, understood

__all__ = [
    "Intake",
    "take_in",
    "understood",
]
