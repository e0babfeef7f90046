"""The knobs: everything a test may turn while the world runs.

A new knob is one field of `Knobs` and one row of `READERS`; the command line, the control door and the client follow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from tests.world.buckets import Allowance, read_allowances
from tests.world.ecs.era import Era, read_era


@dataclass(frozen=True, slots=True)
class Knobs:
    """The state of all knobs.

    Attributes:
        latency_ms: how long every AWS call takes at least.
        visibility_seconds: for how long a fresh revision stays invisible to Describe and List.
        shuffle: environment and secrets come back in another order at every call.
        short_pages: lists return pages with fewer entries than asked for, sometimes none, with a token.
        page_size: the largest page the lists return, whatever maxResults says (ECS: 100).
        era: which fields ECS knows and fills in when a definition is read.
        buckets: token buckets per (account, Region); none by default.
        bad_keys: access keys that are refused beside those that start with BAD.
        external_ids: role ARN to the external id AssumeRole must carry.
        seed: start of every pseudo-random choice.
    """

    latency_ms: float = 0.0
    visibility_seconds: float = 0.0
    shuffle: bool = True
    short_pages: bool = False
    page_size: int = 100
    era: Era = field(default_factory=Era)
    buckets: Mapping[str, Allowance] = field(default_factory=lambda: MappingProxyType({}))
    bad_keys: tuple[str, ...] = ()
    external_ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    seed: int = 0


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"expected a number of at least 0, got {value!r}")
    return float(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, got {value!r}")  # noqa: TRY004 - one error type for the door
    return value


def _page(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100:
        raise ValueError(f"expected an integer from 1 to 100, got {value!r}")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"expected an integer, got {value!r}")  # noqa: TRY004 - one error type for the door
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError(f"expected a list of strings, got {value!r}")
    return tuple(value)


def _text_map(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(entry, str) for entry in value.values()):
        raise ValueError(f"expected an object of strings, got {value!r}")
    return MappingProxyType(dict(value))


Reader: TypeAlias = Callable[[object], Any]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "latency_ms": _seconds,
        "visibility_seconds": _seconds,
        "shuffle": _flag,
        "short_pages": _flag,
        "page_size": _page,
        "era": read_era,
        "buckets": read_allowances,
        "bad_keys": _texts,
        "external_ids": _text_map,
        "seed": _whole,
    }
)


def turned(knobs: Knobs, wanted: Mapping[str, object]) -> Knobs:
    """Return the knobs with some of them turned.

    Raises:
        ValueError: a knob is unknown or a value does not fit it.
    """
    unknown = sorted(set(wanted) - set(READERS))
    if unknown:
        raise ValueError(f"unknown knobs {unknown}; there are {sorted(READERS)}")
    return replace(knobs, **{name: READERS[name](value) for name, value in wanted.items()})


def shown(knobs: Knobs) -> dict[str, Any]:
    """Return the knobs as JSON values."""
    plain = {name: getattr(knobs, name) for name in READERS}
    plain["era"] = json.loads(knobs.era.key)
    plain["buckets"] = {name: asdict(allowance) for name, allowance in knobs.buckets.items()}
    plain["external_ids"] = dict(knobs.external_ids)
    return plain
