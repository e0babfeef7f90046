"""Builds one document's values from the parts a reader names, within bounds, remembering where everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.model.document import Marks
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from plumbrule.model.document import Position
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Tree

MOST_MISTAKES: Final = 100
LONGEST_KEY: Final = 512
"""Characters of one key; the longest that mean anything are those of labels."""

LONGEST_POINTER: Final = 2048
"""Characters of the pointer of a list or an object: each value below repeats it, fifty thousand times if it may."""

Built: TypeAlias = "dict[str, Tree] | list[Tree]"


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that keeps a text from being read, at its line and column (both from 1)."""

    rule: str
    position: Position
    message: str
    hint: str = ""
    pointer: str = ""


class Stop(Exception):
    """Reading further would say nothing true; the mistake is already noted."""


class Frame:
    """A list or an object that is still open; a lost one stands under a key that was there already."""

    __slots__ = ("built", "doubled", "key", "lost", "pointer", "position", "seen")

    def __init__(self, built: Built, pointer: str, position: Position, *, lost: bool) -> None:
        self.built = built
        self.pointer = pointer
        self.position = position
        self.lost = lost
        self.key = ""
        self.doubled = False
        self.seen = False


class Builder:
    """Takes openings, keys, values and closings in the order of the text; needs no recursion, however deep it goes."""

    def __init__(self, bounds: Bounds) -> None:
        self.tree: Tree = None
        self.mistakes: list[Mistake] = []
        self._values: dict[str, Position] = {}
        self._keys: dict[str, Position] = {}
        self._nodes = 0
        self._bounds = bounds
        self._stack: list[Frame] = []

    @property
    def marks(self) -> Marks:
        """Where everything stands that was read so far."""
        return Marks(self._values, self._keys)

    @property
    def inside(self) -> Frame | None:
        """The innermost list or object that is open."""
        return self._stack[-1] if self._stack else None

    def mistake(self, rule: str, position: Position, message: str, hint: str = "") -> None:
        """Note a mistake and go on; far too many of them stop the reading."""
        frame = self.inside
        self.mistakes.append(Mistake(rule, position, message, hint, frame.pointer if frame else ""))
        if len(self.mistakes) >= MOST_MISTAKES:
            raise Stop

    def stop(self, rule: str, position: Position, message: str, hint: str = "") -> Stop:
        """Note a mistake that ends the reading: `raise builder.stop(…)`."""
        self.mistake(rule, position, message, hint)
        return Stop()

    def open(self, built: Built, position: Position) -> None:
        """Begin a list or an object at `position`."""
        frame = self.inside
        lost = frame is not None and (frame.lost or frame.doubled)
        pointer = self.value(built, position)
        self._stack.append(Frame(built, pointer, position, lost=lost))
        if len(self._stack) > self._bounds.depth:
            limit = self._bounds.depth
            raise self.stop("depth", position, f"the document is nested more than {limit} levels deep")
        if len(pointer) > LONGEST_POINTER:
            message = f"the keys that lead here have more than {LONGEST_POINTER} characters together"
            raise self.stop("key", position, message)

    def close(self) -> None:
        """End the innermost list or object."""
        self._stack.pop()

    def key(self, name: str, position: Position) -> None:
        """Name the member of the innermost object whose value comes next."""
        if len(name) > LONGEST_KEY:
            raise self.stop("key", position, f"a key has {len(name)} characters; at most {LONGEST_KEY} are read")
        frame = self._stack[-1]
        frame.key = name
        if frame.lost:
            return
        pointer = child(frame.pointer, name)
        frame.doubled = pointer in self._keys
        if not frame.doubled:
            self._keys[pointer] = position
            return
        line, column = self._keys[pointer]
        message = f"the key `{brief(name)}` stands twice; it first stands at line {line}, column {column}"
        self.mistake("duplicate-key", position, message, "keep one of the two")

    def value(self, value: Tree, position: Position) -> str:
        """Place a value where the text has it; returns its pointer."""
        self._nodes += 1
        if self._nodes > self._bounds.nodes:
            raise self.stop("nodes", position, f"the document holds more than {self._bounds.nodes} values")
        frame = self.inside
        if frame is None:
            self.tree = value
            pointer = ""
        else:
            pointer = _place(value, frame)
        if frame is None or not (frame.lost or frame.doubled):
            self._values[pointer] = position
        return pointer


def _place(value: Tree, frame: Frame) -> str:
    frame.seen = True
    if isinstance(frame.built, list):
        frame.built.append(value)
        return f"{frame.pointer}/{len(frame.built) - 1}"
    if not frame.doubled:
        frame.built[frame.key] = value
    return child(frame.pointer, frame.key)
