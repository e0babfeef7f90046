"""Settings from the environment: `PLUMBRULE_SOURCE__PATH=/x` sets `source.path` and wins over the file.

Two underscores go one group deeper.
Items of lists, so everything under `targets`, can only be written in the file.
A value is read like a value in the file; a key that takes text takes it as it stands where that would be no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.model.pointer import join
from plumbrule.model.tree import as_object
from plumbrule.settings.keys import Holds, keys
from plumbrule.settings.mistake import Mistake
from plumbrule.settings.reader import read_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object, Tree
    from plumbrule.settings.keys import KeyFact

PREFIX: Final = "PLUMBRULE_"
CONFIG: Final = "PLUMBRULE_CONFIG"
"""Names the settings file itself; the command line reads it."""
CLIENTS: Final = ("PLUMBRULE_SOCKET", "PLUMBRULE_URL", "PLUMBRULE_TOKEN_FILE")
"""Say where a running daemon is; verbs that ask it read them."""


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The file's tree with the environment laid over it.

    Attributes:
        variables: which variable set what, by JSON pointer.
    """

    tree: Object
    variables: Mapping[str, str]
    mistakes: tuple[Mistake, ...]


def variable_of(path: str) -> str:
    """The variable that sets the key at `path`, such as `source.path`."""
    return PREFIX + path.replace(".", "__").upper()


def overlay(tree: Object, environ: Mapping[str, str]) -> Overlaid:
    """Lay every `PLUMBRULE_…` variable over `tree`, which stays as it is."""
    known = {variable_of(fact.path): fact for fact in keys().values() if not fact.in_list}
    named = sorted(name for name in environ if name.startswith(PREFIX) and name not in {CONFIG, *CLIENTS})
    settable = {name: known[name] for name in named if name in known and _is_settable(known[name])}
    for name, fact in settable.items():
        tree = _with(tree, fact.path.split("."), _value(fact, environ[name]))
    return Overlaid(
        tree,
        {join(fact.path.split(".")): name for name, fact in settable.items()},
        tuple(Mistake((), _refusal(name, known), variable=name) for name in named if name not in settable),
    )


def _is_settable(fact: KeyFact) -> bool:
    return fact.holds in {Holds.TEXT, Holds.NUMBER}


def _value(fact: KeyFact, text: str) -> Tree:
    value = read_scalar(text)
    return text if fact.holds is Holds.TEXT and not isinstance(value, str) else value


def _with(tree: Object, steps: list[str], value: Tree) -> Object:
    """`tree` with `value` at `steps`; what is no group of keys stays, so that it is told as the mistake it is."""
    step, *rest = steps
    if not rest:
        return {**tree, step: value}
    below = tree.get(step)
    if below is not None and as_object(below) is not below:
        return tree
    return {**tree, step: _with(as_object(below), rest, value)}


def _refusal(name: str, known: Mapping[str, KeyFact]) -> str:
    if name in known:
        return _not_settable(name, known)
    if name.startswith(f"{variable_of('targets')}_"):
        return "items of a list cannot be set from the environment; write targets in the file"
    if name.startswith(f"{variable_of('rules')}_"):
        return "single rules cannot be set from the environment; write rules in the file"
    settable = (other.removeprefix(PREFIX) for other, fact in known.items() if _is_settable(fact))
    near = closest(name.removeprefix(PREFIX), settable)
    return f"there is no such setting{f'; did you mean {PREFIX}{near}?' if near else ''}"


def _not_settable(name: str, known: Mapping[str, KeyFact]) -> str:
    if known[name].holds is not Holds.SECTION:
        what = "a group of names" if known[name].holds is Holds.MAP else "a list"
        return f"{known[name].path} is {what} and cannot be set from the environment; write it in the file"
    inner = next(other for other in known if other.startswith(f"{name}__"))
    return f"{known[name].path} is a group of keys; set one of them, such as {inner}"
