"""Checks that a JSON Schema can make, too, so that an editor underlines while one types what the rule will refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from plumbrule.core.validate.rule import Check, Remark, Rule, Subject, Value
    from plumbrule.model.tree import Object

NEUTRAL: Final[Object] = {"enum": [False, "", [], {}]}
"""Nothing but what says no more than leaving the member out; those of the member's own type are meant."""

NOTHING: Final[Object] = {"enum": []}
"""No value at all; the member must not be there."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A check, and what JSON Schema can say of it.

    The keywords never refuse what the check lets pass; they may let pass what it refuses.

    Attributes:
        keywords: of JSON Schema 2020-12, for each value at the path; patterns mean the same in Python and ECMAScript.
        at: the API path that they are for; None: each path at which the rule listens.
    """

    check: Check
    keywords: Object
    at: str | None = None

    def __call__(self, subject: Subject, value: Value) -> Iterable[Remark]:
        return self.check(subject, value)


def keywords_of(rule: Rule) -> dict[str, Object]:
    """What JSON Schema can say of a rule, by API path; nothing for most rules."""
    if not isinstance(rule.check, Bound):
        return {}
    paths = rule.at if rule.check.at is None else (rule.check.at,)
    return dict.fromkeys(paths, rule.check.keywords)


def whole(pattern: re.Pattern[str]) -> str:
    """The pattern as JSON Schema writes it, matching a text from its beginning to its end."""
    return f"^(?:{pattern.pattern})$"


def without(*words: str) -> str:
    """A pattern of texts that begin with none of `words`, in any letter case."""
    return "".join(f"^(?!{any_case(word)})" for word in words)


def any_case(word: str) -> str:
    """A pattern of `word` in any letter case, for ECMAScript has no flag inside of a pattern."""
    return "".join(f"[{one.lower()}{one.upper()}]" if one.isalpha() else one for one in word)
