"""The keys of what a target leaves to others."""

from typing import Annotated

from pydantic import Field

from plumbrule.settings.kinds import Written
from plumbrule.settings.kinds_exemption import Day, KeyedPath, OwnedPath
from plumbrule.settings.section import Section
from plumbrule.settings.texts import FamilyPrefix

Words = Annotated[str, Written(r"^[^\x00-\x1f]{1,200}$", "1 to 200 characters on one line")]


class OwnedForm(Section):
    """A path that somebody else owns, in every family of the target or in some."""

    path: OwnedPath = Field(
        description="The keyed path; `[*]` stands for every element of a list.",
        examples=["containerDefinitions[*].image"],
    )
    owner: Words | None = Field(default=None, description="Who sets it, for people.", examples=["the release pipeline"])
    reason: Words | None = Field(default=None, description="Why, for people.")
    family_prefix: FamilyPrefix | None = Field(
        default=None, description="What a family must begin with to be meant; without it, all are.", examples=["shop-"]
    )


class IgnoreForm(Section):
    """A path where a difference does not count, in every family of the target or in some."""

    path: KeyedPath = Field(
        description="The keyed path; `[*]` stands for every element of a list.",
        examples=["containerDefinitions[*].stopTimeout"],
    )
    owner: Words = Field(description="Who asked for it, for people.", examples=["team payments"])
    reason: Words = Field(description="Why the difference does not count.", examples=["OPS-1234: until the new probe"])
    until: Day | None = Field(
        default=None,
        description="The last day on which it counts, in UTC; without it, for good.",
        examples=["2027-01-31"],
    )
    family_prefix: FamilyPrefix | None = Field(
        default=None, description="What a family must begin with to be meant; without it, all are.", examples=["shop-"]
    )
