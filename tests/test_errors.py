from __future__ import annotations

import pytest

from plumbrule import errors
from plumbrule.errors import Declined, PlumbruleError, SettingsError, Throttled

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, PlumbruleError)]


def test_every_class_has_a_code_of_its_own() -> None:
    codes = [each.code for each in CLASSES]
    assert len(CLASSES) >= 9
    assert len(set(codes)) == len(codes)


def test_codes_are_part_of_the_product() -> None:
    assert {each.__name__: each.code for each in CLASSES} == {
        "PlumbruleError": "internal",
        "SettingsError": "settings_wrong",
        "SourceError": "source_broken",
        "Unavailable": "unavailable",
        "Ambiguous": "answer_lost",
        "Throttled": "throttled",
        "Denied": "denied",
        "Rejected": "rejected",
        "JournalError": "journal_broken",
        "Declined": "declined",
    }


@pytest.mark.parametrize("kind", [each for each in CLASSES if each not in {SettingsError, Declined}])
def test_an_error_is_its_sentence_with_its_place_before_it(kind: type[PlumbruleError]) -> None:
    assert str(kind("it is broken")) == "it is broken"
    error = kind("it is broken", place="web.json:3")
    assert (str(error), error.message, error.place) == ("web.json:3: it is broken", "it is broken", "web.json:3")


def test_mistakes_in_settings_are_all_told_each_at_its_own_place() -> None:
    error = SettingsError(("a.yaml:1:1: one", "a.yaml:2:1: two"), place="a.yaml")
    assert str(error) == "a.yaml:1:1: one\na.yaml:2:1: two"
    assert error.mistakes == ("a.yaml:1:1: one", "a.yaml:2:1: two")


def test_a_throttle_says_when_and_whose_it_is() -> None:
    assert (Throttled("x").after, Throttled("x").ours) == (1.0, False)
    error = Throttled("x", place="y", after=7.5, ours=True)
    assert (error.after, error.ours, str(error)) == (7.5, True, "y: x")
