"""Variables: a closed set, typed, only in manifests, never from the daemon's environment."""

from __future__ import annotations

import pytest

from plumbrule.core.render.remarks import Remarks
from plumbrule.core.render.variables import Variables
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque
from tests.core.load.files import definition, lines
from tests.core.render.addressees import manifest, only, to

KNOWN = "a manifest knows `${target.account_id}`, `${target.region}`, `${target.name}` and `${var.NAME}`"
ESCAPE = "[write `$${` where `${` itself is meant]"
PROD = to("prod", variables={"LEVEL": "info", "COUNT": 3, "DEBUG": True, "CPU": 512})

FILLED: dict[str, tuple[str, object]] = {
    "the account": ("${target.account_id}", "123456789012"),
    "the region": ("${target.region}", "eu-west-1"),
    "the name": ("${target.name}", "prod"),
    "a variable": ("${var.LEVEL}", "info"),
    "two in one text": ("${target.name}-${var.LEVEL}!", "prod-info!"),
    "a number inside text": ("n=${var.COUNT}", "n=3"),
    "a truth inside text": ("d=${var.DEBUG}", "d=true"),
    "an escape": ("$${HOME}", "${HOME}"),
    "an escape beside a variable": ("$${x} ${var.LEVEL}", "${x} info"),
    "a dollar alone": ("$5 $x $$ }", "$5 $x $$ }"),
    "text without any": ("plain", "plain"),
}


@pytest.mark.parametrize("case", FILLED)
def test_a_text_is_filled_in(case: str) -> None:
    written, wanted = FILLED[case]
    spec = only(manifest(f"  template: {{pidMode: '{written}'}}\n"), PROD)
    assert spec.definition == {"family": "web", "pidMode": wanted}
    assert spec.findings == ()


def test_a_text_that_is_one_variable_takes_its_type_save_where_the_api_takes_text() -> None:
    container = "{memory: '${var.CPU}', essential: '${var.DEBUG}', image: '${var.COUNT}', unknown: '${var.COUNT}'}"
    spec = only(manifest(f"  template: {{cpu: '${{var.CPU}}', containerDefinitions: [{container}]}}\n"), PROD)
    assert spec.definition["cpu"] == "512"
    assert spec.definition["containerDefinitions"] == [{"memory": 512, "essential": True, "image": "3", "unknown": 3}]


def test_keys_are_not_filled_in_and_neither_are_native_files() -> None:
    spec = only(manifest("  template: {dockerLabels: {'${target.name}': '${target.name}'}}\n"), PROD)
    assert spec.definition["dockerLabels"] == {"${target.name}": "prod"}
    assert only("family: web\npidMode: ${target.name} ${nope\n", PROD).definition["pidMode"] == "${target.name} ${nope"
    assert definition("pidMode: $${x}\n") == {"pidMode": "$${x}"}


MISTAKES = {
    "an unknown variable": ("${var.LEVL}", "the target `prod` has no variable `LEVL` [did you mean `LEVEL`?]"),
    "an unknown member of target": (
        "${target.partition}",
        f"`${{target.partition…}}` is no variable; {KNOWN} {ESCAPE}",
    ),
    "the environment": ("${HOME}", f"`${{HOME…}}` is no variable; {KNOWN} {ESCAPE}"),
    "a shell default": ("${PASSWORD:-hunter2}", f"`${{PASSWORD…}}` is no variable; {KNOWN} {ESCAPE}"),
    "white space": ("${ var.LEVEL }", f"`${{…}}` is no variable; {KNOWN} {ESCAPE}"),
    "an empty name": ("${}", f"`${{…}}` is no variable; {KNOWN} {ESCAPE}"),
    "no closing brace": ("${var.LEVEL", f"a `${{` is never closed {ESCAPE}"),
    "one inside another": ("${var.${var.LEVEL}}", f"a `${{` is never closed {ESCAPE}"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_anything_else_is_an_error_at_its_place_and_the_value_is_opaque(case: str) -> None:
    written, wanted = MISTAKES[case]
    spec = only(manifest(f"  template: {{pidMode: '{written}'}}\n"), PROD)
    assert lines(spec.findings) == [f"5:23 error variable /pidMode: {wanted}"]
    assert spec.definition["pidMode"] == Opaque(written)


def test_what_a_variable_holds_is_not_read_again() -> None:
    spec = only(manifest("  template: {pidMode: '${var.A}'}\n"), to("prod", variables={"A": "${var.B} $${"}))
    assert spec.definition["pidMode"] == "${var.B} $${"


def test_without_a_target_every_text_with_a_variable_is_opaque_as_a_whole() -> None:
    remarks = Remarks(lambda pointer: Place("web.yaml", pointer=pointer))
    tree = Variables(None, remarks).filled({"a": ["x-${var.NOPE}", "$${x}", "y"], "b": Opaque("z")}, None)
    assert tree == {"a": [Opaque("x-${var.NOPE}"), "${x}", "y"], "b": Opaque("z")}
    assert remarks.findings == []


def test_no_part_of_a_secret_that_looks_like_a_variable_is_repeated() -> None:
    container = (
        "{environment: [{name: DB_PASSWORD, value: 'a${hunter}b'}, {name: A, value: '${plain}'}], "
        "logConfiguration: {options: {splunk-token: '${hunter}'}}}"
    )
    found = only(manifest(f"  template: {{containerDefinitions: [{container}]}}\n"), PROD).findings
    assert [finding.message.split(" is ")[0] for finding in found] == ["`${…}`", "`${plain…}`", "`${…}`"]


def test_far_too_many_wrong_variables_end_in_one_error_more() -> None:
    texts = ", ".join(["'${oh}'"] * 1500)
    found = only(manifest(f"  template: {{containerDefinitions: [{{command: [{texts}]}}]}}\n"), PROD).findings
    assert len(found) == 1001
    assert (found[-1].rule, found[-1].is_error) == ("too-many", True)
