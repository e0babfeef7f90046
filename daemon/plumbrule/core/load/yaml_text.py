"""YAML, read from the parser's events: no recursion, no tags, no aliases, and text stays text.

PyYAML's own loaders are not used: they let the last of two keys win, read `no`, `22:22` and `1_0` as other things than
text, and die on deep nesting (measured 2026-11 with PyYAML 6.0.3: 40,000 levels end the process).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from plumbrule.core.load.build import Builder, Stop
from plumbrule.core.load.lines import Lines
from plumbrule.core.load.mend import TYPOGRAPHIC
from plumbrule.core.load.scalars import unfit, whole, writable
from plumbrule.core.load.yaml_words import TYPOGRAPHIC_WORDS, explain

if TYPE_CHECKING:
    from plumbrule.model.document import Position
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Scalar

C_PARSER: Final = hasattr(yaml, "CSafeLoader")
"""Whether libyaml is there; without it reading takes fifteen times as long, and whoever starts up should say so."""

_LOADER: Final[Any] = yaml.CSafeLoader if C_PARSER else yaml.SafeLoader
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_SEPARATOR: Final = re.compile("[\x85\u2028\u2029]")
_WORDS: Final[dict[str, Scalar]] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_yaml(text: str, bounds: Bounds, loader: Any = _LOADER) -> Builder:  # noqa: ANN401 - PyYAML's loaders share no type
    """Read one YAML document; what is wrong with it is in the builder's mistakes.

    Plain `true`, `false`, `null`, `~`, nothing at all and decimal integers without leading zeros are what they look
    like; everything else is text.
    """
    builder = Builder(bounds)
    reader = _Reader(builder)
    if separator := _SEPARATOR.search(text):
        message = "an invisible line separator stands here, which YAML would silently turn into a line break or a blank"
        hint = "remove it, or write it as an escape in double quotes"
        builder.mistake("separator", Lines(text).position(separator.start()), message, hint)
    try:
        for event in yaml.parse(text, Loader=loader):
            reader.take(event)
        if not reader.documents:
            builder.mistake("empty", (1, 1), "the file is empty")
    except Stop:
        pass
    except yaml.YAMLError as error:
        builder.mistakes.append(explain(error, text))
    return builder


class _Reader:
    """Turns events into values; knows whether a scalar is a key or a value."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._wants_key: list[bool] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Handle one event."""
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._open({}, event)
                self._wants_key.append(True)
            case yaml.SequenceStartEvent():
                self._open([], event)
                self._wants_key.append(False)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._wants_key.pop()
                self._build.close()
                self._value_done()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._document(event)
            case _:
                pass

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here; a file holds one task definition"
            raise self._build.stop("yaml-documents", _position(event), message, "put it into a file of its own")

    def _open(self, built: dict[str, Any] | list[Any], event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if self._is_key:
            hint = "put the whole value in quotes, if this is a variable of a template" if event.flow_style else ""
            raise self._build.stop("key", _position(event), "a key must be text, not a list or an object", hint)
        self._plain(event)
        self._build.open(built, _position(event))

    def _alias(self, event: yaml.AliasEvent) -> None:
        message = "an alias (`*name`) is not read: what a file says must stand in it plainly"
        self._build.mistake(
            "yaml-alias", _position(event), message, "write the value out, or put it in quotes if it is text"
        )
        self._put(None, event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._plain(event)
        value = self._resolved(event)
        if not self._is_key:
            self._put(value, event)
            return
        self._check_key(value, event)
        self._build.key(value if isinstance(value, str) else writable(event.value), _position(event))
        self._wants_key[-1] = False

    def _check_key(self, value: Scalar, event: yaml.ScalarEvent) -> None:
        if not isinstance(value, str):
            message = f"a key must be text, but this one reads as {_kind(value)}"
            self._build.mistake("key", _position(event), message, "put the key in quotes")
        elif event.value == "<<" and event.implicit[0]:
            message = "a merge key (`<<`) is not read: what a file says must stand in it plainly"
            self._build.mistake("yaml-merge", _position(event), message, "write the members out")

    @property
    def _is_key(self) -> bool:
        return bool(self._wants_key) and self._wants_key[-1]

    def _put(self, value: Scalar, event: yaml.Event) -> None:
        if self._is_key:
            self._build.key("*", _position(event))
            self._wants_key[-1] = False
            return
        self._build.value(value, _position(event))
        self._value_done()

    def _value_done(self) -> None:
        frame = self._build.inside
        if frame is not None and isinstance(frame.built, dict):
            self._wants_key[-1] = True

    def _plain(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor is not None:
            message = "an anchor (`&name`) is not read: what a file says must stand in it plainly"
            self._build.mistake(
                "yaml-anchor", _position(event), message, "remove it, or put the value in quotes if it is text"
            )
        if event.tag is not None:
            message = "a tag (`!name`) is not read: a value is what it looks like"
            self._build.mistake(
                "yaml-tag", _position(event), message, "remove it, or put the value in quotes if it is text"
            )

    def _resolved(self, event: yaml.ScalarEvent) -> Scalar:
        text: str = event.value
        if not event.implicit[0]:
            return self._quoted(text, event)
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in TYPOGRAPHIC:
            self._build.mistake("quotes", _position(event), *TYPOGRAPHIC_WORDS)
        if _WHOLE.fullmatch(text) is None:
            return text
        if (number := whole(text)) is not None:
            return number
        self._build.mistake(
            "number", _position(event), "the number does not fit into 64 bits", "put it in quotes if it is text"
        )
        return 0

    def _quoted(self, text: str, event: yaml.ScalarEvent) -> str:
        if (wrong := unfit(text)) is not None:
            self._build.mistake(wrong.rule, _position(event), wrong.message, wrong.hint)
        return writable(text)


def _kind(value: Scalar) -> str:
    if value is None:
        return "nothing"
    return "true or false" if isinstance(value, bool) else "a number"


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
