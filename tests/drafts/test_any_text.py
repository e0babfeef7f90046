"""Whatever is given to a conversion, it ends in a spec that validates, or in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.drafts.docker.reading import OPTIONS
from plumbrule.errors import Declined
from tests.drafts.converting import errors, of_file, of_run

WORD = st.text(st.sampled_from("ab1/:=,.-$\"'{}[]\\ \n"), max_size=8)
OPTION = st.sampled_from([*(f"--{one.long}" for one in OPTIONS), *(f"-{one.short}" for one in OPTIONS if one.short)])
LINES = st.lists(st.one_of(OPTION, WORD, st.just("x:1")), max_size=8).map(lambda words: f"docker run {' '.join(words)}")
INSTRUCTION = st.tuples(
    st.sampled_from(
        [
            "FROM",
            "ENV",
            "ARG",
            "EXPOSE",
            "USER",
            "WORKDIR",
            "CMD",
            "ENTRYPOINT",
            "HEALTHCHECK",
            "SHELL",
            "VOLUME",
            "RUN",
        ]
    ),
    st.one_of(
        WORD, st.sampled_from(["--interval=1s CMD x", "--retries=x CMD y", '["a"]', "[1]", "A=$B", "<<EOF", "a \\"])
    ),
).map(" ".join)
FILES = st.lists(INSTRUCTION, max_size=8).map(lambda lines: "\n".join(["FROM x:1", *lines]))


@given(LINES)
def test_a_command_line(line: str) -> None:
    try:
        definition, _ = of_run(line)
    except Declined:
        return
    assert {found for found in map(_rule, errors(definition)) if found not in OF_THE_IMAGE} == set()


@given(FILES)
def test_a_dockerfile(text: str) -> None:
    try:
        definition, _ = of_file(text)
    except Declined:
        return
    assert errors(definition) == []


@given(st.text(max_size=60))
def test_a_text(text: str) -> None:
    for convert in (of_run, of_file):
        try:
            convert(text)
        except Declined:
            continue


OF_THE_IMAGE = {"R062", "R063", "R064", "R061"}
"""An image's name is nobody's to guess: what is wrong with it is told, and no spec is written."""


def _rule(finding: str) -> str:
    return finding.split(" error ")[1].partition(":")[0]


def test_the_rule_is_read_from_a_finding() -> None:
    with pytest.raises(IndexError):
        _rule("nothing")
    definition, _ = of_run("docker run 'x y'")
    assert {_rule(one) for one in errors(definition)} == {"R062"}
