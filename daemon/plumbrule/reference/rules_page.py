"""docs/reference/rules.md: every rule by subject, every other finding, and the numbers that are no rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import EVERY
from plumbrule.model.finding import ORDER, Severity
from plumbrule.reference.other_findings import NOT_RULES, OF_FILES
from plumbrule.reference.rule_words import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Rule, Source
    from plumbrule.model.shape import ApiShape

INTRODUCTION: Final = """\
# Rules

What `plumbrule validate` and the daemon check in every definition: {counts}.

- An **error** is refused by ECS, or can never run on Fargate; such a definition is not registered.
- A **warning** registers, but fails or is risky later.
- An **info** is advice.

[Change what a rule says](../how-to/change-what-a-rule-says.md) tells how settings and annotations raise, lower or silence a rule.
The column "in editors" tells what [the JSON Schema](../how-to/edit-with-completion.md) says while one types, at least in part.
`[]` in a path stands for each item of a list, and `{{}}` for each value of a map.
Some numbers have several rows, since one number may have several parts.

This page is generated from the code; change the words there and run `make schemas`.
"""  # noqa: E501 - Markdown has a sentence on each line
SUBJECTS: Final = (
    ("Document, family and capacity", 1),
    ("Platform and network mode", 14),
    ("Task size", 30),
    ("Roles", 43),
    ("Containers, images and resources", 58),
    ("Private registries", 88),
    ("Read-only root file system", 94),
    ("Ports", 98),
    ("Environment and secrets", 115),
    ("Logs", 136),
    ("Health checks", 169),
    ("Order of start", 183),
    ("Timeouts", 194),
    ("Command, user, limits and kernel", 199),
    ("Storage and volumes", 227),
    ("Restarts", 256),
    ("Tags", 261),
    ("Rules without a number", 267),
)
"""Each with the number that it begins with."""

BAR: Final = r"\|"
_COLUMNS: Final = ("id", "severity", "in editors", "where", "what happens otherwise", "what ECS says", "source")
_OTHERS: Final = """
## Findings about files

What is wrong with a file before its definition can be judged, and with annotations about rules.

| finding | severity | meaning |
|---|---|---|
"""
_NUMBERS: Final = """
## Numbers that are no rules

The rules are numbered after a list that also holds what cannot be seen in one definition.

| number | why it is no rule |
|---|---|
"""


def rules_page(shape: ApiShape) -> str:
    """The page."""
    others = "".join(_row(f"`{name}`", *said) for name, said in OF_FILES.items())
    numbers = "".join(_row(name, why) for name, why in NOT_RULES.items())
    return f"{INTRODUCTION.format(counts=_counts())}{''.join(_sections(shape))}{_OTHERS}{others}{_NUMBERS}{numbers}"


def _counts() -> str:
    found = Counter({rule.id: rule.severity for rule in catalogue()}.values())
    named = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "pieces of advice"}
    *first, last = (f"{found[severity]} {named[severity]}" for severity in ORDER)
    return f"{', '.join(first)} and {last}"


def _sections(shape: ApiShape) -> Iterator[str]:
    for title, first in SUBJECTS:
        rows = dict.fromkeys(_of_rule(rule, shape) for rule in catalogue() if _subject(rule.id) == first)
        yield f"\n## {title}\n\n{_row(*_COLUMNS)}{'|---' * len(_COLUMNS)}|\n{''.join(rows)}"


def _subject(rule_id: str) -> int:
    """The first number of the subject that a rule belongs to."""
    *_, (_title, last) = SUBJECTS
    number = int(rule_id[1:]) if rule_id[1:].isdecimal() else last
    return max(first for _, first in SUBJECTS if first <= number)


def _of_rule(rule: Rule, shape: ApiShape) -> str:
    told = f"`{rule.ecs}`" if rule.ecs and "`" not in rule.ecs else rule.ecs
    typed = "yes" if is_typed(rule) else ""
    return _row(rule.id, rule.severity, typed, _where(rule, shape), rule.why, told, _source(rule.source))


def is_typed(rule: Rule) -> bool:
    """Whether the JSON Schema of specs says the rule, or a part of it."""
    return rule.severity is Severity.ERROR and (rule.of_shape or isinstance(rule.check, Bound))


def _where(rule: Rule, shape: ApiShape) -> str:
    if EVERY in rule.at:
        return "everywhere"
    paths = sorted(places(rule, shape.request)) if rule.at == ("",) else rule.at
    return ", ".join(f"`{path}`" if path else "the whole definition" for path in paths)


def _source(source: Source) -> str:
    name = source.page.rstrip("/").rpartition("/")[2].removesuffix(".html").partition("#")[0]
    return f"[{name}]({source.page}), {source.seen}" if "://" in source.page else f"{source.page}, {source.seen}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |\n"
