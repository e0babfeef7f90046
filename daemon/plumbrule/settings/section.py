"""The common base of every group of keys."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A group of keys: nothing unknown, nothing guessed from another type, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
