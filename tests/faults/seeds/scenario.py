"""A seed's whole story as a value: the same seed always gives the same story, on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

BORDERS: Final = (
    "before_intent",
    "after_intent",
    "before_last_look",
    "after_last_look",
    "before_register",
    "after_register",
    "before_result",
    "after_result",
    "before_accept",
    "after_accept",
    "before_settled",
    "after_settled",
    "before_look",
    "after_look",
    "before_lost",
    "before_end",
    "after_observe",
    "after_highest",
    "after_search",
    "before_approval",
    "after_approval",
    "before_letter",
    "after_letter",
    "before_post",
    "after_post",
    "before_letter+sent",
    "after_letter+sent",
    "before_edit",
    "after_edit",
    "before_reply",
    "after_reply",
    "before_sent",
    "after_sent",
)
DESCRIBE, LIST, REGISTER = "DescribeTaskDefinition", "ListTaskDefinitions", "RegisterTaskDefinition"
OF_ANY: Final = ("throttled", "http_500", "reset", "lost_answer")
OF_REGISTER: Final = (*OF_ANY, "lost_answer", "lost_answer", "slow", "concurrent_revision")
OF_SLACK: Final = ("chat.postMessage", "chat.postMessage", "chat.update", "*")
DEAF: Final = ("http_429", "http_500", "reset", "lost_answer", "lost_answer")
LAG_SECONDS: Final = 1.2
"""Longer than a restart takes here, shorter than the daemon's bound."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The file gets a content nobody had; `as_live` takes over the latest hand-made one, where there is one."""

    family: str
    as_live: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """The file cannot be read any more."""

    family: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The file is gone."""

    family: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """Somebody else registers: a content of their own, what Git says ("git"), or what Git said before ("rollback")."""

    family: str
    what: str


@dataclass(frozen=True, slots=True)
class Deregister:
    """Somebody deregisters the latest revision."""

    family: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The next calls of an operation fail."""

    operation: str
    kind: str
    times: int
    after: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Fresh revisions hide for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Approve:
    """Somebody says yes to the family's plan, `clicks` times at once."""

    family: str
    clicks: int


@dataclass(frozen=True, slots=True)
class Suspend:
    """Somebody suspends everything, and somebody resumes it at once or never."""

    resumed: bool


@dataclass(frozen=True, slots=True)
class Deaf:
    """The next calls of a method of Slack's fail."""

    method: str
    kind: str
    times: int


Step: TypeAlias = Deaf | Edit | Break | Remove | ByHand | Deregister | Trouble | Lag | Approve | Suspend


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the daemon: steps, each after a pause in seconds, while it dies at a border or somewhere later.

    Attributes:
        at: the border; empty for a run that is killed from outside.
        nth: which time the border is reached.
        patience: seconds it may live on after the last step.
    """

    at: str
    nth: int
    steps: tuple[tuple[float, Step], ...]
    patience: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One seed.

    Attributes:
        ask: people are asked after a lost answer, instead of another try.
        before: what happens before the first start.
        lag_stays: fresh revisions go on hiding when everything else is quiet.
    """

    seed: int
    families: tuple[str, ...]
    ask: bool
    short_pages: bool
    before: tuple[Step, ...]
    rounds: tuple[Round, ...]
    lag_stays: bool


def scenario_of(seed: int) -> Scenario:
    """Make up the story of one seed."""
    dice = Random(seed)  # noqa: S311 - a story, no secret
    # What is called gated asks people whatever changes.
    families = tuple(f"{dice.choice(('web', 'web', 'gated'))}-{number}" for number in range(dice.randint(2, 5)))
    return Scenario(
        seed=seed,
        families=families,
        ask=dice.random() < 0.2,
        short_pages=dice.random() < 0.5,
        before=_before(dice, families),
        rounds=tuple(_round(dice, families) for _ in range(dice.randint(1, 3))),
        lag_stays=dice.random() < 0.3,
    )


def _before(dice: Random, families: tuple[str, ...]) -> tuple[Step, ...]:
    """Every family has a file; some were registered by somebody before, some calls of the first start will fail."""
    made = (ByHand(family, dice.choice(("own", "git"))) for family in families if dice.random() < 0.2)
    trouble = (_trouble(dice) for _ in range(dice.randint(0, 2)))
    lag = (Lag(LAG_SECONDS),) if dice.random() < 0.4 else ()
    return (*(Edit(family) for family in families), *made, *trouble, *lag)


def _round(dice: Random, families: tuple[str, ...]) -> Round:
    kind = dice.random()
    at = "any" if kind < 0.4 else dice.choice(BORDERS) if kind < 0.9 else ""
    nth = dice.randint(1, 60) if at == "any" else dice.choice((1, 1, 2, 3))
    steps = tuple((dice.uniform(0, 0.5), _step(dice, families)) for _ in range(dice.randint(1, 5)))
    return Round(at, nth, steps, dice.uniform(0.2, 1.2))


def _step(dice: Random, families: tuple[str, ...]) -> Step:
    family = dice.choice(families)
    kinds: tuple[tuple[Step, int], ...] = (
        (Edit(family), 9),
        (Edit(family, as_live=True), 2),
        (Break(family), 2),
        (Remove(family), 2),
        (ByHand(family, dice.choice(("own", "own", "git", "rollback"))), 3),
        (Deregister(family), 2),
        (_trouble(dice), 7),
        (Lag(dice.choice((0.0, LAG_SECONDS))), 3),
        (Approve(dice.choice(families), dice.choice((1, 1, 2, 4))), 9),
        (Suspend(dice.random() < 0.9), 1),
        (Deaf(dice.choice(OF_SLACK), dice.choice(DEAF), dice.randint(1, 2)), 4),
    )
    return dice.choices([step for step, _ in kinds], [weight for _, weight in kinds])[0]


def _trouble(dice: Random) -> Trouble:
    operation = dice.choice((DESCRIBE, LIST, REGISTER, REGISTER))
    kind = dice.choice(OF_REGISTER if operation == REGISTER else OF_ANY)
    return Trouble(operation, kind, dice.randint(1, 2), dice.randint(0, 4))
