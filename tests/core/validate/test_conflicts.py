"""Two files for one family of one target: both are told, and each names the other."""

from __future__ import annotations

from plumbrule.core.decide.gates import CONFLICT_RULE
from plumbrule.core.validate.conflicts import RULE, with_conflicts
from tests.core.load.files import lines
from tests.core.render.addressees import only, rendered, to

HINT = "[keep one of the files, or give the other another family; until then none of them is registered]"
PROD, DEV = to("prod"), to("dev")


def test_both_files_carry_a_finding_that_names_the_other() -> None:
    first, second = only("family: web\n", PROD, path="a.yaml"), only("cpu: '1'\nfamily: web\n", PROD, path="b.yaml")
    apart = only("family: shop\n", PROD, path="c.yaml")
    found = with_conflicts([first, apart, second])
    assert [spec.path for spec in found] == ["a.yaml", "c.yaml", "b.yaml"]
    assert [lines(spec.findings) for spec in found] == [
        [f"1:9 error conflict /family: family `web` of target `prod` is also in b.yaml {HINT}"],
        [],
        [f"2:9 error conflict /family: family `web` of target `prod` is also in a.yaml {HINT}"],
    ]


def test_one_family_in_two_targets_is_no_conflict() -> None:
    specs = rendered("family: web\n", PROD, DEV).specs
    assert with_conflicts(specs) == specs


def test_many_files_are_named_shortly() -> None:
    specs = [only("family: web\n", PROD, path=f"{name}.yaml") for name in "abcdefgh"]
    (finding,) = with_conflicts(specs)[0].findings
    assert "b.yaml, c.yaml, d.yaml, e.yaml, f.yaml, …" in finding.message


def test_the_gate_knows_the_rule_by_its_id() -> None:
    assert RULE == CONFLICT_RULE
