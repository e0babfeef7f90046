"""Port mappings: what they say about one another, and what is not known."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, beside, edited
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque, Tree
from tests.core.load.files import UNTIMED
from tests.core.validate.judging import TODAY

PORTS = "/containerDefinitions/0/portMappings"
UNKNOWN = Opaque("${var.X}")
RANGES = st.tuples(st.integers(1, 12), st.integers(0, 3), st.sampled_from(["tcp", "udp"]))


def _told(edits: dict[str, Tree], *rules: str) -> list[tuple[str, str, str]]:
    found = validate(edited(BASE, edits), api_shape(), lambda at: Place("web.json", pointer=at), today=TODAY)
    return [(one.rule, one.pointer, one.message) for one in found if one.rule in rules]


def test_a_port_used_again_names_who_has_it_and_which_ports_are_shared() -> None:
    edits: dict[str, Tree] = {
        PORTS: [{"containerPort": 8085}, {"containerPortRange": "9000-9010"}],
        "/containerDefinitions/1": beside("side", portMappings=[{"containerPort": 8085, "hostPort": 8085}]),
        "/containerDefinitions/2": beside("third", portMappings=[{"containerPortRange": "9005-9020"}]),
    }
    assert _told(edits, "R101") == [
        ("R101", "/containerDefinitions/1/portMappings/0", "tcp port 8085 is mapped by container `app` already"),
        (
            "R101",
            "/containerDefinitions/2/portMappings/0",
            "tcp ports 9005-9010 are mapped by container `app` already",
        ),
    ]


@UNTIMED
@given(st.lists(RANGES, max_size=7))
def test_a_clash_is_told_exactly_when_two_mappings_share_a_port(ranges: list[tuple[int, int, str]]) -> None:
    mappings: list[Tree] = [
        {"containerPort": first, "protocol": protocol}
        if more == 0
        else {"containerPortRange": f"{first}-{first + more}", "protocol": protocol}
        for first, more, protocol in ranges
    ]
    shared = {
        a[2] == b[2]
        for (i, a), (j, b) in product(enumerate(ranges), repeat=2)
        if i < j and a[0] <= b[0] + b[1] and b[0] <= a[0] + a[1]
    }
    told = {rule for rule, _, _ in _told({PORTS: mappings}, "R101", "R102")}
    assert told == {{True: "R101", False: "R102"}[same] for same in shared}


def test_a_tcp_port_that_is_also_a_udp_port_is_no_error_since_ecs_registers_it() -> None:
    edits: dict[str, Tree] = {PORTS: [{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}]}
    found = validate(edited(BASE, edits), api_shape(), lambda at: Place("web.json", pointer=at), today=TODAY)
    assert [one for one in found if one.is_error] == []


@pytest.mark.parametrize(
    "mappings",
    [
        [{"containerPort": UNKNOWN, "hostPort": 80}],
        [{"containerPort": UNKNOWN}, {"containerPort": 80}],
        [{"containerPort": 80, "protocol": UNKNOWN}, {"containerPort": 80}],
        [{"containerPortRange": UNKNOWN}, {"containerPort": 80}],
        [{"containerPort": 80, "name": UNKNOWN, "appProtocol": "http"}, {"containerPort": 81, "name": "web"}],
        [UNKNOWN, {"containerPort": 80}],
        UNKNOWN,
    ],
)
def test_what_is_not_known_offline_is_neither_missing_nor_in_conflict(mappings: Tree) -> None:
    assert _told({PORTS: mappings}, *(f"R{number:03}" for number in range(98, 114))) == []


def test_the_same_number_as_host_port_needs_a_sentence_that_names_both() -> None:
    (told,) = _told({f"{PORTS}/0": {"containerPort": 8080, "hostPort": 80}}, "R100", "R008", "R099")
    assert told[2] == "`hostPort` is 80 and `containerPort` is 8080; on Fargate they must be the same"


def test_a_word_with_a_rule_of_its_own_is_told_once() -> None:
    edits: dict[str, Tree] = {
        f"{PORTS}/0": {"containerPort": 80, "protocol": "TCP", "name": "w", "appProtocol": "HTTP"}
    }
    assert sorted(rule for rule, _, _ in _told(edits, "R009", "R103", "R109")) == ["R103", "R109"]
