"""Where specs come from: commits of a Git repository, a directory published behind a link, or one written in place.

A snapshot is complete or it is a `SourceError`; file-system events are hints and never the truth.
"""

from __future__ import annotations

from plumbrule.edge.source.git import GitSource
from plumbrule.edge.source.link import LinkSource
from plumbrule.edge.source.opening import open_source
from plumbrule.edge.source.plain import PlainSource

__all__ = ["GitSource", "LinkSource", "PlainSource", "open_source"]
