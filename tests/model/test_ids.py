from __future__ import annotations

from plumbrule.model.ids import Family, Key, TargetId, TargetName


def test_a_target_id_and_a_key_are_shown_as_paths() -> None:
    assert str(TargetId("aws-cn", "123456789012", "cn-north-1")) == "aws-cn/123456789012/cn-north-1"
    assert str(Key(TargetName("prod"), Family("web"))) == "prod/web"


def test_keys_sort_by_target_and_then_by_family() -> None:
    keys = [Key(TargetName(target), Family(family)) for target in "ba" for family in "dc"]
    assert [str(key) for key in sorted(keys)] == ["a/c", "a/d", "b/c", "b/d"]
