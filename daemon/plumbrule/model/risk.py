"""What a change may break: a closed set, so that policies and metrics can name its members."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Grade(StrEnum):
    """How much a class of change may break, for policies that name no single class."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Risk(StrEnum):
    """What a change may break, from the most harmless up.

    Most are of a field (`core/fields`); the others are of what happens to it, or of the plan as a whole.
    """

    TAGS = "tags"
    LABELS = "labels"
    LOGGING = "logging"
    HEALTH = "health"
    LIFECYCLE = "lifecycle"
    IMAGE = "image"
    """Another tag or digest of the same repository."""
    SIZE = "size"
    ENVIRONMENT = "environment"
    PLATFORM = "platform"
    REPOSITORY = "repository"
    """An image from another repository, or one that cannot be compared."""
    COMMAND = "command"
    CONTAINER = "container"
    PORTS = "ports"
    VOLUMES = "volumes"
    NETWORK = "network"
    SECRETS = "secrets"
    USER = "user"
    ROLES = "roles"
    PRIVILEGES = "privileges"
    LOGGING_REMOVED = "logging_removed"
    """A container loses its log configuration."""
    REMOVAL = "removal"
    """Git has no more what is live."""
    FAMILY = "family"
    CREATION = "creation"
    """The family has no ACTIVE revision."""
    OVERWRITE = "overwrite"
    """Somebody else's revision would be followed by ours."""
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the most harmless; `unknown` ranks highest, because nobody can say what it does."""
        return _RANKS[self]

    @property
    def grade(self) -> Grade:
        """Low up to `image`, high from `repository` on."""
        if self.rank <= Risk.IMAGE.rank:
            return Grade.LOW
        return Grade.MEDIUM if self.rank < Risk.REPOSITORY.rank else Grade.HIGH


_RANKS: Final = {risk: rank for rank, risk in enumerate(Risk)}
