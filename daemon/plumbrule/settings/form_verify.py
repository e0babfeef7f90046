"""The keys under `verify`."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from plumbrule.model.dependency import DEFAULT_VERIFICATION
from plumbrule.settings.kinds import Decimal, Span
from plumbrule.settings.section import Section


class VerifyForm(Section):
    """Whether new tasks of what was agreed would still start: images, secrets, log groups, roles and files."""

    enabled: bool = Field(
        default=DEFAULT_VERIFICATION.enabled,
        description="Whether the daemon looks; `plumbrule verify` looks in any case.",
    )
    every: Annotated[timedelta, Span(timedelta(minutes=1), timedelta(days=7))] = Field(
        default=DEFAULT_VERIFICATION.every, description="Time between two rounds over a target."
    )
    per_second: Annotated[float, Decimal(100)] = Field(
        default=DEFAULT_VERIFICATION.per_second,
        description="Questions to AWS per second and target; it has nothing to do with the limits of ECS.",
    )
    tasks: bool = Field(
        default=DEFAULT_VERIFICATION.tasks,
        description="Whether running tasks are asked which image they run, where a tag names it, in the clusters that "
        "are looked at (`targets[].clusters`); else what a tag means is compared with what it meant before.",
    )
