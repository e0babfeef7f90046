"""Every size that Fargate has passes in every documented spelling, and nothing else does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import plumbrule
from plumbrule.core.validate.example import BASE, WINDOWS, edited

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

# The developer guide's table, written down on its own: CPU units, least and most MiB, step.
ROWS = [
    (256, 512, 1024, 512),
    (256, 2048, 2048, 1),
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16384, 1024),
    (4096, 8192, 30720, 1024),
    (8192, 16384, 61440, 4096),
    (16384, 32768, 122880, 8192),
]
SIZES = {(cpu, memory) for cpu, least, most, step in ROWS for memory in range(least, most + 1, step)}
SIZE_RULES = {f"R{number:03}" for number in range(30, 41)}


def _errors(cpu: str, memory: str, **more: Tree) -> list[tuple[str, str]]:
    definition = edited({**BASE, **more}, {"/cpu": cpu, "/memory": memory})
    found = plumbrule.validate(definition)
    return [(one.rule, one.pointer) for one in found if one.rule in SIZE_RULES and one.severity != "info"]


def _in_large_units(cpu: int, memory: int) -> tuple[str, str]:
    return f"{Decimal(cpu) / 1024} vCPU", f"{Decimal(memory) / 1024} GB"


def test_the_74_sizes_that_were_tried_on_the_real_api_pass_in_both_spellings() -> None:
    assert len(SIZES) == 74
    assert [size for size in sorted(SIZES) if _errors(str(size[0]), str(size[1]))] == []
    assert [size for size in sorted(SIZES) if _errors(*_in_large_units(*size))] == []


@pytest.mark.parametrize("cpu", sorted({cpu for cpu, _ in SIZES}))
def test_whole_gigabytes_that_no_row_has_are_refused_at_the_memory(cpu: int) -> None:
    for gigabytes in range(1, 131):
        wanted = [] if (cpu, gigabytes * 1024) in SIZES else [("R036", "/memory")]
        assert _errors(str(cpu), f"{gigabytes}GB") == wanted, gigabytes


@pytest.mark.parametrize(
    ("memory", "told"),
    [
        ("61440", "R037"),
        ("122880", "R037"),
        ("249856", "R037"),
        ("65536", "R036"),
        ("244 GB", "R037"),
        ("240 GB", "R036"),
    ],
)
def test_32_vcpu_warn_with_the_sizes_that_aws_names_and_are_wrong_with_others(memory: str, told: str) -> None:
    assert [rule for rule, _ in _errors("32 vCPU", memory)] == [told]


@pytest.mark.parametrize(
    ("cpu", "memory", "told"),
    [
        ("256", "512", "R038"),
        ("300", "512", "R038"),
        ("1024", "2048", None),
        ("4096", "30720", None),
        ("5000", "8192", "R035"),
        ("8192", "16384", "R039"),
        ("9000", "16384", "R039"),
        ("32768", "61440", "R039"),
    ],
)
def test_windows_has_the_middle_of_the_table_and_says_each_mistake_once(
    cpu: str, memory: str, told: str | None
) -> None:
    assert [rule for rule, _ in _errors(cpu, memory, runtimePlatform=WINDOWS["/runtimePlatform"])] == [told] * bool(
        told
    )


def test_a_wrong_size_names_the_sizes_around_it_and_the_other_way_out() -> None:
    (found,) = [one for one in plumbrule.validate({**BASE, "cpu": ".25 vCPU", "memory": "3 GB"}) if one.rule == "R036"]
    assert found.message == '`memory` is "3 GB", which does not go with 256 CPU units; the nearest is 2048'
    assert found.hint == "take 512, 1024 or 2048 MiB; or keep the memory, which goes with 512 or 1024 CPU units"


@pytest.mark.parametrize(
    ("cpu", "memory", "told"),
    [
        ("half", "768", ["R032"]),
        ("512", "much", ["R033"]),
        ("512", "768 MiB", ["R034"]),
        ("half", "much", ["R032", "R033"]),
        ("300", "much", ["R033", "R035"]),
        ("٥١٢", "1024", ["R032"]),
        ("9" * 40, "1024", ["R032"]),
        ("1e3", "1024", ["R032"]),
        ("512\n", "1024", ["R032"]),
    ],
)
def test_what_cannot_be_read_is_told_alone(cpu: str, memory: str, told: list[str]) -> None:
    assert sorted(rule for rule, _ in _errors(cpu, memory)) == told


def test_numbers_that_load_mends_are_judged_as_sizes() -> None:
    found = plumbrule.validate({**BASE, "cpu": 512, "memory": 768})
    assert [(one.rule, one.pointer, one.severity) for one in found if one.pointer in {"/cpu", "/memory"}] == [
        ("R008", "/cpu", "warning"),
        ("R008", "/memory", "warning"),
        ("R036", "/memory", "error"),
    ]
