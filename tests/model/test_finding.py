from __future__ import annotations

import pytest

from plumbrule.model.finding import Finding, Severity, at_or_above, once
from plumbrule.model.place import Place

PLACE = Place("web.json", 3, 5, "/cpu")


def test_a_finding_is_told_with_its_place_first() -> None:
    finding = Finding("R001", Severity.ERROR, PLACE, "cpu is odd")
    assert str(finding) == "web.json:3:5: error R001: cpu is odd"
    assert finding.pointer == "/cpu"


@pytest.mark.parametrize(("severity", "error"), [("error", True), ("warning", False), ("info", False)])
def test_only_errors_keep_a_spec_from_being_registered(severity: str, *, error: bool) -> None:
    assert Finding("R001", Severity(severity), PLACE, "x").is_error is error


def test_severities_have_an_order() -> None:
    found = [[at_or_above(one, limit) for one in Severity] for limit in Severity]
    assert found == [[True, False, False], [True, True, False], [True, True, True]]


def test_a_place_without_a_line_is_the_whole_file() -> None:
    assert (str(Place("web.json")), str(PLACE)) == ("web.json", "web.json:3:5")
    assert sorted([Place("b"), PLACE, Place("web.json", 2)]) == [Place("b"), Place("web.json", 2), PLACE]


@pytest.mark.parametrize("order", [("warning", "error"), ("error", "warning"), ("error", "info", "error")])
def test_what_targets_weigh_differently_is_there_once_and_as_bad_as_in_the_worst(order: tuple[str, ...]) -> None:
    other = Finding("R002", Severity.INFO, PLACE, "another rule")
    found = [Finding("R001", Severity(severity), PLACE, "cpu is odd") for severity in order]
    assert once([*found, other, other]) == (Finding("R001", Severity.ERROR, PLACE, "cpu is odd"), other)


def test_findings_that_differ_in_place_or_words_are_kept_in_their_order() -> None:
    found = [
        Finding("R001", Severity.INFO, PLACE, "cpu is odd"),
        Finding("R001", Severity.ERROR, PLACE, "cpu is even"),
        Finding("R001", Severity.ERROR, Place("web.json", 2), "cpu is odd"),
    ]
    assert once(found) == tuple(found)
