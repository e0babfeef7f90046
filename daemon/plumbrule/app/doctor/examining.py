"""Goes through all checks."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from plumbrule.app.doctor import checks
from plumbrule.app.doctor.finding import Check, Finding, Grade
from plumbrule.errors import PlumbruleError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from plumbrule.app.doctor.ground import Ground


def examine(ground: Ground, only: Collection[str] = ()) -> Iterator[Finding]:
    """A line for each thing, as soon as it is known; what one check runs into keeps no other from its turn.

    Args:
        ground: what there is to go by.
        only: names of checks; without any, all of them.
    """
    for check in every_check():
        if only and check.name not in only:
            continue
        try:
            for said in check.examine(ground):
                yield Finding(check.name, said.grade, said.says, said.advice, said.where)
        except PlumbruleError as error:
            yield Finding(check.name, Grade.WRONG, str(error), "mend this first, and ask again")
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one check, the others are wanted too
            says = f"it could not be looked at, by a fault of ours: {type(fault).__name__}"
            yield Finding(check.name, Grade.WRONG, says, "tell the maintainers")


@cache
def every_check() -> tuple[Check, ...]:
    """In the order of their places.

    Raises:
        TypeError: a module of `checks` has no `CHECK`.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."))
    return tuple(sorted(map(_check, names), key=lambda check: (check.place, check.name)))


def _check(name: str) -> Check:
    found = getattr(import_module(name), "CHECK", None)
    if not isinstance(found, Check):
        raise TypeError(f"{name} has no CHECK")
    return found
