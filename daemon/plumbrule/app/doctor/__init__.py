"""What is missing for a daemon to work, and what to do about each thing; nothing is changed, posted or registered.

One module of `checks` for each part of the world, with a `CHECK`; it is found by itself.
"""

from __future__ import annotations

from plumbrule.app.doctor.examining import every_check, examine
from plumbrule.app.doctor.finding import Finding, Grade
from plumbrule.app.doctor.ground import Ground

__all__ = ["Finding", "Grade", "Ground", "every_check", "examine"]
