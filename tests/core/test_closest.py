"""Did you mean: the closest known word, whatever its letter case and its joints."""

from __future__ import annotations

import pytest

from plumbrule.core import closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("PortMappings", ["portMappings", "mountPoints"], "portMappings"),
        ("port_mappings", ["portMappings", "mountPoints"], "portMappings"),
        ("port-mapping", ["portMappings", "mountPoints"], "portMappings"),
        ("enviroment", ["environment", "environmentFiles"], "environment"),
        ("xyz", ["portMappings"], None),
        ("", ["a"], None),
        ("x" * 100_000, ["a"], None),
    ],
)
def test_the_closest_known_word_is_found(word: str, known: list[str], meant: str | None) -> None:
    assert closest(word, known) == meant


def test_of_two_words_alike_the_first_in_the_alphabet_is_meant() -> None:
    assert closest("A_B", ["ab", "aB"]) == closest("A_B", ["aB", "ab"]) == "aB"


def test_a_hint_names_the_closest_word_or_a_few_or_nothing() -> None:
    assert did_you_mean("prd", ["prod", "dev"]) == "did you mean `prod`?"
    assert did_you_mean("xyz", ["prod", "dev"]) == "known here: `dev`, `prod`"
    assert did_you_mean("xyz", []) == ""
    assert did_you_mean("xyz", [f"target{n}" for n in range(13)]) == ""
