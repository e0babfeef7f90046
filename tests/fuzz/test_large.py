"""Files within every bound that cost as much as a file can: answered in bounded words, by work that grows as they do.

Work is counted in calls and not in seconds. What a call hides, such as a search through a text, shows at full size
only: it would take minutes there, and the suite's time limit ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tests.builders.effort import calls
from tests.fuzz.answering import answer

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FINDINGS: Final = 5000
FEW: Final = 500
TIMES: Final = 4
MOST: Final = 1.5 * TIMES
"""How many times the work a file of `TIMES` the size may be; where each part meets each other, it is 16 times."""

_HEAD: Final = "apiVersion: plumbrule.dev/v1\nkind: TaskDefinition\nmetadata: {name: web}\nspec:\n"
_COMMAND: Final = _HEAD + "  template: {containerDefinitions: [{command: ["


class Kind(NamedTuple):
    """A file with `count` of something, and how many of them the largest one has."""

    path: str
    most: int
    text: Callable[[int], str]


def _many(count: int, text: str, between: str = ",") -> str:
    return between.join(text.format(n=n) for n in range(count))


def _overlays_over(count: int) -> str:
    overlay = "  - {{labels: {{env: prod}}, patch: {{containerDefinitions: [{{name: c{n}}}]}}}}\n"
    containers = _many(count, "{{name: a{n}}}")
    return f"{_HEAD}  overlays:\n{_many(64, overlay, '')}  template: {{containerDefinitions: [{containers}]}}\n"


KINDS: Final = {
    "one text of many words where a list belongs": Kind(
        "a.yaml", 200_000, lambda count: "family: w\nrequiresCompatibilities: " + "1," * count
    ),
    "text full of secret names": Kind(
        "a.yaml", 20_000, lambda count: "family: w\nrequiresCompatibilities: x " + _many(count, "t{n}_token", " ")
    ),
    "items of the wrong type": Kind(
        "a.json",
        48_000,
        lambda count: '{"family":"w","containerDefinitions":[{"command":[' + "1," * count + "1]}]}",
    ),
    "unknown keys": Kind("a.json", 30_000, lambda count: '{"family":"w",' + _many(count, '"k{n}":1') + "}"),
    "nulls": Kind(
        "a.json", 30_000, lambda count: '{"family":"w","dockerLabels":{' + _many(count, '"k{n}":null') + "}}"
    ),
    "nulls below long keys": Kind(
        "a.json",
        20_000,
        lambda count: (
            '{"family":"w","x":' + ('{"' + "k" * 500 + '":') * 50 + "[" + '{"a":null},' * count + "1]" + "}" * 51
        ),
    ),
    "containers": Kind(
        "a.json", 24_000, lambda count: '{"family":"w","containerDefinitions":[' + _many(count, '{{"a":1}}') + "]}"
    ),
    "wrong variables in one text": Kind("a.yaml", 80_000, lambda count: f"{_COMMAND}'{'${oh}' * count}']}}]}}\n"),
    "texts with a wrong variable": Kind("a.yaml", 40_000, lambda count: _COMMAND + "'${oh}'," * count + "]}]}\n"),
    "targets": Kind(
        "a.yaml", 40_000, lambda count: _HEAD + "  targets: [" + _many(count, "t{n}") + "]\n  template: {cpu: '1'}\n"
    ),
    "overlays": Kind(
        "a.yaml",
        8000,
        lambda count: (
            _HEAD
            + "  overlays:\n"
            + _many(count, "  - {{target: t{n}, patch: {{cpu: '1'}}}}\n", "")
            + "  template: {cpu: '1'}\n"
        ),
    ),
    "containers under 64 overlays": Kind("a.yaml", 16_000, _overlays_over),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_file_of_its_kind_is_answered_in_bounded_words(kind: str) -> None:
    path, most, text = KINDS[kind]
    found = answer(path, text(most).encode())
    assert any(finding.is_error for finding in found)
    assert len(found) < MOST_FINDINGS


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_work_grows_as_the_file_does_and_not_as_its_square(kind: str) -> None:
    path, _, text = KINDS[kind]
    few, many = text(FEW).encode(), text(FEW * TIMES).encode()
    answer(path, b"family: w\n")
    assert calls(lambda: answer(path, many)) < MOST * calls(lambda: answer(path, few))
