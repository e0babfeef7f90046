"""A text in every language that Plumbrule explains in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lang(StrEnum):
    """ISO 639-1 codes."""

    EN = "en"
    JA = "ja"


def lang_of(environment: Mapping[str, str]) -> Lang:
    """The language of a locale, in the order that POSIX gives the variables; English where it is another one.

    Source: The Open Group Base Specifications, chapter 8.2, seen 2026-11.
    """
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return Lang.JA if said.lower().startswith("ja") else Lang.EN


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages; neither is the translation of the other, both tell the same."""

    en: str
    ja: str

    def __call__(self, lang: Lang) -> str:
        """The text in `lang`."""
        match lang:
            case Lang.EN:
                return self.en
            case Lang.JA:
                return self.ja
            case _:
                assert_never(lang)
