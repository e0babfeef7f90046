"""What a field takes, in words: its kind from the API model, its bounds from the model and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole
from plumbrule.model.tree import as_list
from plumbrule.reference.explain import titles as say
from plumbrule.reference.rule_words import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Object, Tree
    from plumbrule.reference.explain.words import Both, Lang


def takes(shape: Shape, path: str, lang: Lang) -> str:
    """Such as `a whole number, 2 to 120`."""
    known = {name: value for part in bounds().get(path, ()) for name, value in part.items()}
    if known.get("enum") == [] or known.get("enum") == [False, "", [], {}]:
        return say.NOTHING(lang)
    return (", " if lang == "en" else "、").join((_kind(shape, path, lang), *_limits(shape, known, lang)))


def inner(shape: Structure, path: str) -> Shape:
    """The shape at an API path.

    Raises:
        KeyError: the API has no such member.
    """
    found: Shape = shape
    for name in path.split("."):
        found = _item(found)
        if isinstance(found, Structure):
            found = found.members[name.removesuffix("[]").removesuffix("{}")]
    return found


def _item(shape: Shape) -> Shape:
    return shape.item if isinstance(shape, Listed) else shape


def _kind(shape: Shape, path: str, lang: Lang) -> str:
    match shape:
        case Text():
            return say.TEXT(lang)
        case Whole():
            return say.NUMBER(lang)
        case Truth():
            return say.TRUTH(lang)
        case Listed(item):
            return say.LIST_OF(lang).format(item=takes(item, f"{path}[]", lang))
        case Mapped(value):
            return say.MAP_OF(lang).format(item=takes(value, f"{path}{{}}", lang))
        case Structure():
            return say.OBJECT(lang)
        case _:
            assert_never(shape)


def _limits(shape: Shape, known: Object, lang: Lang) -> Iterator[str]:
    words = as_list(known.get("enum")) or as_list(known.get("examples")) or _enum(shape)
    if words:
        yield _words(say.ONE_OF, words, lang)
    yield from _range(_least(shape, known), _most(shape, known), lang)
    if "maxLength" in known:
        yield say.CHARACTERS(lang).format(most=known["maxLength"])
    if "maxItems" in known:
        yield say.ITEMS(lang).format(most=known["maxItems"])
    if "minItems" in known:
        yield say.NOT_EMPTY(lang)


def _words(title: Both, words: Sequence[Tree], lang: Lang) -> str:
    between = ", " if lang == "en" else "、"
    return title(lang).format(words=between.join(f"`{word}`" for word in words))


def _enum(shape: Shape) -> Sequence[Tree]:
    return shape.enum if isinstance(shape, Text) else ()


def _least(shape: Shape, known: Object) -> Tree:
    return known.get("minimum", shape.minimum if isinstance(shape, Whole) else None)


def _most(shape: Shape, known: Object) -> Tree:
    return known.get("maximum", shape.maximum if isinstance(shape, Whole) else None)


def _range(least: Tree, most: Tree, lang: Lang) -> Iterator[str]:
    if least is not None and most is not None:
        yield say.FROM_TO(lang).format(least=least, most=most)
    elif least is not None:
        yield say.AT_LEAST(lang).format(least=least)
    elif most is not None:
        yield say.AT_MOST(lang).format(most=most)
