"""The composition root: the only package that knows every concrete class.

`parts` makes the World's ports out of settings, `daemon` is the long-running process, `survey` one sweep that changes
nothing, `post` everything that tells people and hears their clicks, `service` what a service manager is told.
"""

from plumbrule.app.daemon import Daemon
from plumbrule.app.parts import Parts, build_world, real_parts
from plumbrule.app.service import Service
from plumbrule.app.survey import Survey

__all__ = ["Daemon", "Parts", "Service", "Survey", "build_world", "real_parts"]
