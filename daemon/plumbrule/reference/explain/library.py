"""Everything that is explained, found by itself: one module more is one page or more."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from plumbrule.reference.explain import fields as of_fields
from plumbrule.reference.explain import sentences as of_sentences
from plumbrule.reference.explain import topics as of_topics
from plumbrule.reference.explain.words import Both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from plumbrule.reference.explain.explanation import FieldWords, Topic


@cache
def fields() -> Mapping[str, FieldWords]:
    """What is said of each field, by API path.

    Raises:
        ValueError: two rows tell of one path.
    """
    return _unique((row.path, row) for module in _modules(of_fields) for row in module.WORDS)


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its name.

    Raises:
        ValueError: two topics have one name.
    """
    return _unique((module.TOPIC.name, module.TOPIC) for module in _modules(of_topics))


@cache
def japanese() -> Mapping[str, str]:
    """What rules say in Japanese, by the English sentence.

    Raises:
        ValueError: one sentence has two translations.
    """
    return _unique(pair for module in _modules(of_sentences) for pair in module.JA.items())


def both(sentence: str) -> Both:
    """A sentence of a rule in both languages.

    Raises:
        KeyError: nobody wrote it in Japanese; a test sees to it that this does not happen.
    """
    return Both(sentence, japanese()[sentence] if sentence else "")


def _modules(package: ModuleType) -> Iterator[Any]:
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def _unique(rows: Iterator[tuple[str, Any]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for name, row in rows:
        if found.setdefault(name, row) is not row:
            raise ValueError(f"two rows for {name}")
    return MappingProxyType(found)
