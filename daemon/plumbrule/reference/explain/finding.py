"""What somebody means: a field, a rule or a topic by any obvious word, in either language."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from plumbrule.reference.explain.labels import LABELS, SHORT
from plumbrule.reference.explain.library import fields, topics
from plumbrule.reference.explain.of_rule import rule_ids
from plumbrule.reference.explain.page import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST: Final = 8
"""Suggestions."""
_INSIDE: Final = re.compile(r"\[[^\]]*\]|\{[^}]*\}")
_LEAST: Final = 2
"""Characters of a word that is looked for inside of others."""
_FLAG: Final = re.compile(r"\s*(?:docker (?:container )?run )?\s*(?P<flag>--?[a-z][a-z-]*)(?:[= ].*)?", re.DOTALL)
_ALONE: Final = re.compile(r"(?<!create )(--[a-z][a-z-]+)(?=[;,]|$)")
_LONG: Final = re.compile(r"(?<!create )(--[a-z][a-z-]+)")


def found(word: str) -> tuple[Target, ...]:
    """What `word` means: one page, several between which only the asker can choose, or none."""
    said = _plain(word)
    if not said:
        return (Target(Kind.INDEX),)
    steps = (_exactly, _ending, _holding)
    return _flag(word) or next((hits for step in steps if (hits := step(said))), ())


def suggestions(word: str) -> tuple[str, ...]:
    """Words that are much like it, for the sentence that says that it means nothing."""
    near = get_close_matches(_plain(word), [*_words(), *_ends()], n=MOST, cutoff=0.6)
    return tuple(dict.fromkeys(_shown(one) for one in near))


def starting(word: str) -> tuple[str, ...]:
    """What a shell may complete `word` to: ends of paths, rules, topics and labels."""
    known = [*(path.rpartition(".")[2] for path in fields()), *fields(), *rule_ids(), *topics(), *LABELS]
    return tuple(sorted({one for one in known if one.casefold().startswith(word.casefold()) and " " not in one}))


def _shown(word: str) -> str:
    target = _words().get(word)
    if target and target.kind is not Kind.TOPIC:
        return target.name
    return next(iter(_ends().get(word, ())), word)


def _flag(word: str) -> tuple[Target, ...]:
    """What an option of `docker run` becomes, such as `-p` or `docker run --publish 80:80`."""
    said = _FLAG.fullmatch(word)
    if not said:
        return ()
    flag = SHORT.get(said["flag"], said["flag"])
    return _exactly(_plain(f"docker run {flag}")) or _flags().get(flag, ())


@cache
def _flags() -> Mapping[str, tuple[Target, ...]]:
    """The first field counts that names the whole of an option, or else one that names a part of it."""
    known: dict[str, tuple[Target, ...]] = {}
    for named in (_ALONE, _LONG):
        for path, said in fields().items():
            for flag in named.findall(said.docker):
                known.setdefault(flag, (Target(Kind.FIELD, path),))
    return known


def _exactly(said: str) -> tuple[Target, ...]:
    hit = _words().get(said)
    return (hit,) if hit else ()


def _ending(said: str) -> tuple[Target, ...]:
    """Fields by the end of their path, such as `healthCheck.interval`."""
    return tuple(Target(Kind.FIELD, path) for path in _ends().get(said, ()))


def _holding(said: str) -> tuple[Target, ...]:
    """Topics and fields of which a word stands in what was said, or the other way about; the longest word counts."""
    if len(said) < _LEAST:
        return ()
    about = {word: target for word, target in _words().items() if target.kind is not Kind.RULE and len(word) >= _LEAST}
    hits = sorted((word for word in about if _is_within(word, said) or _is_within(said, word)), key=len, reverse=True)
    within = [word for word in hits if _is_within(word, said)]
    return tuple(dict.fromkeys(about[word] for word in (within[:1] or hits)))[:MOST]


def _is_within(word: str, said: str) -> bool:
    """Japanese knows no blanks between words; others count as whole words only."""
    return word in said if not word.isascii() else f" {word} " in f" {said} "


@cache
def _words() -> Mapping[str, Target]:
    """Every whole word that leads somewhere; a field's path comes before a topic's word."""
    known: dict[str, Target] = {}
    for word, target in _all():
        known.setdefault(_plain(word), target)
    return known


def _all() -> Iterator[tuple[str, Target]]:
    yield from ((path, Target(Kind.FIELD, path)) for path in fields())
    yield from ((one, Target(Kind.RULE, one)) for one in rule_ids())
    for topic in topics().values():
        for word in (topic.name, *topic.called, topic.title.en, topic.title.ja):
            yield word, Target(Kind.TOPIC, topic.name)
    yield from ((label, Target(Kind.FIELD, path)) for label, path in LABELS.items())


@cache
def _ends() -> Mapping[str, tuple[str, ...]]:
    """Paths by each end of them."""
    ends: dict[str, list[str]] = {}
    for path in fields():
        parts = _plain(path).split(".")
        for start in range(1, len(parts)):
            ends.setdefault(".".join(parts[start:]), []).append(path)
    return {end: tuple(paths) for end, paths in ends.items()}


def _plain(word: str) -> str:
    """Letter case, width, brackets, and what joins words do not count; a JSON pointer is the path that it leads to."""
    word = re.sub(r"/\d+", "", word).strip("/").replace("/", ".") if word.startswith("/") else word
    even = unicodedata.normalize("NFKC", word).strip().strip("#*●■・?!。 ").casefold()
    return re.sub(r"[\s_-]+", " ", _INSIDE.sub("", even)).strip()
