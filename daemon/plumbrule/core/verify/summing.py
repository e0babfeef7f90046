"""Verdicts of many families brought together: one line for one thing, with all who need it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plumbrule.model.dependency import Lack, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plumbrule.model.dependency import Verdict
    from plumbrule.model.ids import Family

MOST_LACKS: Final = 10
"""So many things are told of one family; `plumbrule verify` lists all of them."""


def lacks(verdicts: Mapping[Family, Sequence[Verdict]], words: Iterable[Word]) -> tuple[Lack, ...]:
    """What is one of `words`, each thing once, with the families that need it."""
    wanted = frozenset(words)
    families: dict[Verdict, dict[str, None]] = defaultdict(dict)
    firsts: dict[tuple[Word, str, str], Verdict] = {}
    for family in sorted(verdicts):
        for one in verdicts[family]:
            if one.word in wanted:
                first = firsts.setdefault((one.word, one.name, one.reason), one)
                families[first][family] = None
    made = (Lack(one.word, one.thing, one.name, one.reason, one.advice, tuple(all_)) for one, all_ in families.items())
    return tuple(sorted(made, key=lambda lack: (lack.word.rank, lack.thing, lack.name)))


def told(found: Sequence[Lack]) -> str:
    """What a family misses, in a sentence that holds for whoever misses the same."""
    number = len(found)
    head = "1 thing is missing" if number == 1 else f"{number} things are missing"
    each = "; ".join(one.reason for one in found[:MOST_LACKS])
    rest = f"; and {number - MOST_LACKS} more" if number > MOST_LACKS else ""
    return f"{head} without which new tasks do not start: {each}{rest}."
